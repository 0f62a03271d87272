"""The end of a merge, and what holds for both of those who were one, however they are parted.

Whoever was hidden while two were read as one stays hidden when they are two again: what parts them withdraws both. The end of that
is proposed for each by itself, with all that the end of a withdrawal asks for. What else was said meanwhile: `said_meanwhile`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.editing.history.merging import into_at, merges_across, standing_merges
from app.editing.history.said_meanwhile import keep_what_was_said
from app.vault.errors import DoesNotFit
from app.vault.lookup import open_withdrawals
from app.vault.models import Individual, MergeEnd
from app.vault.moment import Moment, moment
from app.vault.recording import Recorder
from app.vault.ways import root_of

ENDED_ONCE = (
    "It was ended before, and a revert took that back. Revert that revert, from the history, and it is ended again."
)
"""Each merge has one end, and each withdrawal, which counts or does not."""
Into = Mapping[int, int]
"""Who (row id) is merged into whom."""


def end_merge(session: Session, recorder: Recorder, kept: int, merged: int) -> int:
    """Take the merge of an individual (row ids) that is read as part of `kept` back, with the merges of cases across both.

    Returns whom (row id) they were merged into: `kept`, or somebody who is read as part of `kept` themselves.
    """
    standing = standing_merges(session)
    at: dict[int, int] = {row.merged_id: row.kept_id for row in standing}
    if not session.get(Individual, merged) or merged not in at or root_of(at, merged) != kept:
        raise DoesNotFit("It is not merged into the other one.")
    apart = {key: into for key, into in at.items() if key != merged}
    across = merges_across(session, standing, apart)
    ending = {row.id for row in standing if row.merged_id == merged or row.id in across}
    if session.scalars(select(MergeEnd.id).where(MergeEnd.merge_id.in_(ending))).first() is not None:
        raise DoesNotFit(ENDED_ONCE)
    for merge in sorted(ending):
        recorder.end_merge(merge)
    keep_what_was_said(session, recorder, standing, ending, moment(session))
    keep_hidden(session, recorder, apart, moment(session))
    return at[merged]


def keep_hidden(session: Session, recorder: Recorder, into: Into, then: Moment) -> None:
    """Open withdrawals anew, word for word, for whom they hide now and would not `then`, when merges are as in `into`.

    A withdrawal that was opened before the two were one is of the one alone. One whose row would not count is of nobody then;
    one whose end would count has ended.
    """
    now, open_then = into_at(session), open_withdrawals(session, then)
    merged = set() if now == into else now.keys() | set(now.values())
    still = {row.id for row in open_then}
    for row in open_withdrawals(session):
        gone = row.added_in in then.undone
        if gone or (row.id in still and row.subject_id in merged):
            covered = {root_of(into, other.subject_id) for other in open_then if _words(other) == _words(row)}
            for person in sorted({root_of(into, one) for one in _hidden_by(session, row, now)} - covered):
                _open_anew(recorder, row, person)


def _hidden_by(session: Session, withdrawal: Row[Any], now: Into) -> set[int]:
    """Whom it was opened for: its subject, and everybody who was one with them just then and is now."""
    whom, opened = withdrawal.subject_id, into_at(session, moment(session, withdrawal.added_in))
    return {whom} | {
        one
        for one in now.keys() | set(now.values())
        if all(root_of(into, one) == root_of(into, whom) for into in (now, opened))
    }


def _open_anew(recorder: Recorder, old: Row[Any], person: int) -> None:
    made = recorder.withdraw(person, old.ground, old.interim_action, opened_on=old.opened_on, opened_by=old.opened_by)
    if old.confirmed_by is not None:
        recorder.confirm_withdrawal(made, confirmed_by=old.confirmed_by)


def _words(withdrawal: Row[Any]) -> tuple[Any, ...]:
    return withdrawal.ground, withdrawal.interim_action, withdrawal.opened_on
