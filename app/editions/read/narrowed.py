"""What only lists are narrowed and ordered by, read from the lines themselves. Pure.

A person is a child, or a return lies on a day, if any source says so: a list that is read aloud would rather say
"a child by some accounts" than leave somebody out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.codebook.dates import ImpossibleDate, partial_date
from app.codebook.provinces import are_named
from app.editions.cube import PROVINCE
from app.editions.read.list_query import ListQuery, grades_from

Line = dict[str, Any]
_SAID = frozenset({"yes", "by_some"})
_BANDS = {"children": frozenset({"infant", "child", "adolescent"}), "older": frozenset({"sixties", "seventies_plus"})}
_ANSWERS = {"children": "minor", "older": "older"}
_LATIN_FIRST, _NAMELESS = 0, 1


def narrowed(lines: Iterable[Line], query: ListQuery) -> list[Line]:
    """The lines that the list's own filters leave. People of a return without a line of their own stay only where no
    filter asks for what is not known of them.
    """
    grades = grades_from(query.floor)
    return [
        line
        for line in lines
        if (not query.event or line["event"] == query.event)
        and (not query.people or any(_is(who, line) for who in query.people))
        and (not query.day or _on(query.day, line))
        and (not query.province or query.province in line.get(PROVINCE, ()))
        and (not query.origin or _from(query.origin, line))
        and (not query.floor or line.get("verification") in grades)
        and (query.aloud or line.get("submission"))
    ]


def ordered(lines: list[Line], order: str) -> list[Line]:
    """`date` is the edition's own order: sections, in each by day, the people of a return together. Sections stay."""
    if order == "date":
        return lines
    sections = {section: at for at, section in enumerate(dict.fromkeys(line["section"] for line in lines))}
    key = _by_name if order == "name" else _by_state
    return sorted(lines, key=lambda line: (sections[line["section"]], *key(line)))


def _is(who: str, line: Mapping[str, Any]) -> bool:
    age: Mapping[str, Any] = line.get("age_at_return") or {}
    said = age.get(_ANSWERS[who], "not_assessed")
    if said != "not_assessed":
        return said in _SAID
    return not _BANDS[who].isdisjoint(line.get("age_band") or ())


def _on(day: str, line: Mapping[str, Any]) -> bool:
    """Whether a source says that the return was on that day of some year; a month alone is no day."""
    return any(_whole_day(text) == day for text in line.get("return_date") or ())


def _whole_day(text: str) -> str:
    try:
        found = partial_date(text)
    except ImpossibleDate:
        return ""
    if found.earliest is None or found.earliest != found.latest:
        return ""
    return found.earliest.strftime("%m-%d")


def _from(words: str, line: Mapping[str, Any]) -> bool:
    """By a word of the place as a source prints it, or of the province that it was coded in, in any language."""
    printed = line.get("origin_place") or ()
    return any(words.casefold() in place.casefold() for place in printed) or are_named(line.get(PROVINCE, ()), words)


def _by_name(line: Mapping[str, Any]) -> tuple[int, str, str]:
    name = line.get("name") or {}
    said = name.get("latin") or name.get("hangul") or name.get("other") or ""
    return (_LATIN_FIRST if said else _NAMELESS), said.casefold(), line["id"]


def _by_state(line: Mapping[str, Any]) -> tuple[int, str, str]:
    states = line.get("returning_state") or []
    return (_LATIN_FIRST if states else _NAMELESS), states[0] if states else "", ""  # within a state the order stays
