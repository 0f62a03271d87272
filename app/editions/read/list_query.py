"""A question for a list: the filters of cases that a list can answer, and those that only a list has.

Pages, API, command line and the noticeboard all read their parameters here, so that a frozen list means the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.codebook.provinces import is_province
from app.codebook.vocabularies import vocabulary
from app.editions.errors import BadQuery
from app.editions.read import given as g
from app.editions.read.query import NARROWING, CaseQuery, read_query
from app.editions.read.spelled import narrowing

DEFAULT_STATE = "KP"
ANY_STATE = ("receiving_state", "")
"""An empty receiving state, as a form sends it, asks for all of them."""
PEOPLE = ("children", "older")
PURPOSES = ("reading_aloud", "un_submission")
ORDERS = ("date", "name", "state")
FLOORS = ("reported", "corroborated", "documented")
"""Grades of verification, rising; a floor lets in its grade and those above."""
ONLY_LISTS = ("event", "people", "day", "province", "origin", "floor", "purpose", "order")
LONGEST_WORDS = 100
NOT_FOR_LISTS = {
    "name": "A list is not searched by words; use the cases page.",
    "q": "A list is not searched by words; use the cases page.",
    "after": "A list is given whole; it has no pages.",
    "limit": "A list is given whole; it has no pages.",
    **dict.fromkeys(("sort", "fields", "include", *NARROWING), "Lists are not narrowed by this; use the cases page."),
}
_DAY = re.compile(r"(\d\d)-(\d\d)")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """`event`: id of a return; `people`: children, older (any of them); `day`: MM-DD on which a return may have been.

    `province`: the ISO 3166-2 code of the place of origin; `origin`: words of that place or its province; `floor`: the least
    verification; `purpose`: what the people's decisions must allow.
    """

    cases: CaseQuery
    event: str = ""
    people: tuple[str, ...] = ()
    day: str = ""
    province: str = ""
    origin: str = ""
    floor: str = ""
    purpose: str = PURPOSES[0]
    order: str = ORDERS[0]

    @property
    def aloud(self) -> bool:
        """Whether it is to be read aloud: then everybody hears it."""
        return self.purpose == "reading_aloud"


def read_list_query(parameters: Iterable[tuple[str, str]], also: tuple[str, ...] = ()) -> ListQuery:
    """The query that the parameters ask; BadQuery also for what a list would have to ignore."""
    given = list(parameters)
    for name, _ in given:
        if name in NOT_FOR_LISTS:
            raise BadQuery(name, NOT_FOR_LISTS[name])
    cases = read_query(given, (*ONLY_LISTS, *also))
    if not any(name == "receiving_state" for name, _ in given):
        cases = replace(cases, terms=(*cases.terms, ("receiving_state", (DEFAULT_STATE,))))
    own = g.Given.of((name, value) for name, value in given if name in ONLY_LISTS)
    return ListQuery(
        cases,
        event=g.short("event", own.single("event") or "", LONGEST_WORDS),
        people=g.chosen("people", own.listed("people"), PEOPLE, "It has no such value."),
        day=_day(own.single("day")),
        province=_province(own.single("province")),
        origin=g.short("origin", own.single("origin") or "", LONGEST_WORDS),
        floor=g.one_of("floor", own.single("floor"), FLOORS),
        purpose=g.one_of("purpose", own.single("purpose"), PURPOSES) or PURPOSES[0],
        order=g.one_of("order", own.single("order"), ORDERS) or ORDERS[0],
    )


def list_parameters(query: ListQuery) -> tuple[tuple[str, str], ...]:
    """The query as parameters, in one fixed order: read again they ask the same. What is taken for granted is left out."""
    asked = list(narrowing(query.cases))
    if not any(code == "receiving_state" for code, _ in query.cases.terms):
        asked.append(ANY_STATE)
    own = [("event", query.event), *(("people", who) for who in query.people), ("day", query.day)]
    own += [("province", query.province), ("origin", query.origin), ("floor", query.floor)]
    own += [("purpose", "" if query.purpose == PURPOSES[0] else query.purpose)]
    own += [("order", "" if query.order == ORDERS[0] else query.order)]
    return (*asked, *((name, value) for name, value in own if value))


def grades_from(floor: str) -> frozenset[str]:
    """The grades of verification that a floor lets in; all of them without one."""
    return frozenset(FLOORS[FLOORS.index(floor) :]) if floor else frozenset(vocabulary("verification").terms)


def _province(code: str | None) -> str:
    if code is not None and not is_province(code):
        raise BadQuery("province", "It is a province by ISO 3166-2, such as KP-09.")
    return code or ""


def _day(text: str | None) -> str:
    """A day of any year; 29 February is one."""
    if text is None:
        return ""
    found = _DAY.fullmatch(text) if text.isascii() else None
    if not found or not 1 <= int(found[1]) <= len(_LONGEST_MONTHS):
        raise BadQuery("day", "It is a day of any year, such as 10-09 for 9 October.")
    if not 1 <= int(found[2]) <= _LONGEST_MONTHS[int(found[1]) - 1]:
        raise BadQuery("day", "It is a day of any year, such as 10-09 for 9 October.")
    return text
