"""The rows of each kind of change, written through the recorder. What a change names is looked up in `Applying`."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.dates import partial_date
from app.codebook.fields import FIELDS
from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.history.merging import into_at, merge_people
from app.editing.history.parting import ENDED_ONCE, end_merge
from app.editing.history.reverting import revert
from app.editing.review.under_way import Applying, found, ids_of
from app.editing.views import source_levels
from app.vault.errors import DoesNotFit
from app.vault.levels import subject_levels
from app.vault.lookup import open_withdrawals
from app.vault.models import Source, WithdrawalClosing
from app.vault.public_ids import new_public_id
from app.vault.recording import DecisionText, SourceText
from app.vault.recording.claims import NO_SUCH_FIELD
from app.vault.ways import root_of


def write(under_way: Applying, change: c.Change) -> None:
    """Write one change. DoesNotFit, Lost, UnknownTerm or ValueError say why it cannot be."""
    _WRITE[type(change)](under_way, change)


def _source(a: Applying, change: c.NewSource) -> None:
    if change.published:
        partial_date(change.published)
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
        known = a.sources.get(origin) or ids_of(a.session, Source, [origin]).get(origin)
        a.recorder.add_derivation(made, from_source=known, token="" if known else origin.removeprefix("*").strip())


def _individual(a: Applying, change: c.NewIndividual) -> None:
    made = a.recorder.add_individual(
        change.individual_kind, level=change.level, public_id=change.public_id, reason=change.reason
    )
    a.made(change.ref, made, "individual")


def _event(a: Applying, change: c.NewEvent) -> None:
    made = a.recorder.add_event(change.label, level=change.level, public_id=change.public_id, reason=change.reason)
    a.made(change.ref, made, "return_event")


def _case(a: Applying, change: c.NewCase) -> None:
    person, event = a.subject(change.individual), a.subject(change.event)
    made = a.recorder.add_case(person, event, level=change.level, public_id=change.public_id, reason=change.reason)
    a.made(change.ref, made, "case")


def _case_event(a: Applying, change: c.NewCaseEvent) -> None:
    made = a.recorder.add_case_event(a.subject(change.case), change.event_type, level=change.level)
    a.made(change.ref, made, "case_event")


def _relation(a: Applying, change: c.NewRelation) -> None:
    made = a.recorder.add_relation(
        a.subject(change.a), a.subject(change.b), change.type, change.certainty, source=a.source(change.source),
        locator=change.locator, reason=change.reason, level=change.level,
    )  # fmt: skip
    a.made(change.ref, made, "relationship")


def _claim(a: Applying, change: c.NewClaim) -> None:
    if (field := FIELDS.get(change.field)) is None:
        raise DoesNotFit(NO_SUCH_FIELD)
    made = a.recorder.add_claim(
        a.of_kind(change.subject, field.subject), change.field, change.value, a.source(change.source), wording=change.wording,
        quote=change.quote, locator=change.locator, basis=change.basis, credibility=change.credibility,
        certainty=change.certainty, polarity=change.polarity, level=max(change.level, Level.VETTED), coding=change.coding,
    )  # fmt: skip
    a.claims["@" + change.ref] = made
    a.recorder.rule(made, change.standing, change.level, level_reason=change.level_reason, reason=change.ruled_because)


def _rule_claim(a: Applying, change: c.RuleClaim) -> None:
    a.recorder.rule(
        found(a.claims, change.claim), change.standing, change.level,
        level_reason=change.level_reason, reason=change.reason,
    )  # fmt: skip


def _rule_subject(a: Applying, change: c.RuleSubject) -> None:
    a.recorder.rule_subject(
        a.subject(change.subject), change.level, level_reason=change.level_reason, reason=change.reason
    )


def _rule_source(a: Applying, change: c.RuleSource) -> None:
    if source_levels(a.session, [change.source]).get(change.source) != change.was:
        raise DoesNotFit("The source has another level by now.")
    a.recorder.rule_source(
        a.source(change.source), change.level, level_reason=change.level_reason, reason=change.reason
    )


def _rule_verification(a: Applying, change: c.RuleVerification) -> None:
    a.recorder.rule_verification(a.subject(change.case), change.verification, reason=change.reason)


def _state(a: Applying, change: c.SetCaseState) -> None:
    a.recorder.set_case_state(a.subject(change.case), change.state, change.reason)


def _decide(a: Applying, change: c.Decide) -> None:
    a.recorder.decide(
        a.of_kind(change.subject, "individual", "return_event"), change.form, change.purposes,
        DecisionText(change.reason, change.evidence_in_words, change.asked_by, change.threats),
        basis=change.basis, consent_status=change.consent_status, effect=change.effect, decided_by=a.by.first,
        second_by=a.by.second, decided_on=a.by.on, review_on=change.review_on, expires_on=change.expires_on,
        embargo_until=change.embargo_until, evidence=dict.fromkeys(a.source(name) for name in change.evidence),
    )  # fmt: skip


def _close(a: Applying, change: c.CloseWithdrawal) -> None:
    subject = a.subject(change.subject)
    withdrawn = _withdrawn_with(a.session, subject)
    still_open = {row.id: row.subject_id for row in open_withdrawals(a.session) if row.subject_id in withdrawn}
    if not still_open:
        raise DoesNotFit("It is not withdrawn.")
    closed = select(WithdrawalClosing.withdrawal_id).where(WithdrawalClosing.withdrawal_id.in_(still_open))
    ended = set(a.session.scalars(closed))
    if ended and (still_open.keys() == ended or subject in {still_open[each] for each in ended}):
        raise DoesNotFit(ENDED_ONCE)
    for withdrawal in sorted(
        still_open.keys() - ended
    ):  # what was ended once of who was merged waits until the two are parted
        a.recorder.close_withdrawal(withdrawal, closed_on=a.by.on, closed_by=a.by.first)


def _withdrawn_with(session: Session, subject: int) -> set[int]:
    """Itself, and who is read as part of it and lies no higher: of whoever does, not everybody who decides on this may know."""
    at = into_at(session)
    one = {subject} | {merged for merged in at if root_of(at, merged) == subject}
    levels = subject_levels(session, one)
    top = levels.get(subject, Level.PUBLIC)
    return {subject} | {each for each in one if levels.get(each, Level.SEALED) <= top}


def _merge(a: Applying, change: c.MergeSubjects) -> None:
    merge_people(
        a.session, a.ring, a.recorder, a.subject(change.kept), a.subject(change.merged), change.reason, a.by.on
    )


def _end_merge(a: Applying, change: c.EndMerge) -> None:
    kept, merged = a.subject(change.kept), a.subject(change.merged)
    into = end_merge(a.session, a.recorder, kept, merged)
    a.recorder.decide_duplicate(into, merged, "different", decided_by=a.by.first, reason=change.reason)


def _revert(a: Applying, change: c.Revert) -> None:
    revert(a.session, a.ring, a.recorder, change.changeset, change.reason, a.by.on)


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
    c.RuleSource: _rule_source,
    c.RuleVerification: _rule_verification,
    c.SetCaseState: _state,
    c.Decide: _decide,
    c.CloseWithdrawal: _close,
    c.MergeSubjects: _merge,
    c.EndMerge: _end_merge,
    c.Revert: _revert,
}
