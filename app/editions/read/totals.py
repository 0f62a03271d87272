"""How many individuals, cases and return events a set of cases has: each once, however many cases it has in the set."""

from __future__ import annotations

from dataclasses import dataclass

from app.editions.bits import distinct
from app.editions.cube import in_cube_order
from app.editions.read.marginals import fixed_fields, marginal_total
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery


@dataclass(frozen=True, slots=True)
class Totals:
    """Each counted once. `events`: return events that have at least one of the cases."""

    individuals: int
    cases: int
    events: int


def totals_of(edition: Edition, cases: int) -> Totals:
    """The totals of a set of cases."""
    return Totals(individuals_of(edition, cases), cases.bit_count(), distinct(cases, edition.index.column("event")))


def individuals_of(edition: Edition, cases: int) -> int:
    """Only individuals who have more than one case have to be told apart; all others are as many as their cases."""
    repeated = cases & edition.index.cases("unit", "individual", "repeated")
    if not repeated:
        return cases.bit_count()
    return cases.bit_count() - repeated.bit_count() + distinct(repeated, edition.index.column("individual"))


def totals_asked(edition: Edition, query: CaseQuery, cases: int) -> Totals:
    """The totals of a query whose cases are `cases`: looked up where they were counted beforehand, or counted now."""
    fixed = fixed_fields(edition, query)
    if fixed is None:
        return totals_of(edition, cases)
    row = marginal_total(edition, in_cube_order(frozenset(fixed)), fixed)
    return Totals(row[1], row[0], row[2])


def individuals_asked(edition: Edition, query: CaseQuery, cases: int) -> int:
    """The individuals alone, where nobody asks for the events: telling those apart takes a look at every case."""
    fixed = fixed_fields(edition, query)
    if fixed is None:
        return individuals_of(edition, cases)
    return marginal_total(edition, in_cube_order(frozenset(fixed)), fixed)[1]
