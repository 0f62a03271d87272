"""From statements to facts: values side by side, each with everybody who states it, and the one value if there is one.

Settling comes after clearing: else a hidden preferred claim would shift what the public reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.codebook.dates import PartialDate
from app.codebook.fields import FIELDS
from app.codebook.levels import Standing
from app.codebook.values import DateValue, Value
from app.disclosure.dossier import Statement
from app.disclosure.views import Citation, FactView, StatedValue


def facts_of(statements: tuple[Statement, ...], cite: bool = True) -> tuple[FactView, ...]:
    """One fact a field, in the codebook's order. `cite=False` leaves out who said it, and so what is only denied: a bare value reads as
    if somebody had said so.
    """
    by_field: dict[str, list[Statement]] = {}
    for statement in statements:
        by_field.setdefault(statement.field, []).append(statement)
    facts = (_fact(code, by_field[code], cite) for code in FIELDS if code in by_field)
    return tuple(fact for fact in facts if fact.values)


def _fact(code: str, statements: list[Statement], cite: bool) -> FactView:
    groups: dict[str, list[Statement]] = {}
    # what is said stands first, as if nobody denied anything
    for statement in sorted(statements, key=lambda s: s.denies):
        groups.setdefault(statement.value.sameness(), []).append(statement)
    told = [group for group in groups.values() if cite or not all(s.denies for s in group)]
    denied = any(s.denies for group in told for s in group)
    return fact_of(code, tuple(_stated(group, cite) for group in told), denied=denied)


def _stated(group: list[Statement], cite: bool) -> StatedValue:
    citations = (
        tuple(Citation(s.source, s.locator, s.quote, s.wording, s.basis, s.polarity) for s in group) if cite else ()
    )
    preferred = any(s.standing is Standing.PREFERRED and not s.denies for s in group)
    return StatedValue(group[0].value, citations, preferred)


def fact_of(code: str, values: tuple[StatedValue, ...], *, denied: bool = False) -> FactView:
    """The values as one fact: settled by what somebody says, and in dispute where one is denied. `denied`: by somebody not cited here."""
    said = [stated for stated in values if stated.is_said]
    settled = _settled(said)
    disputed = settled is None or denied or any(stated.is_denied for stated in values)
    return FactView(code, values, settled, not FIELDS[code].many and bool(said) and disputed)


def _settled(values: Sequence[StatedValue]) -> Value | None:
    preferred = [v for v in values if v.preferred] or values
    if len(preferred) == 1:
        return preferred[0].value
    return _narrowest([v.value for v in preferred])


def _narrowest(values: list[Value]) -> Value | None:
    """The most precise of dates that all agree: 5 April 2023 beside April 2023 is no conflict."""
    dates = [v for v in values if isinstance(v, DateValue)]
    if not dates or len(dates) < len(values):
        return None
    for candidate in dates:
        if all(_lies_in(candidate.date, other.date) for other in dates):
            return candidate
    return None


def _lies_in(inner: PartialDate, outer: PartialDate) -> bool:
    if inner.earliest is None or inner.latest is None:
        return inner == outer
    return (outer.earliest is None or outer.earliest <= inner.earliest) and (
        outer.latest is None or inner.latest <= outer.latest
    )
