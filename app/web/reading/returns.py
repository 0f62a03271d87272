"""Return events: all of them, and one with its people, "named so far: n of min to max"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.read.holdings import event, events
from app.editions.read.opening import Edition
from app.sharing.days import days_in_words
from app.sharing.labels import field_terms
from app.sharing.others import number_in_words
from app.web.errors import NotHere
from app.web.reading.headline import headline, short
from app.web.reading.said import Teller
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """An event in one line. `total`: how many people in words, empty where nobody gave a number."""

    id: str
    label: str
    date: str
    sort_day: str
    returned_from: str
    returned_to: str
    named: int
    described: int
    counted: int
    total: str
    title: str
    section: str


def return_line(document: Mapping[str, Any], language: str) -> ReturnLine:
    """The line of an event."""
    days = short(document, "return_date") or short(document, "seizure_date")
    date = days_in_words(days, language)
    states = [field_terms(code, short(document, code), language) for code in ("returning_state", "receiving_state")]
    low, high = document["count"]["low"], document["count"]["high"]
    return ReturnLine(
        id=document["id"],
        label=document["label"],
        date=date,
        sort_day=max((d.strip("./[]") for d in days), default=""),
        returned_from=states[0],
        returned_to=states[1],
        named=document["named"],
        described=document["described"],
        counted=document["counted"],
        total="" if low is None and high is None else number_in_words(low, high, language),
        title=_title(document, states, date, language),
        section=document["section"],
    )


def _title(document: Mapping[str, Any], states: list[str], date: str, language: str) -> str:
    """The label as the editors wrote it, which is English; in Korean the same said from states and date.

    Only where the return is what is recorded: of a feared or unconfirmed one the label alone says so.
    """
    if language == "ko" and document["section"] == "returned" and all(states):
        return f"{states[0]} → {states[1]} 송환" + (f", {date}" if date else "")
    label: str = document["label"]
    return label


def return_lines(edition: Edition, language: str) -> tuple[ReturnLine, ...]:
    """The lines of all events, the latest first."""
    return edition.once(("return lines", language), lambda: _lines(edition, language))


def _lines(edition: Edition, language: str) -> tuple[ReturnLine, ...]:
    found = (return_line(event, language) for event in events(edition))
    return tuple(sorted(found, key=lambda line: line.sort_day, reverse=True))


@router.get("/returns")
async def all_returns(request: Request) -> Response:
    seen = bare_visit(request)
    return seen.page("returns", title="", here="returns", returns=return_lines(seen.edition, seen.language))


@router.get("/returns/{event_id}")
async def one_return(request: Request, event_id: str) -> Response:
    seen = bare_visit(request)
    document = event(seen.edition, event_id)
    if document is None:
        raise NotHere
    teller = Teller(document, seen.language)
    line = return_line(document, seen.language)
    people = [headline(case, seen.language) for case in document["cases"]]
    return seen.page(
        "return",
        title=line.title,
        here="returns",
        line=line,
        told=tuple(teller.facts.values()),
        people=people,
        sources_list=teller.sources(),
        section=document["section"],
    )
