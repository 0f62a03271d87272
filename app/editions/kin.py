"""Which people of an edition belong together by the ties that it shows: families, and whoever fled together. Pure.

Only ties of the edition itself are known here, so nothing can be learned from an order or a share that its pages do not say.
"""

from __future__ import annotations

from collections.abc import Iterable


def together(ties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each person with a tie, one name for all who are tied to them, directly or through others: the least of their ids."""
    above: dict[str, str] = {}
    for one, other in ties:
        first, second = sorted((_top(above, one), _top(above, other)))
        above[second] = first
    return {person: _top(above, person) for person in above}


def _top(above: dict[str, str], person: str) -> str:
    """The least id of the person's family so far; what was walked is shortened, so that long chains stay quick."""
    top = person
    while above.setdefault(top, top) != top:
        top = above[top]
    while person != top:
        above[person], person = top, above[person]
    return top
