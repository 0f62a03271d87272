"""What a list is made of, what it says of itself, and the mark for Excel: what pages, API and command line ask beside the list's
own question.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request

from app.editions.errors import BadQuery
from app.editions.read.holdings import event
from app.editions.read.list_query import ONLY_LISTS, ListQuery, list_parameters, read_list_query
from app.editions.read.opening import Edition
from app.sharing.info import ListInfo
from app.web.reading.visit import Visit, visit


def asked_of(request: Request, also: tuple[str, ...] = ()) -> tuple[Visit, ListQuery]:
    """The visit that asks for a list, and what it asks; BadQuery.

    What is read aloud is heard by everybody. So it is made of the public edition, whoever asks: a list of those whom the vetted alone
    may know would look like any other, and is read before an embassy (docs/decisions/0020).
    """
    query = read_list_query(request.query_params.multi_items(), also)
    return visit(request, public=query.aloud), query


def excel_wanted(parameters: Sequence[tuple[str, str]]) -> bool:
    """Whether the mark for Excel is asked for; BadQuery unless `excel` is yes or no."""
    given = [value for name, value in parameters if name == "excel" and value]
    if any(value not in ("yes", "no") for value in given):
        raise BadQuery("excel", "It has no such value.", "yes")
    return "yes" in given


def list_info(edition: Edition, query: ListQuery) -> ListInfo:
    """What the list says of itself."""
    return ListInfo(
        level=edition.level,
        content=edition.content,
        number=edition.number,
        date=edition.date,
        terms=query.cases.terms,
        years=(query.cases.year_from, query.cases.year_to),
        sections=query.cases.sections,
        own=_own(edition, query),
        purpose=query.purpose,
    )


def _own(edition: Edition, query: ListQuery) -> tuple[tuple[str, str], ...]:
    """The filters that only lists have; a return event that is not there stays an id."""
    found = []
    for name, value in list_parameters(query):
        if name in ONLY_LISTS:
            shown = event(edition, value) if name == "event" else None
            found.append((name, shown["label"] if shown else value))
    return tuple(found)
