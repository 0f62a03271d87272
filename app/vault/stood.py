"""When a merge stood, and when it did not: it may end, and stand again by a revert. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.vault.moment import undone_by

Apart = tuple[tuple[int, int], ...]
"""From which changeset on two were parted, and with which they were one again."""


def apart(made_in: int, ends: Collection[int], reversals: Iterable[tuple[int, int]]) -> Apart:
    """Of a merge of changeset `made_in`, which stands now. `ends`: the changesets that ended it, whether or not they count. `reversals`:
    which changeset was reverted by which, the earliest first.
    """
    theirs, asked = {made_in, *ends}, list[tuple[int, int]]()
    for target, number in reversals:
        if target in theirs:
            theirs.add(number)
            asked.append((target, number))
    found, since = list[tuple[int, int]](), 0
    for number in sorted(theirs):
        undone = undone_by(pair for pair in reversed(asked) if pair[1] <= number)
        stands = made_in not in undone and all(end > number or end in undone for end in ends)
        if stands and since:
            found.append((since, number))
        since = 0 if stands else since or number
    return tuple(found)
