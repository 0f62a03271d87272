"""Who is read as part of whom while merges stand, and of whom what was said of one of them was said. Pure.

What is said of the one who is kept is said of both, if two hold: they were one just then, and whoever said it could know of the other.
So it is asked for each person by themselves: of somebody else below them, or of whom nobody knew, it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.codebook.levels import Level
from app.vault.errors import MergedInACircle
from app.vault.rows import VaultRows
from app.vault.stood import Apart

K = TypeVar("K", int, str)


@dataclass(frozen=True, slots=True)
class StandingMerge:
    """`merged` (public id) is read as part of `kept` since changeset `number`, but for the times when they were `apart`.

    `redirect_at`: see the model `Merge`. `unknown`: those who are read as part of `merged`, or are it, of whom whoever saw `kept` could
    not know all the while (`knowing`).
    """

    kept: str
    merged: str
    number: int
    redirect_at: Level = Level.SEALED
    apart: Apart = ()
    unknown: frozenset[str] = frozenset()

    def stood(self, number: int, *, before: bool = False) -> bool:
        """Whether the two were one in changeset `number`; `before`: and before it."""
        if before and not self.stood(number - 1):
            return False
        return number >= self.number and not any(since <= number < until for since, until in self.apart)


class Ways:
    """The ways of people and of cases to the one as part of whom each is read. MergedInACircle where there is none."""

    def __init__(self, rows: VaultRows, merges: Sequence[StandingMerge]) -> None:
        self._into = {merge.merged: merge for merge in merges}
        at = {merge.merged: merge.kept for merge in merges}
        self._ways = {key: tuple(way_of(at, key)) for key in at}
        self._levels: dict[str, Level] = {person.public_id: person.level for person in rows.individuals}
        self._levels |= {case.public_id: case.level for case in rows.cases}
        self._owner = {case.public_id: case.individual for case in rows.cases}
        self._lifts: dict[str, Level] = {}
        self.members: dict[str, list[str]] = {}
        """Whoever is read as part of each root."""
        for key, way in self._ways.items():
            self.members.setdefault(way[-1], []).append(key)

    def way(self, subject: str) -> tuple[str, ...]:
        """From the subject to the one as part of whom it is read, both included."""
        return self._ways.get(subject, (subject,))

    def root(self, subject: str) -> str:
        return self.way(subject)[-1]

    def lift(self, subject: str) -> Level:
        """The highest level on the way to the root: of every merged subject, and of a merged case's person."""
        if subject not in self._into:
            return Level.PUBLIC
        if subject not in self._lifts:
            self._lifts[subject] = max(map(self._alone, self.way(subject)[:-1]))
        return self._lifts[subject]

    def said_of(self, subject: str, one: str, number: int, *, later: bool = False) -> bool:
        """Whether what was said in changeset `number` of `one`, as part of whom the subject is read, was said of the subject, too.

        Of cases, their people have to have been one as well, and known. `later`: what came with a merge was not said of both.
        """
        if subject == one:
            return True
        return self._on_the_way(subject, one, number, later) and self._of_their_people(subject, one, number, later)

    def _on_the_way(self, subject: str, one: str, number: int, later: bool) -> bool:
        passed = set[str]()
        for merge in self._merges(subject):
            passed.add(merge.merged)
            if not merge.stood(number, before=later) or not merge.unknown.isdisjoint(passed):
                return False
            if merge.kept == one:
                return True
        return False

    def _of_their_people(self, case: str, other: str, number: int, later: bool) -> bool:
        if case not in self._owner:
            return True
        mine, theirs = self.way(self._owner[case]), self.way(self._owner[other])
        meeting = next((one for one in mine if one in theirs), None)
        return meeting is not None and all(
            way[0] == meeting or self._on_the_way(way[0], meeting, number, later) for way in (mine, theirs)
        )

    def _merges(self, subject: str) -> Iterator[StandingMerge]:
        for one in self.way(subject)[:-1]:
            yield self._into[one]

    def _alone(self, subject: str) -> Level:
        owner = self._owner.get(subject)
        return max(self._levels[subject], self.lift(owner) if owner else Level.PUBLIC)


def root_of(at: Mapping[K, K], key: K) -> K:
    """Where `key` ends up on the way from each to the one that it was merged into; itself where it was merged into nobody."""
    return way_of(at, key)[-1]


def way_of(at: Mapping[K, K], key: K) -> list[K]:
    """From a subject to the one that it is read as part of, both included. MergedInACircle where there is none."""
    way = [key]
    while way[-1] in at:
        if len(way) > len(at):
            raise MergedInACircle
        way.append(at[way[-1]])
    return way
