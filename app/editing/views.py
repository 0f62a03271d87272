"""What somebody at the desk sees of a person, case or event: everything held about it up to their clearance, drafts apart.

Also the revision of that view. What lies above the clearance moves nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.clear import claim_within, known_within
from app.disclosure.verification import strictest
from app.editing.errors import NotThere
from app.editing.people import Person
from app.editing.revisions import token
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.models import Source, SourceRuling, Subject, SubjectRuling
from app.vault.moment import moment
from app.vault.reading import load
from app.vault.rows import ClaimRow, VaultRows
from app.vault.scope import scope_about

NOBODY = VaultRows(0, (), (), (), (), (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class SubjectView:
    """`parts`: plain values by name, such as `claims.name` or `state`. `revision`: the token to send back (If-Match)."""

    public_id: str
    parts: dict[str, Any]

    @property
    def revision(self) -> str:
        return token(self.parts)


def cited_in(parts: Mapping[str, Any]) -> set[str]:
    """The sources (public ids) of the claims that are seen of a subject: those of what is not seen are none of its viewer's business."""
    return {claim[2] for name, part in parts.items() if name.startswith("claims.") for claim in part}


def told_by(rows: VaultRows, seen: Iterable[SubjectView], clearance: Level) -> dict[str, int]:
    """The ties that are seen, and the sources of these and of the claims, each with its level: where that moves, so does who is told."""
    views = tuple(seen)
    levels, names = levels_of(rows), {view.public_id for view in views}
    ties = [tie for tie in rows.relations if names & {tie.a, tie.b} and levels[tie.public_id] <= clearance]
    cited = {source for view in views for source in cited_in(view.parts)} | {tie.source for tie in ties}
    of_sources = {source.public_id: int(source.level) for source in rows.sources if source.public_id in cited}
    return of_sources | {tie.public_id: levels[tie.public_id] for tie in ties}


def look(session: Session, ring: Ring, public_id: str, clearance: Level) -> SubjectView:
    """The view of one subject; NotThere if there is none, and just so if it lies above the clearance."""
    seen = look_at(session, ring, [public_id], clearance)
    if public_id not in seen:
        raise NotThere
    return seen[public_id]


def look_at(session: Session, ring: Ring, public_ids: Iterable[str], clearance: Level) -> dict[str, SubjectView]:
    """The views of those that are there for this clearance."""
    asked = sorted(set(public_ids))
    return views_of(rows_about(session, ring, asked), asked, clearance)


def views_of(rows: VaultRows, public_ids: Iterable[str], clearance: Level) -> dict[str, SubjectView]:
    """The views of those that are there for this clearance, from rows that were loaded about them."""
    seen = Views(rows, clearance)
    found = ((key, seen.parts(key)) for key in sorted(set(public_ids)))
    return {key: SubjectView(key, parts) for key, parts in found if parts is not None}


def rows_about(session: Session, ring: Ring, public_ids: Iterable[str], upto: int | None = None) -> VaultRows:
    """Everything that belongs to these subjects, at every level: for whoever drops what is above somebody."""
    names = sorted(public_ids)
    ids = list(session.scalars(select(Subject.id).where(Subject.public_id.in_(names)))) if names else []
    if not ids:
        return NOBODY
    return load(session, ring, upto, lambda: scope_about(session, ids))


def parts_seen(rows: VaultRows, key: str, clearance: Level) -> dict[str, Any] | None:
    """What is seen of one subject, or None where it is not there for this clearance."""
    return Views(rows, clearance).parts(key)


class Views:
    """Rows as one clearance sees them. What every subject needs is worked out once: a return may have hundreds of people."""

    def __init__(self, rows: VaultRows, clearance: Level) -> None:
        self._rows, self._clearance = rows, clearance
        self._levels = levels_of(rows)
        self._claims: dict[str, list[ClaimRow]] = {}
        for claim in rows.claims:
            self._claims.setdefault(claim.subject, []).append(claim)

    def parts(self, key: str) -> dict[str, Any] | None:
        """What is seen of one subject, or None where it is not there for this clearance."""
        own = replace(self._rows, claims=tuple(self._claims.get(key, ())))
        return _parts(own, key, self._clearance, self._levels)


def _parts(rows: VaultRows, key: str, clearance: Level, levels: dict[str, int]) -> dict[str, Any] | None:
    if levels.get(key, Level.SEALED + 1) > clearance:
        return None
    sources = {source.public_id: source.level for source in rows.sources}
    claims: dict[str, list[Any]] = {}
    for claim in rows.claims:
        if claim.subject == key and claim_within(clearance, claim.level, sources[claim.source]):
            claims.setdefault(f"claims.{claim.field}", []).append(_claim(claim))
    decided = [
        [
            d.form,
            sorted(d.purposes),
            d.basis,
            d.consent_status,
            d.decided_on,
            d.review_on,
            d.expires_on,
            d.embargo_until,
        ]
        for d in rows.decisions
        if d.subject == key and known_within(clearance, d.level)
    ]
    withdrawn = [
        [w.opened_on, w.closed_on, w.interim_action]
        for w in rows.withdrawals
        if w.subject == key and known_within(clearance, w.level)
    ]
    parts: dict[str, Any] = {**claims, **_structure(rows, key, clearance, levels)}
    parts |= {"decisions": decided} if decided else {}
    return parts | ({"withdrawals": withdrawn} if withdrawn else {})


def visible(session: Session, person: Person, keys: list[str]) -> set[str]:
    """Those of the subjects (public ids) that are at or below the person's clearance, by their own last level."""
    if not keys:
        return set()
    concerned = Subject.public_id.in_(keys)
    levels: dict[str, int] = dict(iter(session.execute(select(Subject.public_id, Subject.level).where(concerned))))
    ruled = select(Subject.public_id, SubjectRuling.level).join(Subject, Subject.id == SubjectRuling.subject_id)
    counts = moment(session).counts(SubjectRuling.__table__)
    levels |= dict(iter(session.execute(ruled.where(concerned, counts).order_by(SubjectRuling.id))))
    return {key for key, level in levels.items() if level <= person.clearance}


def source_levels(session: Session, keys: Iterable[str]) -> dict[str, Level]:
    """The level of each of these sources (public ids) by its last ruling. For whoever drops those that are above somebody."""
    named, now = sorted(set(keys)), moment(session)
    found: dict[str, Level] = {}
    for some in batches(named):
        entered = select(Source.public_id, Source.level).where(Source.public_id.in_(some))
        found |= dict(iter(session.execute(entered.where(now.counts(Source.__table__)))))
        ruled = select(Source.public_id, SourceRuling.level).join(Source, Source.id == SourceRuling.source_id)
        ruled = ruled.where(Source.public_id.in_(some), now.counts(SourceRuling.__table__))
        found |= {key: level for key, level in session.execute(ruled.order_by(SourceRuling.id)) if key in found}
    return found


def sources_within(session: Session, keys: Iterable[str], clearance: Level) -> set[str]:
    """Those of the sources that are there for this clearance."""
    return {key for key, level in source_levels(session, keys).items() if level <= clearance}


def levels_of(rows: VaultRows) -> dict[str, int]:
    """The effective level of every subject: its own, and those of whom it belongs to."""
    levels: dict[str, int] = {person.public_id: person.level for person in rows.individuals}
    levels |= {event.public_id: event.level for event in rows.events}
    for case in rows.cases:
        levels[case.public_id] = max(case.level, levels.get(case.individual, Level.SEALED + 1))
    for happened in rows.case_events:
        levels[happened.public_id] = max(happened.level, levels.get(happened.case, Level.SEALED + 1))
    sources = {source.public_id: source.level for source in rows.sources}
    for tie in rows.relations:
        ends = (levels.get(end, Level.SEALED + 1) for end in (tie.a, tie.b))
        levels[tie.public_id] = max(tie.level, sources.get(tie.source, Level.PUBLIC), *ends)
    return levels


def _structure(rows: VaultRows, key: str, clearance: Level, levels: dict[str, int]) -> dict[str, Any]:
    parts: dict[str, Any] = {"level": levels[key]}
    for person in rows.individuals:
        if person.public_id == key:
            parts["individual_kind"] = person.kind
            parts["cases"] = [
                c.public_id for c in rows.cases if c.individual == key and levels[c.public_id] <= clearance
            ]
            parts["ties"] = [
                [r.a, r.b, r.type, r.certainty]
                for r in rows.relations
                if key in (r.a, r.b) and levels[r.public_id] <= clearance
            ]
    for case in rows.cases:
        if case.public_id == key:
            parts |= {"individual": case.individual, "state": case.state}
            known = (limit.verification for limit in case.limits if known_within(clearance, limit.level))
            parts["verification_cap"] = strictest(known)
            parts["event"] = case.event if levels.get(case.event, Level.SEALED + 1) <= clearance else ""
    for event in rows.events:
        if event.public_id == key:
            parts["label"] = event.label
    return parts


def _claim(claim: ClaimRow) -> list[Any]:
    value = claim.value.model_dump(exclude_none=True)
    how = [claim.wording, claim.quote, claim.locator, claim.basis, claim.credibility, claim.certainty, claim.polarity]
    return [claim.ref, value, claim.source, int(claim.level), str(claim.standing), how]
