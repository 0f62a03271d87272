"""Every question that a reader of an edition can ask, as far as a few dozen of each kind go, with its answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from app.editions.cube import SORTS
from app.editions.read import bibliography, cases, counts, holdings, lists, names
from app.editions.read.list_query import ORDERS, PURPOSES, read_list_query
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery, read_query

NARROWED = (
    (), (("sex", "female"),), (("sex.not", "female"),), (("receiving_state", "KP"), ("sex", "male")), (("section", "returned"),),
    (("q", "weaver"),), (("q", "합성"),), (("name", "김가나"),), (("name", "Synthetic Alpha"),), (("has", "known_as"),),
    (("lacks", "birth"),), (("outcome", "imprisoned"),), (("age_min", "20"),), (("year", "2013"),),
)  # fmt: skip
SPELT = ("김가나", "Kim Gana", "박다라", "Concealed Omega", "합성가")
BY = (("sex",), ("receiving_state", "sex"), ("outcome", "section"), ("year",))


def answers(edition: Edition) -> Iterator[tuple[str, Any]]:
    """Question and answer; the questions are the same for every edition, but for the ids that its own pages name."""
    for asked in NARROWED:
        yield from _of_cases(edition, asked)
    for purpose, order in product(PURPOSES, ORDERS):
        given = (("purpose", purpose), ("order", order), ("receiving_state", ""))
        yield f"list {purpose} {order}", lists.chosen_lines(edition, read_list_query(given))
    yield "provinces", lists.provinces_of_origin(edition)
    yield from ((f"name {text}", names.find_names(edition, text)) for text in SPELT)
    yield "moved", sorted(edition.rows("SELECT key, value FROM meta"))
    yield from _of_each(edition)


def _of_each(edition: Edition) -> Iterator[tuple[str, Any]]:
    sources, events = bibliography.sources(edition), holdings.events(edition)
    yield "sources", sources
    yield "events", events
    yield from ((f"source {one['id']}", holdings.source(edition, one["id"])) for one in sources)
    yield from ((f"event {one['id']}", holdings.event(edition, one["id"])) for one in events)
    every = cases.page(edition, CaseQuery(limit=500)).documents
    yield from ((f"case {one['id']}", cases.case(edition, one["id"])) for one in every)


def _of_cases(edition: Edition, asked: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Any]]:
    for sort in ("", *SORTS):
        if not (sort and asked and asked[0][0] == "name"):  # whoever fits best comes first
            more = (("sort", sort), ("limit", "3")) if sort else (("limit", "3"),)
            yield f"pages {asked} {sort}", list(islice(_pages(edition, (*asked, *more)), 40))
    query = read_query(asked)
    yield f"facets {asked}", cases.facets(edition, query)
    yield f"csv {asked}", b"".join(cases.csv_chunks(edition, query))
    yield from ((f"table {asked} {by}", counts.table(edition, query, by)) for by in BY)


def _pages(edition: Edition, given: tuple[tuple[str, str], ...]) -> Iterator[Any]:
    after: str | None = None
    while True:
        more = (("after", after),) if after else ()
        short = cases.page_bytes(edition, read_query((*given, *more)), whole=False)
        yield short
        yield cases.page(edition, read_query((*given, *more)))
        after = short.next_after
        if after is None:
            return
