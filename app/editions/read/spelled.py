"""A query as parameters, in one fixed order: the same question has one address, and `read_query` reads it back."""

from __future__ import annotations

from collections.abc import Iterator

from app.editions.read.query import DAY_NAMES, MATCHES, CaseQuery

Pairs = tuple[tuple[str, str], ...]


def narrowing(query: CaseQuery) -> Pairs:
    """The parameters that say which cases are meant."""
    return tuple(_narrowing(query))


def shaping(query: CaseQuery) -> Pairs:
    """The parameters that say in which order and how much of them, without the place in the pages."""
    found = [("sort", query.sort)] if query.sort else []
    found += [("fields", ",".join(query.fields))] if query.fields else []
    return (*found, *([("include", "claims")] if query.claims else []))


def _narrowing(query: CaseQuery) -> Iterator[tuple[str, str]]:
    yield from ((code, term) for code, terms in query.terms for term in terms)
    yield from ((f"{code}.not", term) for code, terms in query.excluded for term in terms)
    if query.year_from is not None and query.year_from == query.year_to:
        yield "year", str(query.year_from)
    else:
        years = (("year_from", query.year_from), ("year_to", query.year_to))
        yield from ((name, str(year)) for name, year in years if year is not None)
    yield from _days(query)
    ages = zip(("age_min", "age_max"), query.ages, strict=True)
    yield from ((name, str(age)) for name, age in ages if age is not None)
    yield from ((name, field) for name, fields in query.states for field in fields)
    yield from (("section", section) for section in query.sections)
    if query.name:
        yield "name", query.name
    if query.words:
        yield "q", query.words


def _days(query: CaseQuery) -> Iterator[tuple[str, str]]:
    for days in query.days:
        names = [name for name, field in DAY_NAMES.items() if field == days.field]
        for name, day in zip(names, (days.first, days.last), strict=True):
            if day is not None:
                yield name, day.isoformat()
    if query.days and query.match != MATCHES[0]:
        yield "date_match", query.match
