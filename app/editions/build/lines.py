"""The lines of a list to read aloud: one for each case, and one for the people of an event whose names are not known.

A line carries what is read (name, age, place and time) and whether its purposes allow reading aloud.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import orjson

from app.codebook.levels import Purpose
from app.codebook.provinces import is_province
from app.disclosure.sections import SECTIONS
from app.disclosure.views import CaseView, Content, EventView, FactView
from app.editions.build.documents import Document, Shelfmarks, case_heading, short
from app.editions.build.found_by import terms
from app.editions.cube import PROVINCE
from app.editions.kin import together
from app.editions.others import others
from app.editions.places import CASE, OTHERS, ToPlace, name_read, places

Line = tuple[ToPlace, str, str, str, bool, Document, tuple[FactView, ...]]
Rows = list[tuple[Any, ...]]


def list_rows(
    content: Content, marks: Shelfmarks, wanted: Container[str] | None = None, after: int = 0
) -> tuple[Rows, Rows]:
    """Rows of list_line and list_term: sections in order, within each by day, the people of an event together, and among
    them those of a family, in the place of whoever of it comes first.

    `wanted`: only the lines of these cases and events, numbered behind `after`; the others stand for their families.
    """
    families = together((tie.one, tie.other) for tie in content.relations)
    lines = [_case_line(case, marks) for case in content.cases]
    lines += [line for event in content.events if (line := _event_line(event)) is not None]
    rows, found = [], []
    placed = [(place, line) for place, line in _in_order(lines, families) if wanted is None or line[2] in wanted]
    for position, (place, (_, kind, key, section, aloud, document, facts)) in enumerate(placed, after + 1):
        body = orjson.dumps(document)
        rows.append((position, place, kind, key, section, int(aloud), body))
        found += [(code, term, position) for code, term in terms(facts)]
        found += [(PROVINCE, code, position) for code in document.get(PROVINCE, ())]
    return rows, found


def _in_order(lines: list[Line], families: Mapping[str, str]) -> list[tuple[str, Line]]:
    """By their place, with it."""
    place = places((line[0] for line in lines), families)
    return sorted(((place[line[0].key], line) for line in lines), key=lambda found: found[0])


def _case_line(case: CaseView, marks: Shelfmarks) -> Line:
    person = marks.individuals[case.individual]
    event = marks.events.get(case.event or "")
    facts = person.facts + case.facts
    document = {
        **case_heading(case, marks),
        "event": event.public_id if event else None,
        "event_label": event.label if event else "",
        "origin_place": short(next((f for f in facts if f.field == "origin_place"), None)),
        PROVINCE: _provinces(facts),
        "submission": Purpose.UN_SUBMISSION in person.purposes,
        "kin": sorted({other for other, _, _ in marks.relations.get(person.public_id, [])}),
    }
    name = document["name"] or {}
    document["aid"] = _approved_aid(facts, name.get("hangul") or "")
    order = ToPlace(
        _section(case.section),
        _day(facts),
        case.event or "",
        CASE,
        person.public_id,
        name_read(name),
        case.public_id,
    )
    return order, "case", case.public_id, case.section, Purpose.READING_ALOUD in person.purposes, document, facts


def _provinces(facts: tuple[FactView, ...]) -> list[str]:
    """The provinces of origin that are coded, by any source."""
    places = (value for f in facts if f.field == "origin_place" for value in f.said if value.kind == "place")
    return sorted({place.code for place in places if place.code and is_province(place.code)})


def _approved_aid(facts: tuple[FactView, ...], hangul: str) -> str | None:
    """The aid that a person has approved for the Hangul that is printed beside it; None without one."""
    names = (value for f in facts if f.field == "name" for value in f.said if value.kind == "name" and value.is_aid)
    return next((name.text for name in names if f"{name.family or ''}{name.given or ''}" == hangul), None)


def _event_line(event: EventView) -> Line | None:
    """People of the event who are on no line of their own; None if there are none, as far as is known."""
    unnamed = others((event.low, event.high), event.counted, event.named + event.described)
    if unnamed is None:
        return None
    document = {
        "id": event.public_id, "name": None, "section": event.section, "event": event.public_id, "event_label": event.label,
        "others": unnamed,
        **{f.field: short(f) for f in event.facts if f.said},
        "source_count": len({c.source for f in event.facts for v in f.values for c in v.citations}),
        "submission": Purpose.UN_SUBMISSION in event.purposes,
    }  # fmt: skip
    order = ToPlace(_section(event.section), _day(event.facts), event.public_id, OTHERS, "", "", event.public_id)
    return (
        order,
        "event",
        event.public_id,
        event.section,
        Purpose.READING_ALOUD in event.purposes,
        document,
        event.facts,
    )


def _section(section: str) -> str:
    return f"{SECTIONS.index(section):02}"


def _day(facts: tuple[FactView, ...]) -> str:
    """The first day on which the return, or else the seizure, may have been; undated ones last."""
    for code in ("return_date", "seizure_date"):
        days = [
            value.date.earliest or value.date.latest
            for f in facts
            if f.field == code
            for value in f.said
            if value.kind == "date"
        ]
        if days:
            return min(d.isoformat() for d in days if d is not None)
    return "9999"
