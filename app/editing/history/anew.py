"""What holds of all merges once a changeset is written, however they came to stand: by a merge, or anew by a revert.

A merge that a revert lets stand again was checked when it was made. Since then others may have come, so it is checked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.history.merging import (
    DECIDE_FIRST,
    MERGED_ALREADY,
    StandingRow,
    hides_unseen,
    merges_across,
    standing_merges,
)
from app.storage.sealed import Ring
from app.vault import models
from app.vault.errors import DoesNotFit
from app.vault.folding import folded, root_of
from app.vault.models import Case, Individual, Subject
from app.vault.moment import moment
from app.vault.reading import load_apart
from app.vault.scope import scope_about
from app.vault.statements import table_of

CASE = Case.__table__.c
JOINED_SINCE = "A merge that came later joined a case of theirs with another's. End that merge first."
TWO_CASES = "Somebody would have two cases in one return. Merge one after the other; end first what was merged last."
LIMITED_SINCE = "How well verified a case may be told to be was ruled while they were two. Merge them anew instead."
DECIDED_SINCE = "How the one who is kept appears was decided while they were two. Merge them anew instead."


def check_merges(session: Session, ring: Ring, before: Sequence[StandingRow], number: int) -> None:
    """DoesNotFit unless what stands after changeset `number`, which is written, could stand as new. `before`: what stood."""
    now = standing_merges(session)
    stood = {row.id for row in before}
    anew = [row for row in now if row.id not in stood]
    people = set(session.scalars(select(Individual.id).where(Individual.id.in_(_ids(anew)))))
    _each_once(now, [row for row in anew if row.merged_id in people])
    _cases_of_one(session, before, now)
    for row in anew:
        if row.merged_id in people:
            _as_a_new_one(session, ring, row, number)
        elif _limited_apart(session, row, number):
            raise DoesNotFit(LIMITED_SINCE)


def _each_once(now: Sequence[StandingRow], anew: Sequence[StandingRow]) -> None:
    """Each is merged once, and nobody into somebody who is merged already: so there is no circle."""
    gone = [row.merged_id for row in now]
    if len(set(gone)) < len(gone) or any(row.kept_id in gone for row in anew):
        raise DoesNotFit(MERGED_ALREADY)


def _cases_of_one(session: Session, before: Sequence[StandingRow], now: Sequence[StandingRow]) -> None:
    """Only cases of one person are read as one, and nobody comes to have two in one return."""
    then, at = _into(before), _into(now)
    if merges_across(session, now, at) - merges_across(session, before, then):
        raise DoesNotFit(JOINED_SINCE)
    ids = _ids([*before, *now])
    rows = session.execute(select(CASE.id, CASE.individual_id, CASE.return_event_id).where(CASE.individual_id.in_(ids)))
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


def _as_a_new_one(session: Session, ring: Ring, merge: StandingRow, number: int) -> None:
    """The rules of `merge_people`, over the record as it is now if only these two were not one."""
    scope = scope_about(session, [merge.kept_id, merge.merged_id])
    wanted = select(Subject.id, Subject.public_id).where(Subject.id.in_([merge.kept_id, merge.merged_id]))
    names: dict[int, str] = dict(iter(session.execute(wanted)))
    kept, merged = names[merge.kept_id], names[merge.merged_id]
    everybody, merges = load_apart(session, ring, scope=scope)
    rows = folded(everybody, [each for each in merges if each.merged != merged])
    # what the same changeset decides of who is kept is decided of both; it does not excuse the merge
    decisions = tuple(d for d in rows.decisions if d.subject != kept or d.added_in != number)
    if hides_unseen(replace(rows, decisions=decisions), kept, merged):
        raise DoesNotFit(DECIDE_FIRST)
    if any(d.subject == kept and _said_apart(session, merge, d.added_in, number) for d in decisions):
        raise DoesNotFit(DECIDED_SINCE)


def _limited_apart(session: Session, merge: StandingRow, number: int) -> bool:
    """Whether a limit of the case that is kept would be read as one of both, where the other has one too."""
    ruled, counting = models.VerificationRuling, moment(session).counts(table_of(models.VerificationRuling))
    of_either = select(ruled.case_id, ruled.added_in).where(
        ruled.case_id.in_([merge.kept_id, merge.merged_id]), counting
    )
    rows = session.execute(of_either).all()
    if not any(row.case_id == merge.merged_id for row in rows):
        return False
    return any(row.case_id == merge.kept_id and _said_apart(session, merge, row.added_in, number) for row in rows)


def _said_apart(session: Session, merge: StandingRow, said_in: int, number: int) -> bool:
    """Whether it would be read as said of both, since it is later than the merge, though they were two just then."""
    if not merge.added_in < said_in < number:
        return False
    then = standing_merges(session, moment(session, said_in))
    return merge.id not in {row.id for row in then}


def _into(merges: Sequence[StandingRow]) -> dict[int, int]:
    return {row.merged_id: row.kept_id for row in merges}


def _ids(merges: Sequence[StandingRow]) -> set[int]:
    return {number for row in merges for number in (row.kept_id, row.merged_id)}
