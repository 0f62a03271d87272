"""Which rows count: those that came with changesets up to a moment, and that no standing reversal leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, select, true
from sqlalchemy.orm import Session

from app.vault.models import Reversal


@dataclass(frozen=True, slots=True)
class Moment:
    """The record as of changeset `upto` (None: now). `undone`: numbers of changesets that do not count."""

    upto: int | None
    undone: frozenset[int]

    def counts(self, table: Table) -> ColumnElement[bool]:
        """The condition on the rows of a history table that has `added_in`."""
        kept: ColumnElement[bool] = true()
        if self.upto is not None:
            kept &= table.c.added_in <= self.upto
        if self.undone:
            kept &= table.c.added_in.not_in(sorted(self.undone))
        return kept


def moment(session: Session, upto: int | None = None) -> Moment:
    """Now, or as of changeset `upto`. A reversal that was itself reversed leaves nothing out."""
    wanted: Any = select(Reversal.changeset_number, Reversal.added_in).order_by(Reversal.added_in.desc())
    if upto is not None:
        wanted = wanted.where(Reversal.added_in <= upto)
    undone: set[int] = set()
    for target, made_in in session.execute(wanted):  # the latest first: only a later one can take one back
        if made_in not in undone:
            undone.add(target)
    return Moment(upto, frozenset(undone))
