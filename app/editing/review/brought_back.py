"""What was written before and comes to count again, or to be told lower, by a change that somebody else wrote: of it nobody is the
approver who wrote it, by whatever route it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import SPOKEN_FOR, Level
from app.storage.batches import batches
from app.vault.models import Subject
from app.vault.rows import CaseEventRow, CaseRow, DecisionRow, EventRow, IndividualRow, RelationRow, VaultRows

ABOVE_ALL = max(Level) + 1


def numbers_back(session: Session, before: VaultRows, after: VaultRows, number: int) -> set[int]:
    """Numbers of the changesets, before this one, with which claims, subjects and decisions came that are told lower now or came back."""
    found = set(_claims_back(before, after)) | _of_subjects(session, set(_subjects_back(before, after)))
    found |= {d.added_in for d in after.decisions} - {d.added_in for d in before.decisions}
    return {each for each in found if each < number}


def decided_before(rows: VaultRows, subjects: Collection[str], number: int) -> set[int]:
    """Numbers of the changesets with the decisions by which these people or returns (public ids) are seen again: their own, else that
    about a return of theirs.
    """
    last: dict[str, DecisionRow] = {decision.subject: decision for decision in rows.decisions}
    returns: dict[str, set[str]] = {}
    for case in rows.cases:
        returns.setdefault(case.individual, set()).add(case.event)
    held = {key: {key} if key in last else returns.get(key, set()) for key in subjects}
    found = {last[each].added_in for keys in held.values() for each in keys if each in last}
    return {each for each in found if each < number}


def _claims_back(before: VaultRows, after: VaultRows) -> Iterator[int]:
    was = _levels_told(before)
    now = _levels_told(after)
    for claim in after.claims:
        if claim.id in now and now[claim.id] < was.get(claim.id, ABOVE_ALL):
            yield claim.added_in


def _levels_told(rows: VaultRows) -> dict[int, int]:
    """The level at which each claim that speaks is told: its own, and that of its source."""
    sources = {source.public_id: source.level for source in rows.sources}
    return {claim.id: max(claim.level, sources[claim.source]) for claim in rows.claims if claim.standing in SPOKEN_FOR}


def _subjects_back(before: VaultRows, after: VaultRows) -> Iterator[str]:
    was = _levels(before)
    return (key for key, level in _levels(after).items() if level < was.get(key, ABOVE_ALL))


def _levels(rows: VaultRows) -> dict[str, int]:
    subjects: tuple[IndividualRow | EventRow | CaseRow | CaseEventRow | RelationRow, ...]
    subjects = (*rows.individuals, *rows.events, *rows.cases, *rows.case_events, *rows.relations)
    return {row.public_id: row.level for row in subjects}


def _of_subjects(session: Session, keys: set[str]) -> set[int]:
    wanted = (select(Subject.added_in).where(Subject.public_id.in_(some)) for some in batches(sorted(keys)))
    return {number for each in wanted for number in session.scalars(each)}
