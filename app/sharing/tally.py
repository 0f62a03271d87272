"""How many people are on a list: individuals once each, children and older people, and those without a line of
their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.sharing.ages import childhood, old_age


@dataclass(frozen=True, slots=True)
class Tally:
    """Individuals on lines of their own; of those, children and older people, surely and by some accounts; and
    others.

    `others_high` is None where nobody gave an upper end.
    """

    people: int
    cases: int
    children: int
    children_by_some: int
    older: int
    older_by_some: int
    others_low: int
    others_high: int | None


def tally(lines: Iterable[Mapping[str, Any]]) -> Tally:
    """Count the lines. One person returned twice is one individual and two cases; a child in either return is a
    child.
    """
    given = list(lines)
    own = [line for line in given if "others" not in line]
    others = [line["others"] for line in given if "others" in line]
    young = _by_person(own, childhood)
    old = _by_person(own, old_age)
    highs = [o["high"] for o in others]
    return Tally(
        people=len({line["individual"] for line in own}),
        cases=len(own),
        children=young.count("yes"),
        children_by_some=young.count("by_some"),
        older=old.count("yes"),
        older_by_some=old.count("by_some"),
        others_low=sum(o["low"] for o in others),
        others_high=None if None in highs else sum(highs),
    )


def _by_person(lines: list[Mapping[str, Any]], read: Any) -> list[str]:
    """The strongest answer for each individual."""
    found: dict[str, str] = {}
    for line in lines:
        answer = read(line.get("age_at_return") or {}, line.get("age_band") or [])
        rank = ("no", "not_assessed", "by_some", "yes")
        found[line["individual"]] = max(found.get(line["individual"], "no"), answer, key=rank.index)
    return list(found.values())
