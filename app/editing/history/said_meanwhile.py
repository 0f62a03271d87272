"""What was said of two while they were read as one holds for both, however they are parted: no level falls that rose meanwhile, no
case is published again that was unpublished, and none is told as better verified than a reviewer allowed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.forms import PUBLISHED_STATES
from app.disclosure.verification import strictest
from app.editing.history.merging import StandingRow
from app.vault.models import CaseStanding, Subject, SubjectRuling, VerificationRuling
from app.vault.moment import Moment, moment
from app.vault.recording import Recorder
from app.vault.rows import UNPUBLISHED
from app.vault.ways import way_of

MEANWHILE = "It was ruled so while they were one."
Ways = Sequence[tuple[int, int]]
"""Those as part of whom somebody is read (row ids), each with the changeset since when."""


def keep_what_was_said(
    session: Session, recorder: Recorder, standing: Sequence[StandingRow], ending: Collection[int], then: Moment
) -> None:
    """`standing`: the merges that stood until now; `ending`: those of them (row ids) that end; `then`: what counts afterwards."""
    for merge in standing:
        if merge.id in ending:
            ways = tuple(_way(standing, merge))
            _keep_level(session, recorder, merge.merged_id, ways, then)
            _keep_state(session, recorder, merge.merged_id, ways, then)
            _keep_limit(session, recorder, merge.merged_id, ways, then)


def _keep_level(session: Session, recorder: Recorder, merged: int, ways: Ways, then: Moment) -> None:
    """Rule who was merged no lower than those whose level rose while they were one: no level falls by parting them."""
    risen = [_level_of(session, one, then) for one, since in ways if _rose(session, one, since, then)]
    level, reason = max(risen, key=itemgetter(0), default=(Level.PUBLIC, None))
    if level > _level_of(session, merged, then)[0]:
        recorder.rule_subject(merged, level, level_reason=reason, reason=MEANWHILE)


def _keep_state(session: Session, recorder: Recorder, merged: int, ways: Ways, then: Moment) -> None:
    """Of cases that were one, each stays unpublished that was unpublished while they were one."""
    if _state_of(session, merged, then)[0] not in PUBLISHED_STATES:
        return
    for one, since in ways:
        state, reason = _state_of(session, one, then)
        if state not in PUBLISHED_STATES and _was_unpublished(session, one, since, then):
            recorder.set_case_state(merged, state, reason)
            return


def _keep_limit(session: Session, recorder: Recorder, merged: int, ways: Ways, then: Moment) -> None:
    """Nor does the verification of a case say more than a reviewer allowed while it was one with another."""
    own = _limit_of(session, merged, then)
    limit = own
    for one, since in ways:
        if _since(session, VerificationRuling, VerificationRuling.case_id == one, since, then):
            limit = strictest((limit, _limit_of(session, one, then)))
    if limit != own:
        recorder.rule_verification(merged, limit, reason=MEANWHILE)


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
    session: Session,
    of: type[SubjectRuling | CaseStanding | VerificationRuling],
    about: ColumnElement[bool],
    since: int,
    then: Moment,
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


def _limit_of(session: Session, case: int, at: Moment) -> str:
    """The most that a reviewer allowed at that moment; empty where none did, and of who is no case."""
    said = _last(session, VerificationRuling.case_id == case, at, VerificationRuling.verification)
    return said[0] if said else ""


def _last(session: Session, about: ColumnElement[bool], at: Moment, *columns: Any) -> Any:
    table = columns[0].class_.__table__
    wanted = select(*columns).where(about, at.counts(table)).order_by(table.c.id.desc()).limit(1)
    row = session.execute(wanted).first()
    return tuple(row) if row is not None else None
