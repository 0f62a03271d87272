"""Cases of an edition: one by its id, a page of them whole or short, and all of a query as lines of CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.editions.bits import bitmap_of, ones
from app.editions.cells import csv_line
from app.editions.read.facets import facets
from app.editions.read.gone import gone
from app.editions.read.names import find_names
from app.editions.read.opening import Edition
from app.editions.read.pages import in_order, stored
from app.editions.read.query import CaseQuery
from app.editions.read.selection import present, selected
from app.editions.read.totals import individuals_asked
from app.editions.read.unnamed import case_unnamed, summary_unnamed
from app.editions.read.withheld import hits_of, unnamed
from app.editions.schema import MOVED
from app.editions.summaries import cells, columns, cut

__all__ = ["Page", "case", "case_bytes", "csv_chunks", "every_line", "facets", "moved_to", "page", "page_bytes"]
LINES_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class BytesPage:
    """Documents of one page as bytes, how many there are in all (each once), and where the next page begins."""

    documents: tuple[bytes, ...]
    cases: int
    individuals: int
    next_after: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """The same with whole documents, read."""

    documents: tuple[dict[str, Any], ...]
    cases: int
    individuals: int
    next_after: str | None


def case_bytes(edition: Edition, case_id: str) -> bytes | None:
    """The case's document as it was stored, or None: not there, above the level and withdrawn are the same answer."""
    found = edition.rows("SELECT document FROM case_row WHERE id = ?", (case_id,))
    if not found or case_id in gone(edition):
        return None
    document: bytes = found[0][0]
    return _as_now(edition, document, whole=True)


def moved_to(edition: Edition, case_id: str) -> str | None:
    """The case under which this one is continued, where the edition says so and it can be seen; else None."""
    found = edition.rows("SELECT value FROM meta WHERE key = ?", (MOVED + case_id,))
    if not found or case_id in edition.suppressed or case_bytes(edition, found[0][0]) is None:
        return None
    return str(found[0][0])


def case(edition: Edition, case_id: str) -> dict[str, Any] | None:
    """The case's document, or None."""
    document = case_bytes(edition, case_id)
    return None if document is None else json.loads(document)


def page(edition: Edition, query: CaseQuery) -> Page:
    """The cases that answer the query, whole, from `query.after` on."""
    found = page_bytes(edition, query, whole=True)
    return Page(tuple(map(json.loads, found.documents)), found.cases, found.individuals, found.next_after)


def page_bytes(edition: Edition, query: CaseQuery, *, whole: bool) -> BytesPage:
    """The cases that answer the query as they were stored: with all claims, or short. `query.fields` cuts them."""
    if query.name and not query.sort:
        return _named_page(edition, query, whole=whole)
    cases = selected(edition, query)
    individuals = individuals_asked(edition, query, cases)
    numbers = list(islice(in_order(edition, cases, query.sort, query.after), query.limit + 1))
    shown = numbers[: query.limit]
    following = stored(edition, "case_row", "id", shown[-1:])[0] if len(numbers) > query.limit else None
    bodies = stored(edition, "case_row" if whole else "case_summary", "document", shown)
    documents = (_cut(_as_now(edition, body, whole=whole), query) for body in bodies)
    return BytesPage(tuple(documents), cases.bit_count(), individuals, following)


def _named_page(edition: Edition, query: CaseQuery, *, whole: bool) -> BytesPage:
    """Everybody whose name fits, best first, each with the reason. One page: hits are few, and their order is the answer."""
    hits = {hit.individual: hit for hit in find_names(edition, query.name).hits}
    numbers = list(in_order(edition, selected(edition, query), "", None))
    people = dict(zip(numbers, stored(edition, "case_row", "individual", numbers), strict=True))
    order = {person: place for place, person in enumerate(hits)}
    numbers.sort(key=lambda n: order[people[n]])
    bodies = stored(edition, "case_row" if whole else "case_summary", "document", numbers)
    documents = (_cut(_as_now(edition, body, whole=whole), query) for body in bodies)
    found = tuple(
        body[:-1] + b',"match":' + _as_bytes(hits[people[n]].document()) + b"}"
        for n, body in zip(numbers, documents, strict=True)
    )
    return BytesPage(found, len(numbers), len(set(people.values())), None)


def csv_chunks(edition: Edition, query: CaseQuery, most: int | None = None) -> Iterator[bytes]:
    """The header, then the query's cases as lines, some thousand in a piece."""
    yield csv_line(columns(query.fields))
    for numbers in _by_and_by(edition, query, most):
        yield b"".join(_lines(edition, query, numbers))


def _by_and_by(edition: Edition, query: CaseQuery, most: int | None) -> Iterator[list[int]]:
    """The numbers of the query's cases, some thousand at a time. Long may pass between two pieces, as slowly as they are read: whoever
    is hidden meanwhile is in none that follows.
    """
    under, cases = edition.suppressed, selected(edition, query)
    numbers = islice(in_order(edition, cases, query.sort, query.after), most)
    while some := list(islice(numbers, LINES_AT_ONCE)):
        edition.follow()
        if edition.suppressed is not under:
            under, cases = edition.suppressed, cases & selected(edition, query)
        left = frozenset(ones(cases & bitmap_of(some)))
        yield [n for n in some if n in left]


def every_line(edition: Edition) -> dict[str, bytes]:
    """The line of CSV of each case by its id, without who was withdrawn since."""
    numbers = list(ones(present(edition)))
    return dict(zip(stored(edition, "case_row", "id", numbers), _lines(edition, CaseQuery(), numbers), strict=True))


def _lines(edition: Edition, query: CaseQuery, numbers: list[int]) -> list[bytes]:
    """Stored lines; put together from the short documents where only some fields are asked for, or some words are withheld."""
    if not query.fields and hits_of(edition) is None:
        return stored(edition, "case_csv", "line", numbers)
    documents = map(json.loads, stored(edition, "case_summary", "document", numbers))
    return [csv_line(cells(unnamed(edition, document, summary_unnamed), query.fields)) for document in documents]


def _cut(body: bytes, query: CaseQuery) -> bytes:
    return _as_bytes(cut(json.loads(body), query.fields)) if query.fields else body


def _as_now(edition: Edition, document: bytes, *, whole: bool) -> bytes:
    """The document without words that name anybody withdrawn since and, where it is whole, without ties to them."""
    hidden = gone(edition)
    if not hidden:
        return document
    parsed = json.loads(document)
    if whole:
        return _as_bytes(unnamed(edition, _without(parsed, hidden), case_unnamed))
    return _as_bytes(unnamed(edition, parsed, summary_unnamed))


def _without(document: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """A whole document without ties to anybody withdrawn since, and without cases that were."""
    ties = [{**tie, "cases": _left(tie["cases"], hidden)} for tie in document["relations"]]
    return {
        **document,
        "relations": [tie for tie in ties if tie["individual"] not in hidden],
        "other_cases": _left(document["other_cases"], hidden),
    }


def _left(cases: list[str], hidden: frozenset[str]) -> list[str]:
    return [case for case in cases if case not in hidden]


def _as_bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
