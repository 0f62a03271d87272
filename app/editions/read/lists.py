"""The lines of a list, as an edition holds them: only people whose decisions allow what the list is for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app.codebook.dates import YEARS
from app.editions.cube import PROVINCE
from app.editions.kin import together
from app.editions.others import others
from app.editions.read.gone import gone, thinned_events
from app.editions.read.holdings import event
from app.editions.read.list_query import ListQuery
from app.editions.read.narrowed import narrowed, ordered
from app.editions.read.opening import Edition
from app.editions.read.placed import places_now
from app.editions.read.query import CaseQuery
from app.editions.read.unnamed import heading_unnamed
from app.editions.read.withheld import unnamed

ALOUD_SECTIONS = ("returned", "abducted", "under_order", "helper", "onward_feared", "unconfirmed", "custody", "escaped")
"""Sections that a list has unless others are asked for: everybody but those who were not returned after all."""
Line = dict[str, Any]


def chosen_lines(edition: Edition, query: ListQuery) -> list[Line]:
    """The lines that answer the query, in its order. A line that its purposes do not allow is never among them."""
    found = ordered(narrowed(lines(edition, query.cases, aloud=query.aloud), query), query.order)
    return _with_families(edition, found)


def lines(edition: Edition, query: CaseQuery, aloud: bool = True) -> list[Line]:
    """The lines that answer the query, in reading order. `aloud`: only those whose purposes allow reading aloud.

    What narrows cases alone (`CaseQuery.narrows_cases`) is no question for a list: who asks has refused it.
    A `receiving_state` asked for also finds those in custody whose return to that state is feared.
    """
    parts, values = ["1"], []
    for field, codes in query.terms:
        fields = ("receiving_state", "feared_state") if field == "receiving_state" else (field,)
        parts.append(
            f"position IN (SELECT position FROM list_term WHERE field IN ({_marks(fields)}) AND term IN ({_marks(codes)}))"
        )
        values += [*fields, *codes]
    if query.year_from is not None or query.year_to is not None:
        parts.append("position IN (SELECT position FROM list_term WHERE field = 'year' AND term BETWEEN ? AND ?)")
        values += [str(query.year_from or YEARS.start), str(query.year_to or YEARS.stop - 1)]
    sections = query.sections or ALOUD_SECTIONS
    parts.append(f"section IN ({_marks(sections)})")
    values += sections
    if aloud:
        parts.append("aloud = 1")
    sql = f"SELECT document, id, place FROM list_line WHERE {' AND '.join(parts)} ORDER BY place"
    return _present(edition, _in_place(edition, edition.rows(sql, tuple(values))))


def provinces_of_origin(edition: Edition) -> list[str]:
    """The provinces that lines of this edition are coded with, by code."""
    if not edition.suppressed:
        return [
            row[0]
            for row in edition.rows("SELECT DISTINCT term FROM list_term WHERE field = ? ORDER BY term", (PROVINCE,))
        ]
    sql = "SELECT document FROM list_line WHERE position IN (SELECT position FROM list_term WHERE field = ?)"
    return sorted({code for line in _present(edition, edition.rows(sql, (PROVINCE,))) for code in line[PROVINCE]})


def lines_by_id(edition: Edition, ids: Iterable[str], purpose: str) -> dict[str, Line]:
    """Lines by id, those that are still there and whose purposes still allow it: what a frozen list is compared with."""
    found = edition.rows_of("document, aloud", "list_line", "id", ids)
    aloud = purpose == "reading_aloud"
    present = _present(edition, [(document,) for document, may in found if may or not aloud])
    allowed = [line for line in present if aloud or line.get("submission")]
    return {line["id"]: line for line in _with_families(edition, allowed)}


def _in_place(edition: Edition, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows (of which the last two are id and place), in order of their places, anew for whoever stood with somebody gone."""
    moved = places_now(edition)
    return sorted(rows, key=lambda row: moved.get(row[-2], row[-1])) if moved else rows


def _present(edition: Edition, rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    found = (json.loads(row[0]) for row in rows)
    hidden = gone(edition)
    left = [line for line in found if hidden.isdisjoint((line["id"], line["event"]))]
    return [unnamed(edition, line, heading_unnamed) for line in _counted_anew(edition, left)]


def _counted_anew(edition: Edition, found: list[Line]) -> list[Line]:
    """The lines. Where somebody of a return has no line any more, the line of all its others counts so many as the next edition will."""
    thinned = thinned_events(edition)
    return [_others_anew(edition, line) if "others" in line and line["event"] in thinned else line for line in found]


def _others_anew(edition: Edition, line: Line) -> Line:
    now = event(edition, line["event"])
    if now is None:
        return line
    count = now["count"]["low"], now["count"]["high"]
    return {**line, "others": others(count, now["counted"], now["named"] + now["described"])}


def _with_families(edition: Edition, found: list[Line]) -> list[Line]:
    """The lines with `family`: the least id of the people on this list who belong together; none for whoever is alone on it.

    Somebody who is not on the list may tie two who are (two children of one mother); somebody who was withdrawn does not.
    """
    hidden, own = gone(edition), [line for line in found if "individual" in line]
    names = together(
        (line["individual"], other) for line in own for other in line.pop("kin", ()) if other not in hidden
    )
    members: dict[str, set[str]] = {}
    for line in own:
        members.setdefault(names.get(line["individual"], ""), set()).add(line["individual"])
    families = {
        person: min(people) for name, people in members.items() if name and len(people) > 1 for person in people
    }
    for line in own:
        line["family"] = families.get(line["individual"])
    return found


def _marks(items: Any) -> str:
    return ", ".join("?" * len(items))
