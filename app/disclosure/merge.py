"""One fact out of the same field of several cases: values united, citations united, settled anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, replace

from app.codebook.fields import FIELDS
from app.disclosure.settle import settle
from app.disclosure.views import CaseView, FactView, StatedValue


def merged(code: str, cases: Iterable[CaseView]) -> FactView | None:
    """The field `code` over all cases, or None if none has it. Order: by how many cases say it, then by its text."""
    by_value: dict[str, list[StatedValue]] = {}
    for case in cases:
        for fact in case.facts:
            if fact.field == code:
                for stated in fact.values:
                    by_value.setdefault(stated.value.sameness(), []).append(stated)
    if not by_value:
        return None
    ordered = sorted(by_value.values(), key=lambda group: (-len(group), group[0].value.sameness()))
    values = tuple(_united(group) for group in ordered)
    settled = settle(values)
    return FactView(code, values, settled, not FIELDS[code].many and settled is None)


def _united(group: list[StatedValue]) -> StatedValue:
    citations = tuple(sorted({c for stated in group for c in stated.citations}, key=astuple))
    return replace(group[0], citations=citations, preferred=any(stated.preferred for stated in group))
