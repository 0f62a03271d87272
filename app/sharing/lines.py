"""One line of a list as cells in a language: who, how old, from where, when, and by how many sources. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from app.sharing.ages import childhood, old_age, years_in_words
from app.sharing.aids import spoken_aid
from app.sharing.days import days_in_words
from app.sharing.descriptors import descriptor
from app.sharing.labels import field_terms, label
from app.sharing.names import latin_form, printed_name
from app.sharing.others import others_in_words

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is printed. `section`, `child` and `older` are codes, `family` the id that all lines of a family have;
    all the rest is text in the list's language.
    """

    number: int
    kind: str
    section: str
    name: str
    hangul: str
    other_name: str
    known_as: str
    descriptor: str
    age: str
    child: str
    older: str
    returned_from: str
    returned_to: str
    feared_to: str
    date: str
    seized: str
    place: str
    sources: int
    verification: str
    disputed: bool
    case_id: str
    event: str
    family: str
    aid: str
    aid_proposed: bool


def rows_of(
    lines: Iterable[Line], language: str, numbers: Iterable[int] | None = None, *, aids: bool = True
) -> list[Row]:
    """The lines in the order in which they are read, numbered from 1, or as a frozen list numbered them.

    `aids`: with reading aids. To propose them takes longer than all the rest, so what does not print them asks for none.
    """
    return [
        _row(number, line, language, aids=aids)
        for number, line in zip(count(1) if numbers is None else numbers, lines, strict=False)
    ]


def name_of(row: Row, language: str) -> str:
    """The name as it is printed, the reader's script first; empty where none is."""
    return printed_name({"latin": row.name, "hangul": row.hangul, "other": row.other_name}, "as_published", language)


def spoken(row: Row, language: str) -> str:
    """What is read aloud of the line: the name, or what stands in its place."""
    return name_of(row, language) or row.known_as or row.descriptor


def _row(number: int, line: Line, language: str, *, aids: bool) -> Row:
    name, form, event = line.get("name") or {}, line.get("form", ""), "others" in line
    aid = spoken_aid(line) if aids and language != "ko" else None
    age, bands = line.get("age_at_return") or {}, line.get("age_band") or []
    return Row(
        number=number,
        kind="event" if event else "case",
        section=line["section"],
        name=latin_form(name, form),
        hangul=name.get("hangul") or "",
        other_name=name.get("other") or "",
        known_as=_known_as(line),
        descriptor=_who(line, language),
        age=years_in_words(age, language),
        child=childhood(age, bands),
        older=old_age(age, bands),
        returned_from=_terms(line, "returning_state", language),
        returned_to=_terms(line, "receiving_state", language),
        feared_to=_terms(line, "feared_state", language),
        date=days_in_words(line.get("return_date") or [], language),
        seized=days_in_words(line.get("seizure_date") or [], language),
        place="; ".join(line.get("seizure_place") or []),
        sources=line.get("source_count", 0),
        verification="" if event else label("verification", line["verification"], language),
        disputed=bool(line.get("disputed")),
        case_id=line["id"],
        event=line.get("event") or "",
        family=line.get("family") or "",
        aid=aid.text if aid else "",
        aid_proposed=bool(aid and aid.proposed),
    )  # fmt: skip


def _who(line: Line, language: str) -> str:
    """What stands in place of a name; empty where a name is printed."""
    if "others" in line:
        return others_in_words(line["others"], language)
    if line.get("name") or _known_as(line):
        return ""
    return descriptor(line.get("sex") or [], line.get("age_at_return") or {}, line.get("age_band") or [], language)


def _known_as(line: Line) -> str:
    """What stands for a person who may be shown in full and of whom no name is known: "wife of ..."."""
    shown = line.get("form") == "full" and not line.get("name")
    return "; ".join(line.get("known_as") or []) if shown else ""


def _terms(line: Line, code: str, language: str) -> str:
    return field_terms(code, line.get(code) or [], language)
