"""Counts that were made at publication, looked up. They hold everybody of the edition, so nothing is read from them while
somebody is withdrawn, or while an addendum stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.editions.cube import CUBE_FIELDS, WIDEST, cube_name
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery

_PLACES = ("a", "b", "c", "d")
Numbers = tuple[int, int, int]
"""Cases, individuals, events."""


def fixed_fields(edition: Edition, query: CaseQuery) -> dict[str, str] | None:
    """The code that each filter of the query fixes; None where the query asks what the marginals do not answer.

    Several codes of a field are not a sum: a case that has two of them would count twice.
    """
    beside = query.year_from or query.year_to or query.sections or query.words or query.narrows_cases
    if edition.suppressed or edition.amended or beside or len(query.terms) > WIDEST:
        return None
    if any(field not in CUBE_FIELDS or len(codes) != 1 for field, codes in query.terms):
        return None
    return {field: codes[0] for field, codes in query.terms}


def marginal_total(edition: Edition, cube: tuple[str, ...], fixed: Mapping[str, str]) -> Numbers:
    """The one cell whose fields are all fixed."""
    found = marginal_cells(edition, cube, fixed)
    return next(iter(found.values()), (0, 0, 0))


def marginal_cells(edition: Edition, cube: tuple[str, ...], fixed: Mapping[str, str]) -> dict[tuple[str, ...], Numbers]:
    """The cells of a cube (at most four fields, in the cube's order) by the codes of its fields that are not fixed."""
    places = dict(zip(cube, _PLACES, strict=False))
    conditions = " ".join(f"AND {places[field]} = ?" for field in fixed)
    shown = [places[field] for field in cube if field not in fixed]
    sql = (
        f"SELECT cases, individuals, events{''.join(f', {p}' for p in shown)} FROM marginal WHERE cube = ? {conditions}"
    )
    rows = edition.rows(sql, (cube_name(cube), *fixed.values()))
    return {tuple(row[3:]): (row[0], row[1], row[2]) for row in rows}
