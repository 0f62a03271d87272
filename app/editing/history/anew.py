"""What holds of all merges once a changeset is written, however they came to stand: by a merge, or anew by a revert.

A merge that a revert lets stand again was checked when it was made. Since then others may have come, so it is checked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.history.fitting import DECIDE_FIRST, hides_unseen
from app.editing.history.merging import StandingRow, check_each_once, merges_across, standing_merges
from app.editing.history.while_one import SAID, came_to_lie_above, check_what_was_said
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault import models
from app.vault.errors import DoesNotFit
from app.vault.folding import folded
from app.vault.levels import SUBJECT, own_levels, subject_levels
from app.vault.models import Case, Individual, Subject
from app.vault.moment import moment
from app.vault.reading import load_apart
from app.vault.scope import events_of, scope_about, with_their_cases
from app.vault.statements import table_of
from app.vault.touched import with_reversed
from app.vault.ways import root_of, way_of

CASE = Case.__table__.c
JOINED_SINCE = "A merge that came later joined a case of theirs with another's. End that merge first."
TWO_CASES = "Somebody would have two cases in one return. Merge one after the other; end first what was merged last."
SAID_SINCE = "Something was said of one of the two, or ruled, while they were two. Merge them anew instead."


def check_merges(session: Session, ring: Ring, before: Sequence[StandingRow], number: int) -> None:
    """DoesNotFit unless what stands after changeset `number`, which is written, could stand as new. `before`: what stood."""
    now = standing_merges(session)
    stood = {row.id for row in before}
    anew = [row for row in now if row.id not in stood]
    people = set(session.scalars(select(Individual.id).where(Individual.id.in_(_ids(now)))))
    check_each_once(session, before, now)
    _cases_of_one(session, before, now)
    into = _into(now)
    above = came_to_lie_above(session, {one: way_of(into, one) for one in into if one in people}, number)
    for row in now:
        if row.merged_id in people and (row.id not in stood or row.merged_id in above):
            _as_a_new_one(session, ring, row, root_of(into, row.kept_id), number)
    check_what_was_said(session, [row for row in now if row.id in stood], into, number)
    if any(
        row.merged_id in people and row.added_in < number and _said_apart(session, row, into, number) for row in anew
    ):
        raise DoesNotFit(SAID_SINCE)


def _cases_of_one(session: Session, before: Sequence[StandingRow], now: Sequence[StandingRow]) -> None:
    """Only cases of one person are read as one, and nobody comes to have two in one return."""
    then, at = _into(before), _into(now)
    if merges_across(session, now, at) - merges_across(session, before, then):
        raise DoesNotFit(JOINED_SINCE)
    ids = _ids([*before, *now])
    wanted = select(CASE.id, CASE.individual_id, CASE.return_event_id).join(SUBJECT, SUBJECT.c.id == CASE.id)
    rows = session.execute(wanted.where(CASE.individual_id.in_(ids), moment(session).counts(SUBJECT)))
    cases = [(row.id, row.individual_id, row.return_event_id) for row in rows]
    old = _side_by_side(cases, then)
    if any(not any(found <= each for each in old) for found in _side_by_side(cases, at)):
        raise DoesNotFit(TWO_CASES)


def _side_by_side(cases: Sequence[tuple[int, int, int]], at: Mapping[int, int]) -> list[set[int]]:
    """Cases (id, whose, in which return) of one person in one return that are not read as one, where there are several."""
    found: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for case, person, event in cases:
        if case not in at:
            found[root_of(at, person), event].add(case)
    return [each for each in found.values() if len(each) > 1]


def _as_a_new_one(session: Session, ring: Ring, merge: StandingRow, root: int, number: int) -> None:
    """Over the record as it is now if only these two were not one. `root`: as part of whom (row id) the merged one is read."""
    scope = scope_about(session, [root, merge.merged_id])
    wanted = select(Subject.id, Subject.public_id).where(Subject.id.in_([root, merge.merged_id]))
    names: dict[int, str] = dict(iter(session.execute(wanted)))
    kept, merged = names[root], names[merge.merged_id]
    everybody, merges = load_apart(session, ring, scope=scope)
    rows = folded(everybody, [each for each in merges if each.merged != merged])
    # what the same changeset decides of who is kept is decided of both; it does not excuse the merge
    decisions = tuple(d for d in rows.decisions if d.subject != kept or d.added_in != number)
    if hides_unseen(replace(rows, decisions=decisions), kept, merged):
        raise DoesNotFit(DECIDE_FIRST)


def _said_apart(session: Session, merge: StandingRow, into: Mapping[int, int], number: int) -> bool:
    """Whether anything was said since they were parted of how any of them appears, by themselves, by the state of a case or by a
    return, or how well verified: it would be read as said of both, which it was not, or be overruled by a word from before, which could
    not know of it. Of those, of cases and of returns that whoever decides on it sees: this tells of nobody above them.
    """
    root = root_of(into, merge.kept_id)
    levels = own_levels(session, SUBJECT, {root, *into})
    most = max(levels[root], levels[merge.merged_id], Level.VETTED)  # no draft lies lower (`drafts.level`)
    people = {one for one in {root, *into} if root_of(into, one) == root and levels[one] <= most}
    parted, theirs = max(_moments_of_parting(session, merge, number)), with_their_cases(session, people)
    subjects = {key for key, level in subject_levels(session, theirs).items() if level <= most}
    returns = {
        key for key, level in own_levels(session, SUBJECT, events_of(session, subjects)).items() if level <= most
    }
    took = select(models.Reversal.added_in).where(models.Reversal.added_in.between(parted + 1, number - 1))
    moved = with_reversed(session, session.scalars(took))
    for about, whom in _asked_apart(subjects, returns):
        came = about.table.c.added_in
        meanwhile = came.between(parted + 1, number - 1) | came.in_(moved)
        asked = (select(about).where(about.in_(some), meanwhile).limit(1) for some in batches(whom))
        if any(session.execute(wanted).first() for wanted in asked):
            return True
    return False


def _asked_apart(subjects: set[int], returns: set[int]) -> Iterator[tuple[ColumnElement[int], set[int]]]:
    yield from ((about, subjects | returns) for about in SAID)
    yield table_of(models.CaseStanding).c.case_id, subjects
    yield table_of(models.Withdrawal).c.subject_id, returns


def _moments_of_parting(session: Session, merge: StandingRow, number: int) -> Iterator[int]:
    """Numbers of the changesets before this one by which they ceased to be one."""
    came, end = models.Reversal.added_in, models.MergeEnd
    ends = select(end.added_in).where(end.merge_id == merge.id)
    numbers = {*session.scalars(select(came).where(came > merge.added_in, came < number)), *session.scalars(ends)}
    stood = {each: _stood(session, merge, each) for each in numbers | {each - 1 for each in numbers}}
    yield from (each for each in numbers if stood[each - 1] and not stood[each])


def _stood(session: Session, merge: StandingRow, upto: int) -> bool:
    return merge.id in {row.id for row in standing_merges(session, moment(session, upto))}


def _into(merges: Sequence[StandingRow]) -> dict[int, int]:
    return {row.merged_id: row.kept_id for row in merges}


def _ids(merges: Sequence[StandingRow]) -> set[int]:
    return {number for row in merges for number in (row.kept_id, row.merged_id)}
