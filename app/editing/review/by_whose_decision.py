"""By which decisions somebody is shown, before a change and after it, by disclosure's answer: nobody is the approver who wrote one by
which they come to be shown, or by which more is shown of them.

Asked of every change: it may decide nothing itself, and take away what stood above a decision, or beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.disclosure.wider import shows_more, wider
from app.editing.review.seen_more import Between, Then
from app.storage.batches import batches
from app.vault.models import PublicationDecision
from app.vault.ways import root_of, way_of


def shows_anew(session: Session, both: Between, asked: Iterable[str], on: date, number: int) -> set[int]:
    """Numbers of the changesets, before this one, with such decisions about these people, or returns.

    Where more is shown of them: all that show them. So as well of whom is parted, since they are shown by themselves, and where one of
    these went, and they are shown with another case, or under another id, by what stayed. Where another return of theirs is shown, or
    another decision stands in the place of one: those that did not show them before. What only narrows what others show is asked of
    nobody (decision record 21).
    """
    found = {row for one in asked for row in _shown_anew_by(both, one, on)}
    wanted = select(PublicationDecision.added_in).where(PublicationDecision.added_in < number)
    made = (session.scalars(wanted.where(PublicationDecision.id.in_(some))) for some in batches(found))
    return {each for some in made for each in some}


def _shown_anew_by(both: Between, one: str, on: date) -> Iterator[int]:
    """The rows of the decisions that show them anew."""
    was_part_of, is_part_of = root_of(both.before.at, one), way_of(both.after.at, one)
    parted, under_another_id = was_part_of not in is_part_of, was_part_of != is_part_of[-1]
    for was, now, told in both.ways(one, on):
        went = not was.by <= now.by
        if told or shows_more(was, now):
            yield from now.by | _of_both(both.after, one)
        elif parted or (went and (under_another_id or wider(was, now))):
            yield from now.by
        elif went or not now.returns <= was.returns:
            yield from now.by - was.by


def _of_both(after: Then, one: str) -> frozenset[int]:
    """Of whom is read as one with another: what was decided last about them and about each return of theirs, at each level. By which of
    that somebody is told who was kept back is for `vault.keeping_back`.
    """
    root = root_of(after.at, one)
    if root not in after.at.values():
        return frozenset()
    theirs = {root, *(case.event for case in after.rows.cases if case.individual == root)}
    last = {(made.subject, made.level): made.read_from for made in after.rows.decisions if made.subject in theirs}
    return frozenset[int]().union(*last.values())
