"""The end of a merge, and what holds for both of those who were one, however they are parted.

Whoever was hidden while two were read as one stays hidden when they are two again: what parts them withdraws both. The end of that
is proposed for each by itself, with all that the end of a withdrawal asks for. Nor does a level fall that rose meanwhile, nor is a
case published again that was unpublished.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.forms import PUBLISHED_STATES
from app.editing.history.merging import StandingRow, into_at, merges_across, standing_merges
from app.vault.errors import DoesNotFit
from app.vault.folding import root_of, way_of
from app.vault.lookup import open_withdrawals
from app.vault.models import CaseStanding, Individual, MergeEnd, Subject, SubjectRuling
from app.vault.moment import Moment, moment
from app.vault.reading import UNPUBLISHED
from app.vault.recording import Recorder

ENDED_ONCE = (
    "It was ended before, and a revert took that back. Revert that revert, from the history, and it is ended again."
)
"""Each merge has one end, and each withdrawal, which counts or does not."""
MEANWHILE = "It was ruled so while they were one."
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
    keep_levels(session, recorder, standing, ending, moment(session))
    keep_states(session, recorder, standing, ending, moment(session))
    keep_hidden(session, recorder, apart, moment(session))
    return at[merged]


def keep_levels(
    session: Session, recorder: Recorder, standing: Sequence[StandingRow], ending: Collection[int], then: Moment
) -> None:
    """Rule each who was merged no lower than those whose level rose while they were one: no level falls by parting them.

    `standing`: the merges that stood until now; `ending`: those of them (row ids) that end; `then`: what counts afterwards.
    """
    for merge in standing:
        if merge.id in ending:
            risen = [
                _level_of(session, one, then)
                for one, since in _way(standing, merge)
                if _rose(session, one, since, then)
            ]
            level, reason = max(risen, key=itemgetter(0), default=(Level.PUBLIC, None))
            if level > _level_of(session, merge.merged_id, then)[0]:
                recorder.rule_subject(merge.merged_id, level, level_reason=reason, reason=MEANWHILE)


def keep_states(
    session: Session, recorder: Recorder, standing: Sequence[StandingRow], ending: Collection[int], then: Moment
) -> None:
    """Of cases that were one, each stays unpublished that was unpublished while they were one."""
    for merge in standing:
        if merge.id in ending and _state_of(session, merge.merged_id, then)[0] in PUBLISHED_STATES:
            for one, since in _way(standing, merge):
                state, reason = _state_of(session, one, then)
                if state not in PUBLISHED_STATES and _was_unpublished(session, one, since, then):
                    recorder.set_case_state(merge.merged_id, state, reason)
                    break


def _way(standing: Sequence[StandingRow], merge: StandingRow) -> Iterator[tuple[int, int]]:
    """Those as part of whom who was merged is read (row ids), each with the changeset since when."""
    by_merged = {each.merged_id: each for each in standing}
    step, since = merge, 0
    for one in way_of({key: each.kept_id for key, each in by_merged.items()}, merge.merged_id)[1:]:
        since = max(since, step.added_in)
        yield one, since
        step = by_merged.get(one, step)


def _rose(session: Session, subject: int, since: int, then: Moment) -> bool:
    """By a ruling, be it that the level had fallen meanwhile, or by a revert."""
    before = _level_of(session, subject, moment(session, since - 1))[0]
    return _since(session, SubjectRuling, SubjectRuling.subject_id == subject, since, then) or (
        _level_of(session, subject, then)[0] > before
    )


def _was_unpublished(session: Session, case: int, since: int, then: Moment) -> bool:
    """The same of a case that is not published."""
    before = _state_of(session, case, moment(session, since - 1))[0]
    return _since(session, CaseStanding, CaseStanding.case_id == case, since, then) or before in PUBLISHED_STATES


def _since(
    session: Session, of: type[SubjectRuling | CaseStanding], about: ColumnElement[bool], since: int, then: Moment
) -> bool:
    """Whether anything was said in the changeset in which they became one, or later, that counts."""
    said = select(of.id).where(about, of.added_in >= since, then.counts(of.__table__)).limit(1)
    return session.execute(said).first() is not None


def _level_of(session: Session, subject: int, at: Moment) -> tuple[Level, str | None]:
    """By the last ruling at that moment, with its reason; else as it was entered."""
    ruled = _last(session, SubjectRuling.subject_id == subject, at, SubjectRuling.level, SubjectRuling.level_reason)
    return ruled or (session.get_one(Subject, subject).level, None)


def _state_of(session: Session, case: int, at: Moment) -> tuple[str, str | None]:
    """By the last standing at that moment, with its reason; nobody who is no case has one."""
    said = _last(session, CaseStanding.case_id == case, at, CaseStanding.state, CaseStanding.reason)
    return said or (UNPUBLISHED, None)


def _last(session: Session, about: ColumnElement[bool], at: Moment, *columns: Any) -> Any:
    table = columns[0].class_.__table__
    wanted = select(*columns).where(about, at.counts(table)).order_by(table.c.id.desc()).limit(1)
    row = session.execute(wanted).first()
    return tuple(row) if row is not None else None


def keep_hidden(session: Session, recorder: Recorder, into: Into, then: Moment) -> None:
    """Open withdrawals anew, word for word, for whom they hide now and would not `then`, when merges are as in `into`.

    A withdrawal that was opened before the two were one is of the one alone. One whose row would not count is of nobody then;
    one whose end would count has ended.
    """
    now, open_then = into_at(session), open_withdrawals(session, then)
    merged = now.keys() | set(now.values())
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
