"""One fact out of the same field of several subjects: values united, citations united, settled anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, replace

from app.disclosure.settle import fact_of
from app.disclosure.views import FactView, StatedValue


def merged(code: str, subjects: Iterable[tuple[FactView, ...]]) -> FactView | None:
    """The field `code` out of the facts of all subjects, or None if none has it. Order: by how many say a value, then by its text."""
    facts = [fact for each in subjects for fact in each if fact.field == code]
    if not facts:
        return None
    by_value: dict[str, list[StatedValue]] = {}
    for stated in (each for fact in facts for each in fact.values):
        by_value.setdefault(stated.value.sameness(), []).append(stated)
    ordered = sorted(by_value.values(), key=_by_how_many)
    denied = any(fact.differs and fact.settled is not None for fact in facts)  # by whom it is not told here
    return fact_of(code, tuple(_united(group) for group in ordered), denied=denied)


def _by_how_many(group: list[StatedValue]) -> tuple[int, str]:
    return -sum(stated.is_said for stated in group), group[0].value.sameness()


def _united(group: list[StatedValue]) -> StatedValue:
    """Of whom is described nobody is cited, and somebody says so all the same: that stands, whoever is cited for denying it of another."""
    citations = tuple(sorted({c for stated in group for c in stated.citations}, key=astuple))
    said = [stated for stated in group if stated.is_said]
    preferred, cited = any(stated.preferred for stated in group), any(not citation.denies for citation in citations)
    uncited = bool(said) and bool(citations) and not cited
    return replace((said or group)[0], citations=citations, preferred=preferred, uncited=uncited)
