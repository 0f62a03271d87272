"""Whom a change moves beyond those whose parts it names: of a merge and of its end both people with their cases, of a revert
everybody whom the changeset touched. What an approval is bound to, and what is rehearsed, is one list. A decision lets more be seen
than it says: its approval is bound to that as well.

Names ids at every level: for whoever drops what is above somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts.changes import (
    Change,
    CloseWithdrawal,
    Decide,
    EndMerge,
    MergeSubjects,
    NewCase,
    Revert,
    RuleClaim,
    RuleSource,
    RuleSubject,
    SetCaseState,
    subjects_of,
)
from app.editing.drafts.touching import claim_rows
from app.editing.errors import NotThere
from app.editing.history.reverting import LASTING, number_of
from app.publishing.part import public_ids
from app.storage.batches import batches
from app.vault.models import CaseEvent, Changeset, Source, Subject
from app.vault.scope import events_of, people_and_events, returned_in, with_their_cases
from app.vault.touched import told_by, touched_by

LETS_BE_SEEN = (Decide, CloseWithdrawal, SetCaseState, RuleSubject, NewCase)
"""A ruled source, too, lets be seen whom it tells of, and a ruled claim whom it is about."""


def concerned(session: Session, changes: Iterable[Change]) -> set[int]:
    """Row ids of people, cases and events, whether or not they count now; nobody of a change that only names whom it changes."""
    found: set[int] = set()
    for change in changes:
        if isinstance(change, MergeSubjects | EndMerge):
            found |= _with_cases(session, row_ids(session, subjects_of(change)))
        if isinstance(change, Revert):
            found |= _with_cases(session, _touched(session, change.changeset))
    return found


def let_be_seen(session: Session, changes: Iterable[Change]) -> set[int]:
    """Row ids of all whom changes that may let somebody be seen are about: people, everybody in a return or of whom a source tells,
    their cases, and what befell them.
    """
    keys = [key for c in changes if isinstance(c, LETS_BE_SEEN) for key in subjects_of(c)]
    subjects = row_ids(session, keys)
    ruled = sorted({c.source for c in changes if isinstance(c, RuleSource)})
    told = told_by(session, select(Source.id).where(Source.public_id.in_(ruled))) if ruled else set()
    claims = {c.claim for c in changes if isinstance(c, RuleClaim) and not c.claim.startswith("@")}
    told |= row_ids(session, {subject for _, subject, _ in claim_rows(session, claims).values()})
    return _with_what_befell(session, _with_cases(session, subjects | returned_in(session, subjects) | told))


def depended_on(session: Session, changes: Sequence[Change]) -> set[int]:
    """Row ids of these and of all whom any change names or moves, with their cases, what befell them, and their returns: what is decided
    of those shows them, too.
    """
    named = row_ids(session, (key for change in changes for key in subjects_of(change)))
    moved = concerned(session, changes)
    there = _with_cases(session, named | moved | returned_in(session, moved))
    people = let_be_seen(session, changes) | _with_what_befell(session, there)
    return people | events_of(session, people)


def names_of(session: Session, ids: Iterable[int]) -> frozenset[str]:
    """The public ids of subjects by their row ids."""
    return public_ids(session, Subject, ids)


def _touched(session: Session, changeset: str) -> set[int]:
    """Whom a changeset touched; nobody where there is none with this hash, or where no revert undoes it."""
    try:
        number = number_of(session, changeset)
    except NotThere:
        return set()
    return set() if session.get_one(Changeset, number).kind in LASTING else touched_by(session, {number})


def _with_cases(session: Session, subjects: set[int]) -> set[int]:
    """The subjects, and the people among them with all of their cases: those of who was merged with them are read as theirs."""
    return subjects | with_their_cases(session, people_and_events(session, subjects)[0])


def _with_what_befell(session: Session, subjects: set[int]) -> set[int]:
    """The subjects, and what befell whoever the cases among them are about."""
    befell = (select(CaseEvent.id).where(CaseEvent.case_id.in_(some)) for some in batches(subjects))
    return subjects | {number for wanted in befell for number in session.scalars(wanted)}


def row_ids(session: Session, keys: Iterable[str]) -> set[int]:
    """The same the other way round."""
    return set(session.scalars(select(Subject.id).where(Subject.public_id.in_(sorted(keys)))))
