"""Which rows count: those that came with changesets up to a moment, and that no standing reversal leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, select, true
from sqlalchemy.orm import Session

from app.vault.models import Reversal


@dataclass(frozen=True, slots=True)
class Moment:
    """The record as of changeset `upto` (None: now). `undone`: numbers of changesets that do not count."""

    upto: int | None
    undone: frozenset[int]

    def counts(self, table: FromClause) -> ColumnElement[bool]:
        """The condition on the rows of a history table that has `added_in`."""
        return counted(table, self.upto, sorted(self.undone) or None)


def counted(table: FromClause, upto: Any, undone: Any) -> ColumnElement[bool]:
    """The same condition for values or for parameters; None: nothing is left out by it."""
    kept: ColumnElement[bool] = true()
    if upto is not None:
        kept &= table.c.added_in <= upto
    if undone is not None:
        kept &= table.c.added_in.not_in(undone)
    return kept


def moment(session: Session, upto: int | None = None) -> Moment:
    """Now, or as of changeset `upto`. A reversal that was itself reversed leaves nothing out."""
    return Moment(upto, undone_by(_reversals(session, upto)))


def moment_without(session: Session, number: int) -> Moment:
    """As it will be once changeset `number` is reversed: if that is a reversal, what it left out counts again."""
    return Moment(None, undone_by(_reversals(session, None), {number}))


def _reversals(session: Session, upto: int | None) -> list[tuple[int, int]]:
    """What was reversed, and in which changeset, the latest first."""
    wanted = _REVERSALS if upto is None else _REVERSALS.where(Reversal.added_in <= upto)
    return [(row[0], row[1]) for row in session.execute(wanted)]


_REVERSALS = select(Reversal.changeset_number, Reversal.added_in).order_by(Reversal.added_in.desc())
"""Built once: whoever asks for anything asks first what counts."""


def undone_by(reversals: Iterable[tuple[int, int]], first: Iterable[int] = ()) -> frozenset[int]:
    """The changesets that do not count. `reversals`: which was reverted by which, the latest first."""
    undone = set(first)
    for target, made_in in reversals:  # the latest first: only a later one can take one back
        if made_in not in undone:
            undone.add(target)
    return frozenset(undone)
