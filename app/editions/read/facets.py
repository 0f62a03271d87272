"""How many of a query's cases have each code, by field: looked up in the marginals, or counted from the sets."""

from __future__ import annotations

from app.editions.cube import CUBE_FIELDS, NOT_ASSESSED, WIDEST, WITHHELD, in_cube_order
from app.editions.read.marginals import fixed_fields, marginal_cells
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery
from app.editions.read.selection import selected

_MISSING = frozenset({NOT_ASSESSED, WITHHELD})


def facets(edition: Edition, query: CaseQuery) -> dict[str, dict[str, int]]:
    """How many of the query's cases have each code, most frequent first. A case with two codes counts in both."""
    fixed = fixed_fields(edition, query)
    looked_up = fixed is not None and len(fixed) < WIDEST
    cases = None if looked_up else selected(edition, query)
    counted: dict[str, dict[str, int]] = {}
    for field in CUBE_FIELDS:
        if fixed is not None and looked_up and field not in fixed:
            counted[field] = _looked_up(edition, field, fixed)
        else:
            cases = selected(edition, query) if cases is None else cases
            counted[field] = _counted(edition, field, cases)
    return {field: _ordered(found) for field, found in counted.items()}


def _looked_up(edition: Edition, field: str, fixed: dict[str, str]) -> dict[str, int]:
    cube = in_cube_order(frozenset((*fixed, field)))
    return {cell[0]: numbers[0] for cell, numbers in marginal_cells(edition, cube, fixed).items()}


def _counted(edition: Edition, field: str, cases: int) -> dict[str, int]:
    values = edition.index.values(field)
    return {value: (cases & edition.index.cases("term", field, value)).bit_count() for value in values}


def _ordered(found: dict[str, int]) -> dict[str, int]:
    kept = [(code, number) for code, number in found.items() if number and code not in _MISSING]
    return dict(sorted(kept, key=lambda item: (-item[1], item[0])))
