"""From a draft to rows of one changeset: every change is written through the recorder, in an order in which nothing is missing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.codebook.vocabularies import UnknownTerm, term
from app.editing.drafts import changes as c
from app.editing.drafts.targets import NOTHING, claim_rows
from app.editing.errors import BadDraft, Fault
from app.editing.history.merging import end_merge, merge_people
from app.editing.history.reverting import revert
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.errors import DoesNotFit
from app.vault.lookup import open_withdrawals
from app.vault.models import Source, Subject
from app.vault.public_ids import new_public_id
from app.vault.recording import DecisionText, Recorder, SourceText

ORDER: tuple[type, ...] = (
    c.Revert, c.EndMerge, c.NewSource, c.NewIndividual, c.NewEvent, c.NewCase, c.NewCaseEvent, c.NewRelation,
    c.NewClaim, c.RuleClaim, c.RuleSubject, c.RuleVerification, c.SetCaseState, c.MergeSubjects, c.Decide, c.CloseWithdrawal,
)  # fmt: skip
"""Kinds in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who approved, first and second; the day they did."""

    first: str
    second: str | None
    on: date


@dataclass(slots=True)
class Applying:
    """One draft on its way in: row ids of what it names and makes, by name."""

    session: Session
    ring: Ring
    recorder: Recorder
    by: Deciders
    subjects: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)

    def subject(self, name: str) -> int:
        return _found(self.subjects, name)

    def source(self, name: str) -> int:
        return _found(self.sources, name)


class Lost(LookupError):
    """A name that leads nowhere."""


def _found(known: dict[str, int], name: str) -> int:
    if name not in known:
        raise Lost(NOTHING)
    return known[name]


def apply(session: Session, ring: Ring, recorder: Recorder, changes: Iterable[c.Change], by: Deciders) -> Applying:
    """Write the changes into the open changeset. BadDraft lists those that do not fit; then the caller rolls back."""
    kept = sorted(changes, key=lambda change: ORDER.index(type(change)))
    going = Applying(session, ring, recorder, by)
    going.subjects |= _ids(session, Subject, (n for change in kept for n in c.subjects_of(change)))
    going.sources |= _ids(session, Source, (n for change in kept for n in c.sources_of(change)))
    refs = {change.claim for change in kept if isinstance(change, c.RuleClaim)}
    going.claims |= {ref: row[0] for ref, row in claim_rows(session, refs).items()}
    faults = []
    for change in kept:
        try:
            _WRITE[type(change)](going, change)
        except (DoesNotFit, Lost, UnknownTerm, ValueError) as problem:
            faults.append(Fault(change.ref, str(problem)))
    if faults:
        raise BadDraft(faults)
    try:
        recorder.seal()
    except IntegrityError:
        raise BadDraft([Fault("draft", "Something it makes is there already.")]) from None
    return going


def _ids(session: Session, model: Any, names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(name for name in names if not name.startswith("@")):
        rows = select(model.public_id, model.id).where(model.public_id.in_(some))
        found |= dict(iter(session.execute(rows)))
    return found


def _source(a: Applying, change: c.NewSource) -> None:
    term("source_type", change.type)
    key = change.key
    if not key or a.session.scalar(select(Source.id).where(Source.key == key)) is not None:
        key = f"{key or 'desk'}-{new_public_id(secrets)}"  # whether a key is taken must tell nobody anything
    text = SourceText(change.title, change.author, change.publisher, change.url, change.note)
    made = a.recorder.add_source(
        key, text, publisher_key=change.publisher_key, type=change.type, language=change.language,
        published=change.published, reliability=change.reliability, information_basis=change.information_basis,
        level=change.level, public_id=change.public_id,
    )  # fmt: skip
    a.sources["@" + change.ref] = made
    for origin in change.derives_from:
        known = a.sources.get(origin) or _ids(a.session, Source, [origin]).get(origin)
        a.recorder.add_derivation(made, from_source=known, token="" if known else origin.removeprefix("*").strip())


def _individual(a: Applying, change: c.NewIndividual) -> None:
    term("individual_kind", change.individual_kind)
    made = a.recorder.add_individual(
        change.individual_kind, level=change.level, public_id=change.public_id, reason=change.reason
    )
    a.subjects["@" + change.ref] = made


def _event(a: Applying, change: c.NewEvent) -> None:
    made = a.recorder.add_event(change.label, level=change.level, public_id=change.public_id, reason=change.reason)
    a.subjects["@" + change.ref] = made


def _case(a: Applying, change: c.NewCase) -> None:
    person, event = a.subject(change.individual), a.subject(change.event)
    made = a.recorder.add_case(person, event, level=change.level, public_id=change.public_id, reason=change.reason)
    a.subjects["@" + change.ref] = made


def _case_event(a: Applying, change: c.NewCaseEvent) -> None:
    term("case_event_type", change.event_type)
    a.subjects["@" + change.ref] = a.recorder.add_case_event(
        a.subject(change.case), change.event_type, level=change.level
    )


def _relation(a: Applying, change: c.NewRelation) -> None:
    term("relationship", change.type)
    a.subjects["@" + change.ref] = a.recorder.add_relation(
        a.subject(change.a), a.subject(change.b), change.type, change.certainty, source=a.source(change.source),
        locator=change.locator, reason=change.reason, level=change.level,
    )  # fmt: skip


def _claim(a: Applying, change: c.NewClaim) -> None:
    made = a.recorder.add_claim(
        a.subject(change.subject), change.field, change.value, a.source(change.source), wording=change.wording,
        quote=change.quote, locator=change.locator, basis=change.basis, credibility=change.credibility,
        certainty=change.certainty, polarity=change.polarity, level=max(change.level, Level.VETTED), coding=change.coding,
    )  # fmt: skip
    a.claims["@" + change.ref] = made
    a.recorder.rule(made, change.standing, change.level, level_reason=change.level_reason, reason=change.ruled_because)


def _rule_claim(a: Applying, change: c.RuleClaim) -> None:
    a.recorder.rule(
        _found(a.claims, change.claim), change.standing, change.level,
        level_reason=change.level_reason, reason=change.reason,
    )  # fmt: skip


def _rule_subject(a: Applying, change: c.RuleSubject) -> None:
    a.recorder.rule_subject(
        a.subject(change.subject), change.level, level_reason=change.level_reason, reason=change.reason
    )


def _rule_verification(a: Applying, change: c.RuleVerification) -> None:
    term("verification", change.verification)
    a.recorder.rule_verification(a.subject(change.case), change.verification, reason=change.reason)


def _state(a: Applying, change: c.SetCaseState) -> None:
    term("case_state", change.state)
    a.recorder.set_case_state(a.subject(change.case), change.state, change.reason)


def _decide(a: Applying, change: c.Decide) -> None:
    for vocabulary, code in (
        ("consent_basis", change.basis),
        ("consent_status", change.consent_status),
        ("effect_of_publicity", change.effect),
    ):
        term(vocabulary, code)
    a.recorder.decide(
        a.subject(change.subject), change.form, change.purposes,
        DecisionText(change.reason, change.evidence_in_words, change.asked_by, change.threats),
        basis=change.basis, consent_status=change.consent_status, effect=change.effect, decided_by=a.by.first,
        second_by=a.by.second, decided_on=a.by.on, review_on=change.review_on, expires_on=change.expires_on,
        embargo_until=change.embargo_until, evidence=dict.fromkeys(a.source(name) for name in change.evidence),
    )  # fmt: skip


def _close(a: Applying, change: c.CloseWithdrawal) -> None:
    subject = a.subject(change.subject)
    found = [row.id for row in open_withdrawals(a.session) if row.subject_id == subject]
    if not found:
        raise DoesNotFit("It is not withdrawn.")
    for withdrawal in found:
        a.recorder.close_withdrawal(withdrawal, closed_on=a.by.on, closed_by=a.by.first)


def _merge(a: Applying, change: c.MergeSubjects) -> None:
    merge_people(
        a.session, a.ring, a.recorder, a.subject(change.kept), a.subject(change.merged), change.reason, a.by.on
    )


def _end_merge(a: Applying, change: c.EndMerge) -> None:
    end_merge(a.session, a.recorder, a.subject(change.merged))


def _revert(a: Applying, change: c.Revert) -> None:
    revert(a.session, a.recorder, change.changeset, change.reason)


_WRITE: dict[type, Callable[[Applying, Any], None]] = {
    c.NewSource: _source,
    c.NewIndividual: _individual,
    c.NewEvent: _event,
    c.NewCase: _case,
    c.NewCaseEvent: _case_event,
    c.NewRelation: _relation,
    c.NewClaim: _claim,
    c.RuleClaim: _rule_claim,
    c.RuleSubject: _rule_subject,
    c.RuleVerification: _rule_verification,
    c.SetCaseState: _state,
    c.Decide: _decide,
    c.CloseWithdrawal: _close,
    c.MergeSubjects: _merge,
    c.EndMerge: _end_merge,
    c.Revert: _revert,
}
