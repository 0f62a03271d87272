"""By which decisions somebody is shown, before a change and after it, by disclosure's answer: nobody is the approver who wrote one by
which they come to be shown, or by which more is shown of them.

Asked of every change: it may decide nothing itself, and take away what stood above a decision, or beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.wider import returns_before, shows_more, wider
from app.editing.review.not_kept_back import NotKeptBack, not_kept_back
from app.editing.review.seen_more import Between, Then
from app.storage.batches import batches
from app.vault.folding import folded
from app.vault.models import PublicationDecision
from app.vault.ways import root_of, way_of


def shows_anew(session: Session, both: Between, asked: Iterable[str], on: date, number: int) -> set[int]:
    """Numbers of the changesets, before this one, with such decisions about these people, or returns.

    Where more is shown of them: all that show them. So as well of whom is parted, since they are shown by themselves, and where one of
    these went, and they are shown with another case, or under another id, by what stayed. Where another return of theirs is shown, or
    another decision stands in the place of one: those that did not show them before. What only narrows what others show is asked of
    nobody (decision record 21).
    """
    found = {row for one in asked for row in _shown_anew_by(both, one, on, number)}
    wanted = select(PublicationDecision.added_in).where(PublicationDecision.added_in < number)
    made = (session.scalars(wanted.where(PublicationDecision.id.in_(some))) for some in batches(found))
    return {each for some in made for each in some}


def _shown_anew_by(both: Between, one: str, on: date, number: int) -> set[int]:
    """The rows of the decisions that show them anew."""
    was_part_of, is_part_of = root_of(both.before.at, one), way_of(both.after.at, one)
    parted, under_another_id = was_part_of not in is_part_of, was_part_of != is_part_of[-1]
    found, anew = set[int](), Anew()
    for level, day in both.moments(one, on):
        was, now = both.before.way(one, level, day), both.after.way(one, level, day)
        told, more, went = both.told_of(one, level, day), shows_more(was, now), not was.by <= now.by
        by, returns = _shown_as_widely(both, one, level, day)
        another_return = not now.returns <= returns
        if told or more or parted or (went and (under_another_id or wider(was, now))):
            found |= now.by
        elif went or another_return:
            found |= now.by - by
        if told or more or parted or another_return:
            anew.by |= now.by
            anew.all_at |= {level} if more or parted or not now.cases else set()
            anew.rows |= {(row, level) for row in (told | (now.cases - was.cases))}
    return found | _of_both(both.after, is_part_of[-1], number, anew)


@dataclass(slots=True)
class Anew:
    """What is told of somebody anew. `by`: decisions that show them then; `all_at`: levels at which all of it is new; `rows`: what else
    is told, each with the level.
    """

    by: set[int] = field(default_factory=set)
    all_at: set[Level] = field(default_factory=set)
    rows: set[tuple[int | str, Level]] = field(default_factory=set)

    def __contains__(self, told: NotKeptBack) -> bool:
        return told.level in self.all_at or (told.row, told.level) in self.rows


def _shown_as_widely(both: Between, one: str, level: Level, day: date) -> tuple[frozenset[int], frozenset[str]]:
    """By which decisions, and with which returns, those were shown before, no less widely, who are read as one with them after; they
    alone where a case of any of these is told that was not.
    """
    root = root_of(both.after.at, one)
    theirs = both.after.read_as(root)
    if len(theirs) > 1 and both.after.own_cases(theirs, level) - both.before.own_cases(theirs, level):
        theirs = {one}
    now, by, returns = both.after.way(root, level, day), frozenset[int](), frozenset[str]()
    for each in theirs:
        if not shows_more(was := both.before.way(each, level, day), now):
            by, returns = by | was.by, returns | returns_before(was, now)
    return by, returns


def _of_both(after: Then, root: str, number: int, anew: Anew) -> set[int]:
    """Of whom is read as one with another: what else was decided last, before this changeset, about each of them and each return of theirs,
    and without which something that is told anew were kept back (`vault.keeping_back`: disclosure does not see by which of it).
    """
    theirs = after.read_as(root)
    if not anew.by or theirs == {root}:
        return set()
    rows, _ = after.by_themselves(root)
    about = {*theirs, *(case.event for case in rows.cases if case.individual in theirs)}
    last = {made.subject: made.id for made in rows.decisions if made.subject in about and made.added_in < number}
    others = {*last.values()} - anew.by
    subjects = {subject for subject, row in last.items() if row in others}
    alone = {each for each in subjects if _kept_back_without(after, root, {each}, anew, number)}
    asked = subjects if _kept_back_without(after, root, subjects - alone, anew, number) else alone
    return {last[each] for each in asked}


def _kept_back_without(after: Then, root: str, gone: set[str], anew: Anew, number: int) -> bool:
    """Had nobody decided about these subjects before."""
    if not gone:
        return False
    rows, merges = after.by_themselves(root)
    left = tuple(made for made in rows.decisions if made.subject not in gone or made.added_in >= number)
    without = folded(replace(rows, decisions=left), merges)
    return any(told.who == root and told in anew for told in not_kept_back(without, after.read_by_themselves(root)))
