"""A checked batch as the changes of a proposal, so that it is reviewed like anything else.

Whom or what the vault knows by its public id is not made again, and a claim that it holds already is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.codebook.fields import SubjectKind
from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.importing.prepared import PreparedBatch, PreparedClaim, PreparedSubject
from app.vault.rows import VaultRows

Held = tuple[str, str, str, str, str, str]
"""Subject, field, canonical value, source, wording, locator."""


@dataclass(slots=True)
class _Names:
    """How the draft names the batch's subjects and sources: `@ref` of what it makes, the public id of what is known."""

    known: frozenset[str]
    subjects: dict[tuple[SubjectKind, str], str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def changes_of(batch: PreparedBatch, rows: VaultRows) -> tuple[c.Change, ...]:
    """All that the batch adds to what is held."""
    people, events, cases = rows.individuals, rows.events, rows.cases
    known = {x.public_id for x in people} | {x.public_id for x in events} | {x.public_id for x in cases}
    names = _Names(frozenset(known | {s.public_id for s in rows.sources}))
    held = {_held(x.subject, x.field, x.value.canonical(), x.source, x.wording, x.locator) for x in rows.claims}
    made: list[c.Change] = [*_sources(batch, names), *_subjects(batch, names)]
    made += _claims(batch, names, held)
    made += _relations(batch, names, frozenset((r.a, r.b, r.type) for r in rows.relations))
    return (*made, *_decisions(batch, names))


def _held(*parts: str) -> Held:
    subject, code, value, source, wording, locator = parts
    return subject, code, value, source, wording, locator


def _ref(kind: str, number: int, key: str) -> str:
    return f"{kind}-{number}-{re.sub('[^A-Za-z0-9_.-]+', '-', key)}"[:120]


def _sources(batch: PreparedBatch, names: _Names) -> Iterator[c.Change]:
    for number, s in enumerate(batch.sources, 1):
        ref = _ref("source", number, s.key)
        known = s.public_id in names.known
        names.sources[s.key] = s.public_id if known else f"@{ref}"
    for number, s in enumerate(batch.sources, 1):
        if s.public_id not in names.known:
            yield c.NewSource(
                ref=_ref("source", number, s.key), key=s.key, title=s.title, author=s.author, publisher=s.publisher,
                publisher_key=s.publisher_key, url=s.url, note=f"read on {s.accessed_on}", type=s.type,
                language=s.language, published=s.published, level=Level.PUBLIC, public_id=s.public_id,
                derives_from=tuple(names.sources.get(origin, origin) for origin in s.derives_from),
            )  # fmt: skip


def _subjects(batch: PreparedBatch, names: _Names) -> Iterator[c.Change]:
    ordered = sorted(batch.subjects, key=lambda s: s.kind is SubjectKind.CASE)
    for number, s in enumerate(ordered, 1):
        ref = _ref(s.kind, number, s.key)
        known = s.public_id in names.known
        names.subjects[s.kind, s.key] = s.public_id if known else f"@{ref}"
        if not known:
            yield from _subject(s, ref, names)


def _subject(s: PreparedSubject, ref: str, names: _Names) -> Iterator[c.Change]:
    if s.kind is SubjectKind.INDIVIDUAL:
        yield c.NewIndividual(
            ref=ref, individual_kind=s.detail, level=Level.PUBLIC, public_id=s.public_id, reason=s.reason
        )
    elif s.kind is SubjectKind.RETURN_EVENT:
        yield c.NewEvent(ref=ref, label=s.detail, level=Level.PUBLIC, public_id=s.public_id, reason=s.reason)
    else:
        person = names.subjects[SubjectKind.INDIVIDUAL, s.individual]
        event = names.subjects[SubjectKind.RETURN_EVENT, s.event]
        yield c.NewCase(
            ref=ref, individual=person, event=event, level=Level.PUBLIC, public_id=s.public_id, reason=s.reason
        )
        yield c.SetCaseState(ref=f"{ref}-state"[:120], case=f"@{ref}", state="published", reason="new_information")


def _claims(batch: PreparedBatch, names: _Names, held: set[Held]) -> Iterator[c.Change]:
    for number, claim in enumerate(batch.claims, 1):
        subject, source = names.subjects[claim.subject], names.sources[claim.source]
        same = _held(subject, claim.field, claim.value.canonical(), source, claim.wording, claim.locator)
        if same not in held:
            yield _claim(claim, f"claim-{number}", subject, source)


def _claim(claim: PreparedClaim, ref: str, subject: str, source: str) -> c.NewClaim:
    return c.NewClaim(
        ref=ref, subject=subject, field=claim.field, value=claim.value, source=source, wording=claim.wording,
        locator=claim.locator, polarity="denies" if claim.polarity == "denies" else "asserts", level=claim.level,
        level_reason=claim.level_reason or None, standing=claim.standing, ruled_because=claim.ruled_because,
        coding=claim.reason,
    )  # fmt: skip


def _relations(batch: PreparedBatch, names: _Names, held: frozenset[tuple[str, str, str]]) -> Iterator[c.Change]:
    for number, tie in enumerate(batch.relations, 1):
        a, b = (names.subjects[SubjectKind.INDIVIDUAL, key] for key in (tie.one, tie.other))
        if (a, b, tie.type) not in held:
            yield c.NewRelation(
                ref=f"tie-{number}", a=a, b=b, type=tie.type, certainty=tie.certainty, source=names.sources[tie.source],
                locator=tie.locator, reason=tie.reason, level=tie.level,
            )  # fmt: skip


def _decisions(batch: PreparedBatch, names: _Names) -> Iterator[c.Change]:
    """Only of people and events that come with the batch: of others it is decided at the desk."""
    for number, d in enumerate(batch.decisions, 1):
        subject = names.subjects[d.subject]
        if subject.startswith("@"):
            yield c.Decide(
                ref=f"decision-{number}", subject=subject, form=d.form, purposes=d.purposes, basis=d.basis,
                consent_status=d.consent_status, effect=d.effect, reason=d.reason, review_on=d.review_on,
                expires_on=d.expires_on, evidence=tuple(names.sources[key] for key in d.evidence),
            )  # fmt: skip
