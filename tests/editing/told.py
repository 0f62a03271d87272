"""What was ever said of whom, as a test knows it by itself: it asks nothing of the code that decides how many approve.

Nothing of it goes by a revert, a rejection or the end of a merge (decision record 18). Only a day of a return, which makes somebody
older, has to stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from app.codebook.levels import SPOKEN_FOR
from app.codebook.values import AgeValue, DateValue, TermValue, Value
from app.vault.rows import VaultRows

CHILD, ADULT = "2016", "1970"
"""Years of birth."""
YOUNG, LATE = "9", "1999"
"""An age at a return, and a year of that return by which who was so young then is none today."""


@dataclass
class Told:
    """By public ids. `wrote`: who wrote of each person; `two`: people, and returns, of whom was told what two decide about.

    `cases`: whose each is, or was last; `young`: those at whose return somebody was a child, with that person; `dated`: by claim of
    its day, the case; `one`: for each who was ever merged, everybody whom they were ever one with; `returns`: of each person.
    """

    wrote: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    two: set[str] = field(default_factory=set)
    cases: dict[str, str] = field(default_factory=dict)
    young: dict[str, str] = field(default_factory=dict)
    dated: dict[int, str] = field(default_factory=dict)
    one: dict[str, set[str]] = field(default_factory=dict)
    returns: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def by(self, author: str, person: str) -> None:
        self.wrote[person].add(author)

    def know_cases(self, rows: VaultRows) -> None:
        """Know whose is which case, and who was in which return."""
        for case in rows.cases:
            self.cases[case.public_id] = case.individual
            self.returns[case.individual].add(case.event)

    def merged(self, one: str, other: str) -> None:
        both = self.one.get(one, {one}) | self.one.get(other, {other})
        self.one |= dict.fromkeys(both, both)

    def standing(self, rows: VaultRows) -> set[int]:
        """The claims of days that stand."""
        return {claim.id for claim in rows.claims if claim.id in self.dated and claim.standing in SPOKEN_FOR}

    def ever(self, person: str, days: Collection[int]) -> bool:
        """Whether two decide about somebody, or about anybody whom they were ever one with, by days that stand."""
        dated = {self.dated[day] for day in days}
        children = {who for case, who in self.young.items() if case not in dated}
        return any(one in self.two | children or self.returns[one] & self.two for one in self.one.get(person, {person}))

    def now(self, rows: VaultRows, days: Collection[int]) -> set[str]:
        """Of whom it is told now, by what counts and of published cases."""
        whose = {case.public_id: case.individual for case in rows.cases if case.state == "published"}
        whose |= {person.public_id: person.public_id for person in rows.individuals}
        dated = {claim.subject for claim in rows.claims if claim.id in days}
        claims = (claim for claim in rows.claims if claim.subject in whose and claim.standing in SPOKEN_FOR)
        return {whose[claim.subject] for claim in claims if _asks_for_two(claim.value, claim.subject in dated)}


def _asks_for_two(value: Value, dated: bool) -> bool:
    """Birth of a child, sexual violence, or the age of a child at a return of which no day is known."""
    match value:
        case DateValue():
            return value.text == CHILD
        case TermValue():
            return value.term == "sexual_violence"
        case AgeValue():
            return value.text == YOUNG and not dated
    return False
