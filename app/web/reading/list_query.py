"""A list's parameters: the filters of cases, with North Korea as the receiving state unless another or any is asked
for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.editions.errors import BadQuery
from app.editions.read.opening import Edition
from app.editions.read.query import NARROWING, CaseQuery, read_query
from app.sharing.info import ListInfo

DEFAULT_STATE = "KP"
ANY_STATE = ("receiving_state", "")
"""An empty receiving state, as a form sends it, asks for all of them."""
NOT_FOR_LISTS = {
    "name": "A list is not searched by words; use the cases page.",
    "q": "A list is not searched by words; use the cases page.",
    "after": "A list is given whole; it has no pages.",
    "limit": "A list is given whole; it has no pages.",
    **dict.fromkeys(("sort", "fields", "include", *NARROWING), "Lists are not narrowed by this; use the cases page."),
}


def read_list_query(parameters: Sequence[tuple[str, str]], also: tuple[str, ...] = ()) -> CaseQuery:
    """The query that the parameters ask; BadQuery also for what a list would have to ignore."""
    for name, _ in parameters:
        if name in NOT_FOR_LISTS:
            raise BadQuery(name, NOT_FOR_LISTS[name])
    query = read_query(parameters, also)
    if any(name == "receiving_state" for name, _ in parameters):
        return query
    return replace(query, terms=(*query.terms, ("receiving_state", (DEFAULT_STATE,))))


def excel_wanted(parameters: Sequence[tuple[str, str]]) -> bool:
    """Whether the mark for Excel is asked for; BadQuery unless `excel` is yes or no."""
    given = [value for name, value in parameters if name == "excel" and value]
    if any(value not in ("yes", "no") for value in given):
        raise BadQuery("excel", "It has no such value.", "yes")
    return "yes" in given


def list_info(edition: Edition, query: CaseQuery) -> ListInfo:
    """What the list says of itself."""
    return ListInfo(
        level=edition.level,
        content=edition.content,
        number=edition.number,
        date=edition.date,
        terms=query.terms,
        years=(query.year_from, query.year_to),
        sections=query.sections,
    )
