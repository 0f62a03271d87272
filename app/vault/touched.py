"""What a span of changesets touched: the subjects whose rows count now and did not, or the other way round.

So that whoever keeps something worked out of the record looks again at these alone, and not at everybody. Says whom to look
at, and nothing of what changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, Table, or_, select
from sqlalchemy.orm import Session

from app.vault import models
from app.vault.history import CHAIN_HEAD
from app.vault.moment import moment
from app.vault.scope import BY_PARENT, SUBJECT_OF, merged_with, people_and_events

MOST = 500
"""So many changesets are looked at one by one; after more of them everything has to be looked at anew."""


@dataclass(frozen=True, slots=True)
class Point:
    """A moment of the record: the last changeset, and those that do not count."""

    number: int
    undone: frozenset[int]

    def since(self, before: Point) -> frozenset[int]:
        """The changesets whose rows count at one of the two points and not at the other; too many are counted no further."""
        fresh = range(before.number + 1, min(self.number, before.number + MOST + 1) + 1)
        return frozenset(fresh) | (self.undone ^ before.undone)


@dataclass(frozen=True, slots=True)
class Touched:
    """Row ids. `people`: of individuals, those merged with one that was touched included; `events`: of return events.

    `withdrawn`: whether a withdrawal began or ended.
    """

    people: frozenset[int]
    events: frozenset[int]
    withdrawn: bool = False


def point(session: Session) -> Point:
    """Where the record stands now."""
    return Point(session.execute(select(CHAIN_HEAD.c.number)).scalar_one(), moment(session).undone)


def touched(session: Session, before: Point, now: Point) -> Touched | None:
    """Whom and what the changesets between two points may have changed; None where there are too many of them.

    An event that was touched touches everybody returned in it, and a source everybody of whom it says something.
    """
    changesets = now.since(before)
    if now.number < before.number or len(changesets) > MOST:
        return None
    subjects = set(_subjects(session, sorted(changesets)))
    people, events = people_and_events(session, subjects)
    case = _columns(models.Case)
    people |= set(session.scalars(select(case.individual_id).where(case.return_event_id.in_(events))))
    return Touched(frozenset(merged_with(session, people)), frozenset(events), _withdrawn(session, changesets))


def _subjects(session: Session, changesets: Collection[int]) -> Iterator[int]:
    for name, column in SUBJECT_OF.items():
        table = _TABLES[name]
        if "added_in" in table.c:
            yield from session.scalars(select(table.c[column]).where(table.c.added_in.in_(changesets)))
    for name, (column, parent, own) in BY_PARENT.items():
        table, rows = _TABLES[name], _table(parent)
        joined = select(rows.c[own]).join(table, table.c[column] == rows.c.id)
        yield from session.scalars(joined.where(table.c.added_in.in_(changesets)))
    for pair in session.execute(_merged(changesets)):
        yield from pair
    yield from session.scalars(_citing(changesets))


def _merged(changesets: Collection[int]) -> Select[Any]:
    """Both sides of the merges that began or ended."""
    merge, end = _columns(models.Merge), _columns(models.MergeEnd)
    ended = select(end.merge_id).where(end.added_in.in_(changesets))
    return select(merge.kept_id, merge.merged_id).where(or_(merge.added_in.in_(changesets), merge.id.in_(ended)))


def _withdrawn(session: Session, changesets: Collection[int]) -> bool:
    tables = (_table(models.Withdrawal), _table(models.WithdrawalClosing))
    return any(
        session.execute(select(table.c.id).where(table.c.added_in.in_(changesets)).limit(1)).first() for table in tables
    )


def _citing(changesets: Collection[int]) -> Select[Any]:
    """Subjects of which a source says something that was found to repeat another: their facts may rest on less now."""
    derived, claim = _columns(models.SourceDerivation), _columns(models.Claim)
    repeating = select(derived.source_id).where(derived.added_in.in_(changesets))
    return select(claim.subject_id).where(claim.source_id.in_(repeating))


def _table(model: type) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]  # every model has one


def _columns(model: type) -> Any:
    return _table(model).c


_TABLES = {table.name: table for table in models.Subject.metadata.tables.values()}
