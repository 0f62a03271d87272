"""Everything that an edition can be asked, asked: two editions that say the same give the same answers to all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from app.editions.cube import SORTS
from app.editions.read.bibliography import source_page, sources
from app.editions.read.cases import case_bytes, csv_chunks, facets, moved_to, page_bytes
from app.editions.read.counts import table
from app.editions.read.examples import first_ids
from app.editions.read.holdings import event, events, source, totals
from app.editions.read.list_query import ORDERS, PURPOSES, ListQuery
from app.editions.read.lists import chosen_lines, lines_by_id, provinces_of_origin
from app.editions.read.names import find_names
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery, read_query
from app.editions.read.selection import selected
from app.editions.read.totals import totals_of

QUESTIONS = (
    "", "returning_state=CN", "sex=female&sex=male", "outcome.not=executed", "year=2013", "year_from=2003&year_to=2006",
    "section=returned", "section=abducted&section=custody", "has=occupation", "lacks=birth", "withheld=name", "age_min=16&age_max=30",
    "returned_after=2004-01-01&returned_before=2013-05-28", "seized_after=2004-01-01&date_match=certain",
    "receiving_state=KP&sex=female&outcome=imprisoned", "q=synthetic", "q=weaver", "q=%ED%95%A9", "q=china", "name=Synthetic Alpha",
    "name=합성가나", "name=Gamma",
)  # fmt: skip
BY = (("sex",), ("year",), ("section", "returning_state"), ("outcome", "sex", "receiving_state"))
NAMES = ("Synthetic Alpha", "synthetik beta", "합성가나", "나다", "Delta", "Kim")
PAGE = 3


def questions(also: tuple[str, ...] = ()) -> Iterator[CaseQuery]:
    for asked in (*QUESTIONS, *also):
        pairs = [tuple(part.split("=", 1)) for part in asked.split("&") if part]
        yield read_query([(name, value.replace("%ED%95%A9", "합")) for name, value in pairs])


def answers(edition: Edition, ids: tuple[str, ...], also: tuple[str, ...] = ()) -> Iterator[tuple[object, Any]]:
    """Each question with its answer. `ids`: of cases, people, events and sources that are, were or never were there."""
    yield "identity", edition.content
    for query in questions(also):
        cases = selected(edition, query)
        yield ("facets", query), facets(edition, query)
        yield ("totals", query), totals_of(edition, cases)
        yield from ((("table", query, by), table(edition, query, by)) for by in BY)
        for sort, whole in product(("", *SORTS), (True, False)):
            yield ("pages", query, sort, whole), list(_pages(edition, replace(query, sort=sort, limit=PAGE), whole))
        yield ("csv", query), b"".join(csv_chunks(edition, query))
    yield "sorted csv", b"".join(csv_chunks(edition, CaseQuery(sort="-return_date", fields=("name", "sex"))))
    for aloud, order in product(PURPOSES, ORDERS):
        for state in ((), (("receiving_state", ("KP",)),)):
            asked = ListQuery(CaseQuery(terms=state), purpose=aloud, order=order)
            yield ("list", asked), chosen_lines(edition, asked)
        yield ("lines", aloud), lines_by_id(edition, ids, aloud)
    yield ("list of years",), chosen_lines(edition, ListQuery(CaseQuery(year_from=2004, year_to=2013)))
    yield from ((("names", name), find_names(edition, name)) for name in NAMES)
    yield "sources", (sources(edition), source_page(edition, None, 2))
    yield "events", (events(edition), totals(edition), first_ids(edition), provinces_of_origin(edition))
    for key in ids:
        yield key, (case_bytes(edition, key), event(edition, key), source(edition, key), moved_to(edition, key))
    joined = "SELECT r.id, r.individual, r.event, c.line FROM case_row r JOIN case_csv c ON c.n = r.n"
    yield (
        "of all tables",
        (
            sorted(edition.rows(joined), key=str),
            sorted(edition.rows("SELECT id FROM event_row UNION ALL SELECT id FROM source_row")),
            sorted(edition.rows("SELECT key, value FROM meta")),
        ),
    )


def _pages(edition: Edition, query: CaseQuery, whole: bool) -> Iterator[Any]:
    while True:
        page = page_bytes(edition, query, whole=whole)
        yield page
        if page.next_after is None:
            return
        query = replace(query, after=page.next_after)


def difference(one: Edition, other: Edition, ids: tuple[str, ...], also: tuple[str, ...] = ()) -> object:
    """The first question that two editions answer differently, with both answers; None where there is none."""
    for (question, said), (_, says) in zip(answers(one, ids, also), answers(other, ids, also), strict=True):
        if said != says:
            return question, said, says
    return None
