"""The rows of those alone who differ from the base, out of the rows of all who were decided anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.editions.build.ended import Written
from app.editions.build.rows import Rows

Row = tuple[Any, ...]
OF_CASES = ("case_row", "case_summary", "case_csv", "case_text", "case_order")


def narrowed(rows: Rows, written: Written) -> Rows:
    """What `rows` says of these, in the same order, numbered without gaps from the same number on."""
    cases = [row for row in rows["case_row"] if row[2] in written.individuals]
    ids = {row[1] for row in cases} | written.events
    lines = [row for row in rows["list_line"] if row[3] in ids]
    forms = [row for row in rows["name_form"] if row[1] in written.individuals]
    case, line, form = (
        _numbers(rows[table], kept) for table, kept in (("case_row", cases), ("list_line", lines), ("name_form", forms))
    )
    return {
        "meta": rows["meta"],
        **{table: _first(rows[table], case) for table in OF_CASES},
        "event_row": _kept(rows["event_row"], lambda row: row[1] in written.events),
        "source_row": _kept(rows["source_row"], lambda row: row[1] in written.sources),
        "list_line": _first(rows["list_line"], line),
        "list_term": [(*row[:-1], line[row[-1]]) for row in rows["list_term"] if row[-1] in line],
        "name_form": _first(rows["name_form"], form),
        "name_key": [(key, form[n]) for key, n in rows["name_key"] if n in form],
    }


def _numbers(every: list[Row], kept: Iterable[Row]) -> dict[int, int]:
    """By the number of a row that is kept, the number that it gets."""
    return {row[0]: n for n, row in enumerate(kept, every[0][0] if every else 0)}


def _first(rows: list[Row], numbers: dict[int, int]) -> list[Row]:
    return [(numbers[row[0]], *row[1:]) for row in rows if row[0] in numbers]


def _kept(rows: list[Row], wanted: Callable[[Row], bool]) -> list[Row]:
    kept = [row for row in rows if wanted(row)]
    return _first(rows, _numbers(rows, kept))
