"""A list as CSV: UTF-8, one header row, no cell that a spreadsheet would run as a formula (security.md, F4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from app.editions.cells import BOM, safe_cell
from app.sharing.ages import ANSWERS
from app.sharing.labels import label
from app.sharing.lines import Row
from app.sharing.txt_words import WORDS

COLUMNS = (
    "number",
    "section",
    "name",
    "hangul",
    "other_name",
    "descriptor",
    "age_at_return",
    "child",
    "older",
    "returned_from",
    "returned_to",
    "date",
    "place",
    "sources",
    "verification",
    "disputed",
    "case_id",
)
"""The header, the same in every language, so that a program can read either."""


def csv_bytes(rows: Iterable[Row], language: str, *, excel: bool = False) -> bytes:
    """The rows as a file; `excel` adds the mark without which Excel reads Hangul as nonsense."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(csv_cells(row, language))
    return (BOM if excel else b"") + out.getvalue().encode()


def csv_cells(row: Row, language: str) -> list[str]:
    """The cells under COLUMNS, safe to open in a spreadsheet."""
    return [safe_cell(cell) for cell in _cells(row, language)]


def _cells(row: Row, language: str) -> list[str]:
    answers, group = ANSWERS[language], row.kind == "event"
    date = row.date or (WORDS[language].seized.format(row.seized) if row.seized else "")
    return [
        str(row.number),
        label("section", row.section, language),
        row.name,
        row.hangul,
        row.other_name,
        row.known_as or row.descriptor,
        row.age,
        "" if group else answers[row.child],
        "" if group else answers[row.older],
        row.returned_from,
        row.returned_to,
        date,
        row.place,
        str(row.sources),
        row.verification,
        "" if group else answers["yes" if row.disputed else "no"],
        row.case_id,
    ]
