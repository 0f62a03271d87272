"""What a list says of itself, and the mark for Excel: what pages, API and command line ask beside the list's own question."""

from __future__ import annotations

from collections.abc import Sequence

from app.editions.errors import BadQuery
from app.editions.read.holdings import event
from app.editions.read.list_query import ONLY_LISTS, ListQuery, list_parameters
from app.editions.read.opening import Edition
from app.sharing.info import ListInfo


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
