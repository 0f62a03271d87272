"""Of whom whoever saw the one who is kept could know, all the while. Pure.

What is decided later of the one who is kept is decided of these as well, and of nobody else: who decided could not know of somebody above.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from app.codebook.levels import Level
from app.vault.ways import way_of


class Knowing:
    """`entered`: the level with which each subject (row id) came. `rulings`: all on their levels, those that were taken back too, in the
    order of entry. `taken_back`: the changesets that ever were.
    """

    def __init__(self, entered: Mapping[int, Level], rulings: Iterable[Any], taken_back: Collection[int]) -> None:
        self._entered, self._taken_back = entered, taken_back
        self._ruled = defaultdict[int, list[tuple[int, Level]]](list)
        for row in rulings:
            self._ruled[row.subject_id].append((row.added_in, row.level))

    def could_know(self, kept: int, merged: int, since: int) -> bool:
        """Whether the merged one has lain no higher than the one who is kept ever since changeset `since`."""
        return max(self._levels(merged, since)) <= min(self._levels(kept, since))

    def _levels(self, subject: int, since: int) -> list[Level]:
        """All that it has had since then, the one before it included; all that it ever had, where a ruling of it was ever taken back: a
        level may have come back without a word.
        """
        rulings = self._ruled.get(subject, [])
        if any(number in self._taken_back for number, _ in rulings):
            return [self._entered[subject], *(level for _, level in rulings)]
        before = next((level for number, level in reversed(rulings) if number < since), self._entered[subject])
        return [before, *(level for number, level in rulings if number >= since)]


def unknown_of(merges: Sequence[Any], knowing: Knowing) -> dict[int, set[int]]:
    """For each merge (row ids) whoever is read as part of the merged one, or is it, and of whom who saw the one that is kept could not
    know all the while.
    """
    into = {merge.merged_id: merge.kept_id for merge in merges}
    theirs = defaultdict[int, list[int]](list)
    for one in into:
        for step in way_of(into, one):
            theirs[step].append(one)
    return {
        merge.id: {one for one in theirs[merge.merged_id] if not knowing.could_know(merge.kept_id, one, merge.added_in)}
        for merge in merges
    }
