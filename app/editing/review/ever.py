"""All that was ever said of some people: why two decide about them does not go with what told it.

A revert, a merge or its end would be approved by one, and after it nothing would ask for two (decision record 18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.editing.history.merging import ever_one
from app.editing.review.two_decide import days_that_stand, reasons_for_two, who_refused
from app.storage.sealed import Ring
from app.vault.reading import load_apart
from app.vault.rows import VaultRows
from app.vault.scope import scope_about


@dataclass(frozen=True, slots=True)
class Ever:
    """`rows`: everybody by themselves, whether or not it counts; `one_with`: for who was ever merged, all whom they were one with.

    `number`: the changeset that is looked at; `dating`: ids of the claims of days of returns that stand before it and after.
    """

    rows: VaultRows
    number: int
    one_with: Mapping[str, frozenset[str]]
    dating: frozenset[int]

    def needing_two(self, people: Iterable[str], on: date, *, decided_before: bool = False) -> set[str]:
        """Those about whom two decide, by what is said of them or of anybody whom they were ever one with.

        `decided_before`: a refusal that this very change writes down is none.
        """
        with_whom = {one: self.one_with.get(one, frozenset({one})) for one in people}
        everybody = {each for group in with_whom.values() for each in group}
        two = who_refused(self.rows, everybody, self.number if decided_before else None)
        two |= reasons_for_two(self.rows, everybody, on, self.dating).keys()
        return {one for one, group in with_whom.items() if group & two}


def ever(session: Session, ring: Ring, people: Iterable[int], number: int, before: VaultRows, after: VaultRows) -> Ever:
    """All that was ever said of these people (row ids) up to the changeset of this number."""
    asked = set(people)
    rows, _ = load_apart(session, ring, scope=scope_about(session, asked), ever=True)
    dating = days_that_stand(before) & days_that_stand(after)
    return Ever(rows, number, ever_one(session, asked), dating)
