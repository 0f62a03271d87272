"""A slip of the pen, put right in one step: a claim anew with another value, the old one superseded, handed in at once.

Superseded, not rejected: a later claim has taken its place (vocabulary claim_standing). A claim that does not hold at all is
rejected from the record's own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.codebook.dates import TO_COME
from app.codebook.fields import FIELDS
from app.codebook.levels import SPOKEN_FOR, Level, Standing
from app.codebook.values import DateValue, NameValue, Value
from app.disclosure.clear import claim_within
from app.editing.drafts.changes import NewClaim, RuleClaim
from app.editing.drafts.document import Draft, Seen
from app.editing.drafts.kept import start
from app.editing.drafts.touching import claim_rows
from app.editing.entry.typed import AS_PRINTED, as_printed, as_typed, script_of, typed
from app.editing.errors import BadDraft, Fault, NoLongerStands, NotThere, RevisionNeeded, WordsNeeded
from app.editing.history.merging import entered_of, merged_at
from app.editing.people import Person, must_edit
from app.editing.review.handing_in import submit
from app.editing.views import rows_about, views_of
from app.storage.sealed import Ring
from app.vault.rows import ClaimRow
from app.vault.ways import root_of


@dataclass(frozen=True, slots=True)
class Correctable:
    """A claim that speaks, whose it is, how many others say something of the same field, and the revision of what was seen.

    `source_level`: that of its source, with which it climbs.
    """

    claim: ClaimRow
    source_level: Level
    others: int
    revision: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What is typed: the new value, why, the source that says so (public id; that of the old claim if empty)."""

    value: str
    reason: str
    source: str = ""


def correctable(session: Session, ring: Ring, person: Person, page: str, ref: str) -> Correctable:
    """The claim `ref`, looked at from the page of `page` (a person, case or event).

    NotThere if it is not seen there; NoLongerStands if it is, and speaks no more.
    """
    subject = claim_rows(session, [ref]).get(ref, (0, "", ""))[1]
    rows = rows_about(session, ring, {page, subject} - {""})
    views = views_of(rows, {page, subject}, person.clearance)
    if page not in views or subject not in views or page not in {subject, views[subject].parts.get("individual")}:
        raise NotThere
    sources = {source.public_id: source.level for source in rows.sources}
    shown = [
        claim
        for claim in rows.claims
        if claim.subject == subject and claim_within(person.clearance, claim.level, sources[claim.source])
    ]
    spoken = [claim for claim in shown if claim.standing in SPOKEN_FOR]
    for claim in spoken:
        if claim.ref == ref:
            others = sum(other.field == claim.field and other.ref != ref for other in spoken)
            return Correctable(claim, sources[claim.source], others, views[subject].revision)
    raise NoLongerStands if any(claim.ref == ref for claim in shown) else NotThere


def came_by_a_merge(session: Session, key: str) -> set[str]:
    """The refs of the claims that were entered of whoever is read as part of this subject, at every level. They are not corrected here:
    what is right would be said of the one who was kept, and stay with them if the two were parted.
    """
    at = merged_at(session)
    return set(entered_of(session, (old for old in at if root_of(at, old) == key)))


def correct(
    session: Session,
    ring: Ring,
    person: Person,
    page: str,
    ref: str,
    correction: Correction,
    if_match: str | None,
    at: datetime,
) -> str:
    """Hand the correction in; returns the proposal's id. BadDraft where the value or the source cannot be read; Stale where it moved."""
    must_edit(person)
    seen = correctable(session, ring, person, page, ref)
    old = seen.claim
    if not if_match:
        raise RevisionNeeded
    if not correction.reason.strip():
        raise WordsNeeded
    value = _value(old, correction.value, at.date())
    try:
        changes = _changes(seen, value, correction)
    except ValidationError:  # the value is read by now: of the rest that was typed, only the source's id has a limit
        raise BadDraft([Fault("source", "There is nothing of this name.")]) from None
    base = {old.subject: Seen(clearance=person.clearance, token=if_match)}
    label = FIELDS[old.field].label.en if old.field in FIELDS else old.field
    draft = Draft(title=f"Correction: {label}", why=correction.reason.strip(), changes=changes, base=base)
    key = start(session, ring, person, draft, at)
    submit(session, ring, person, key, at)
    return key


def _value(old: ClaimRow, text: str, today: date) -> Value:
    try:
        value = typed(old.field, text)
    except ValueError as problem:
        raise BadDraft([Fault("value", str(problem))]) from None
    if isinstance(value, NameValue) and isinstance(old.value, NameValue):
        value = old.value.model_copy(update={"text": value.text, "script": script_of(value.text)})
        value = value if value.family is None else value.model_copy(update={"family": None, "given": None})
    if value == old.value:
        raise BadDraft([Fault("value", "It says the same as before.")])
    if isinstance(value, DateValue) and value.date.is_to_come(today):
        raise BadDraft([Fault("value", TO_COME)])
    return value


def _changes(seen: Correctable, value: Value, correction: Correction) -> tuple[NewClaim, RuleClaim]:
    """The new claim keeps what the old one was, its level first of all. It is preferred where the old one was, or stood alone.

    From another source it lies as high as the old one did with its own source: what that one held back is not published by a
    slip put right. Who wants it lower rules so by itself.
    """
    old, reason = seen.claim, correction.reason.strip()
    source = correction.source or old.source
    level = Level(old.level if source == old.source else max(old.level, seen.source_level))
    how = _how(old) if source == old.source else {}
    printed = old.wording not in {"", as_typed(old.value)} and old.value.kind not in AS_PRINTED
    anew = NewClaim(
        ref="corrected", subject=old.subject, field=old.field, value=value, source=source, level=level,
        wording=old.wording if printed else as_printed(old.field, correction.value),
        polarity="denies" if old.polarity == "denies" else "asserts",
        standing=Standing(old.standing) if seen.others else Standing.PREFERRED, ruled_because=reason, **how,
    )  # fmt: skip
    return anew, RuleClaim(
        ref="before", claim=old.ref, standing=Standing.SUPERSEDED, level=Level(old.level), reason=reason
    )


def _how(old: ClaimRow) -> dict[str, Any]:
    """How the same source said it: that stays."""
    return {
        "quote": old.quote, "locator": old.locator, "basis": old.basis or None, "credibility": old.credibility,
        "certainty": old.certainty or None, "coding": old.coding,
    }  # fmt: skip
