"""Everybody whom changes may let be seen, before them and after: of whom more is seen by them, and whether two decide on that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.editing.drafts.concerned import names_of
from app.editing.review.brought_back import whispered
from app.editing.review.ever import Ever, ever
from app.editing.review.seen_more import Between, between, named_anew, seen_more, then, told_anew, uncovered
from app.editing.review.two_decide import whose_are
from app.storage.sealed import Ring


@dataclass(frozen=True, slots=True)
class Compared:
    """`shown`: whom the changes let be seen by their kind; `moved`: whom else they touch; `returns`: that they touch (public ids)."""

    both: Between
    said: Ever
    shown: frozenset[str]
    moved: frozenset[str]
    returns: frozenset[str]
    on: date

    def more(self) -> set[str]:
        """Of whom else, or of which returns, more is seen than before, or who is named anew where two decide on that."""
        seen = seen_more(self.both, self.moved | self.returns, self.on)
        seen |= uncovered(self.both, self.shown | self.moved, self.on)
        anew = named_anew(self.both, self.moved - seen, self.on)
        return seen | self.said.needing_two(anew, self.on, decided_before=True)

    def two_decide(self, more: set[str], fell: Collection[str]) -> bool:
        """On whom the changes show by their kind, on those of whom more is seen, or on what is told of others now; by history, too.

        `fell`: subjects (public ids) of which history tells lower now what counts no more.
        """
        told = whispered(self.both.before.rows, self.both.after.rows, self.said.number) | set(fell)
        if self.said.needing_two(whose_are(self.said.rows, told), self.on):
            return True
        if self.said.needing_two(self.shown, self.on) | self.said.needing_two(more, self.on, decided_before=True):
            return True
        return bool(told_anew(self.both, self.moved - more, self.on, self.said.dating))

    def wider(self, more: set[str]) -> set[str]:
        """The same with those of the ones whom the changes show by their kind of whom more is seen indeed."""
        return more | seen_more(self.both, self.shown, self.on)


def compared(
    session: Session,
    ring: Ring,
    shown: Collection[int],
    moved: Collection[int],
    returns: Collection[int],
    number: int,
    on: date,
) -> Compared:
    """Of these people and returns (row ids), where changeset `number` stands in a rehearsal."""
    everybody = {*shown, *moved}
    before, after = (then(session, ring, {*everybody, *returns}, upto) for upto in (number - 1, None))
    said = ever(session, ring, everybody, number, before.rows, after.rows)
    names, moved_names, returned = (names_of(session, ids) for ids in (shown, moved, returns))
    return Compared(between(before, after), said, names, moved_names, returned, on)
