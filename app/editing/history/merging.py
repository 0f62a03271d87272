"""Two people found to be one: the merge, what stands of merges, and where an old address may lead. Never done by code alone.

Nothing is moved: `app.vault.folding` reads the two as one while the merge stands. So its end (`parting`) restores every claim and id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.history.joining import to_join
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.errors import DoesNotFit
from app.vault.models import Case, Claim, Individual, Merge, MergeEnd, Subject
from app.vault.moment import Moment, moment
from app.vault.recording import Recorder
from app.vault.rows import claim_ref
from app.vault.scope import merged_with
from app.vault.ways import root_of

CASE = Case.__table__.c
MERGED_ALREADY = "One of the two was merged already."
StandingRow = Row[tuple[int, int, int, Level, int]]


def merge_people(
    session: Session, ring: Ring, recorder: Recorder, kept: int, merged: int, reason: str, on: date
) -> None:
    """Merge two individuals (row ids), and those of their cases that are in the same event."""
    if kept == merged or not all(session.get(Individual, number) for number in (kept, merged)):
        raise DoesNotFit("A merge joins two individuals.")
    if {kept, merged} & {row.merged_id for row in standing_merges(session)}:
        raise DoesNotFit(MERGED_ALREADY)
    for one, other, level in to_join(session, ring, kept, merged, on):
        recorder.merge(one, other, redirect_at=level, reason=reason)


def check_each_once(session: Session, before: Sequence[StandingRow], now: Sequence[StandingRow]) -> None:
    """DoesNotFit unless each is merged once, and nobody comes to be merged into somebody who is merged already: so there is no circle."""
    gone, stood = [row.merged_id for row in now], {row.id for row in before}
    anew = [row.kept_id for row in now if row.id not in stood]
    people = session.scalars(select(Individual.id).where(Individual.id.in_(anew)))
    if len(set(gone)) < len(gone) or not set(people).isdisjoint(gone):
        raise DoesNotFit(MERGED_ALREADY)


def merges_across(session: Session, standing: Sequence[StandingRow], at: Mapping[int, int]) -> set[int]:
    """Those merges (row ids) that join cases of people who are two by `at`: who (row id) is merged into whom."""
    ids = {number for row in standing for number in (row.kept_id, row.merged_id)}
    owners: dict[int, int] = dict(iter(session.execute(select(CASE.id, CASE.individual_id).where(CASE.id.in_(ids)))))
    return {
        row.id
        for row in standing
        if row.merged_id in owners and root_of(at, owners[row.merged_id]) != root_of(at, owners[row.kept_id])
    }


def standing_merges(session: Session, at: Moment | None = None) -> list[StandingRow]:
    """Merges that count (at a moment; None: now) and were not ended: id, kept_id, merged_id, redirect_at, added_in."""
    now = at or moment(session)
    ended = select(MergeEnd.merge_id).where(now.counts(MergeEnd.__table__))
    wanted = select(Merge.id, Merge.kept_id, Merge.merged_id, Merge.redirect_at, Merge.added_in)
    kept = wanted.where(now.counts(Merge.__table__), Merge.id.not_in(ended))
    return list(session.execute(kept.order_by(Merge.id)))


def roots_of(session: Session) -> dict[str, str]:
    """For each merged subject the one that it is read as part of, at the end of all merges."""
    at = merged_at(session)
    return {key: root_of(at, key) for key in at}


def read_as_one(session: Session, people: set[int]) -> set[int]:
    """The people (row ids), and everybody who is read as one with any of them now."""
    at = into_at(session)
    roots = {root_of(at, one) for one in people}
    return people | roots | {one for one in at if root_of(at, one) in roots}


def ever_one(session: Session, people: set[int]) -> dict[str, frozenset[str]]:
    """For each of the people (row ids) who was ever merged with anybody: everybody whom they were ever one with, themselves too.

    By public ids; whether or not the merge counts, or was ended.
    """
    ids = merged_with(session, people)
    wanted = select(Merge.kept_id, Merge.merged_id)
    pairs = {
        (one, other) for some in batches(ids) for one, other in session.execute(wanted.where(Merge.kept_id.in_(some)))
    }
    names: dict[int, str] = {
        number: name
        for some in batches({number for pair in pairs for number in pair})
        for number, name in session.execute(select(Subject.id, Subject.public_id).where(Subject.id.in_(some)))
    }
    found: dict[str, frozenset[str]] = {}
    for one, other in ((names[one], names[other]) for one, other in pairs):
        both = found.get(one, frozenset({one})) | found.get(other, frozenset({other}))
        found |= dict.fromkeys(both, both)
    return found


def into_at(session: Session, at: Moment | None = None) -> dict[int, int]:
    """For each merged subject (row id) the one that it was merged into, at a moment (None: now)."""
    return {row.merged_id: row.kept_id for row in standing_merges(session, at)}


def merged_at(session: Session) -> dict[str, str]:
    """For each merged subject the one that it was merged into."""
    merges = standing_merges(session)
    if not merges:
        return {}
    ids = {number for row in merges for number in (row.kept_id, row.merged_id)}
    names: dict[int, str] = dict(
        iter(session.execute(select(Subject.id, Subject.public_id).where(Subject.id.in_(ids))))
    )
    return {names[row.merged_id]: names[row.kept_id] for row in merges}


def entered_of(session: Session, merged: Iterable[str]) -> dict[str, str]:
    """The refs of the claims, at every level, that were entered of these subjects before anybody was read as one, with whose each is."""
    wanted = select(Claim.commitment, Subject.public_id).join(Subject, Subject.id == Claim.subject_id)
    return {
        claim_ref(commitment): owner
        for some in batches(sorted(set(merged)))
        for commitment, owner in session.execute(wanted.where(Subject.public_id.in_(some)))
    }
