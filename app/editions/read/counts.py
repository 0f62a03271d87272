"""Cross-tabulations of one to three fields: individuals, cases and return events apart, each once in a cell and once in a total.

A case with several codes of a field stands in several cells (`spans`), so that the cells add up to more than the total. Values that
are unknown, not assessed or withheld are three rows of a table and never left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.editions.cube import COUNTED_BY, CUBE_FIELDS, NOT_ASSESSED, UNKNOWN, WIDEST, WITHHELD, in_cube_order
from app.editions.errors import BadQuery
from app.editions.read.dividing import Cell, divided
from app.editions.read.given import chosen, nearest
from app.editions.read.marginals import fixed_fields, marginal_cells
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery
from app.editions.read.selection import selected
from app.editions.read.totals import Totals, totals_asked

MOST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class HowCounted:
    """Of the cases in the table: how many stand under several codes of a field, and how many have none and why."""

    field: str
    several: int
    unknown: int
    not_assessed: int
    withheld: int


@dataclass(frozen=True, slots=True)
class Table:
    """`totals` count each once. `spans`: cases that stand in more than one cell."""

    by: tuple[str, ...]
    totals: Totals
    spans: int
    counting: tuple[HowCounted, ...]
    cells: tuple[Cell, ...]


def read_by(parameters: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The fields to count by, between commas or one by one: one to three, each once. BadQuery says what is wrong."""
    parts = [part.strip() for name, value in parameters if name == "by" for part in value.split(",") if part.strip()]
    found = chosen("by", parts, COUNTED_BY, "It cannot be counted by that field.")
    if not 1 <= len(found) <= MOST_FIELDS:
        raise BadQuery("by", "Give one to three fields to count by.", nearest("sex", COUNTED_BY))
    return found


def table(edition: Edition, query: CaseQuery, by: tuple[str, ...]) -> Table:
    """The query's cases by the fields, cells in the order of their codes."""
    cases = selected(edition, query)
    spans = 0
    for field in by:
        spans |= edition.index.cases("several", field)
    return Table(
        by,
        totals_asked(edition, query, cases),
        (cases & spans).bit_count(),
        tuple(_how_counted(edition, field, cases) for field in by),
        tuple(sorted(_cells(edition, query, by, cases), key=lambda cell: cell.codes)),
    )


def _how_counted(edition: Edition, field: str, cases: int) -> HowCounted:
    def number(kind: str, value: str = "") -> int:
        return (cases & edition.index.cases(kind, field, value)).bit_count()

    return HowCounted(
        field, number("several"), number("term", UNKNOWN), number("term", NOT_ASSESSED), number("term", WITHHELD)
    )


def _cells(edition: Edition, query: CaseQuery, by: tuple[str, ...], cases: int) -> Iterator[Cell]:
    """Looked up where one cube has the filters and the fields; else the sets of the codes are put together."""
    fixed = fixed_fields(edition, query)
    if fixed is not None and _in_a_cube(by, fixed):
        cube = in_cube_order(frozenset((*fixed, *by)))
        shown = [field for field in cube if field not in fixed]
        for codes, (count, individuals, events) in marginal_cells(edition, cube, fixed).items():
            named = dict(zip(shown, codes, strict=True))
            yield Cell(tuple(named[field] for field in by), Totals(individuals, count, events))
        return
    yield from divided(edition, by, cases)


def _in_a_cube(by: tuple[str, ...], fixed: dict[str, str]) -> bool:
    """A field that is fixed and counted by as well is not: its other codes are those of cases that have both."""
    return all(field in CUBE_FIELDS and field not in fixed for field in by) and len(by) + len(fixed) <= WIDEST
