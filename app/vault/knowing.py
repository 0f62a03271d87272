"""Whether whoever saw the one who is kept could know of the merged one, all the while. Pure.

What is decided later of the one who is kept is decided of both only then: who decided could not know of somebody above.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.codebook.levels import Level


class Knowing:
    """`entered`: the level with which each subject (row id) came. `rulings`: on their levels, in the order of entry: those that count,
    and all, since one that was taken back held until then, and the level that it gave may have come back without a word.
    """

    def __init__(self, entered: Mapping[int, Level], *rulings: Iterable[Any]) -> None:
        self._entered = entered
        self._ruled: list[dict[int, list[tuple[int, Level]]]] = []
        for each in rulings:
            ruled = defaultdict(list)
            for row in each:
                ruled[row.subject_id].append((row.added_in, row.level))
            self._ruled.append(ruled)

    def could_know(self, kept: int, merged: int, since: int) -> bool:
        """Whether the merged one has lain no higher than the one who is kept ever since changeset `since`."""
        return max(self._levels(merged, since)) <= min(self._levels(kept, since))

    def _levels(self, subject: int, since: int) -> Iterator[Level]:
        """All that it has had since then, the one before it included."""
        for ruled in self._ruled:
            rulings = ruled.get(subject, [])
            yield next((level for number, level in reversed(rulings) if number < since), self._entered[subject])
            yield from (level for number, level in rulings if number >= since)
