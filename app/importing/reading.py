"""Reads the files of a batch as text cells and finds what is wrong with them as text: encoding, columns, hidden letters.

Stops at nothing but an unreadable file: all faults are collected, so that a person mends them in one go.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from app.importing.problems import Problem
from app.importing.tables import TABLES, Table
from app.names.letters import unseen_letter

LARGEST_CELL = 20_000
LARGEST_FILE = 64 * 1024 * 1024
_FORMULA = ("=", "+", "-", "@")
csv.field_size_limit(LARGEST_CELL * 8)


class Row(dict[str, str]):
    """The cells of a row by column, with the file and the line number a spreadsheet shows."""

    def __init__(self, table: Table, number: int, cells: dict[str, str]) -> None:
        super().__init__(cells)
        self.table, self.number = table, number

    def problem(self, column: str, code: str, sentence: str, suggestion: str = "") -> Problem:
        return Problem(self.table.file, self.number, column, code, sentence, suggestion)


Rows = dict[str, list[Row]]


def read_batch(folder: Path) -> tuple[Rows, list[Problem]]:
    """All rows of all files of the batch, and what is wrong with their text."""
    rows: Rows = {}
    problems: list[Problem] = []
    for table in TABLES.values():
        rows[table.file] = []
        for item in _read(folder / table.file, table):
            problems.append(item) if isinstance(item, Problem) else rows[table.file].append(item)
    return rows, problems


def _read(path: Path, table: Table) -> Iterator[Row | Problem]:
    text = _text(path, table)
    if isinstance(text, Problem):
        yield text
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        fault = _columns(header, table)
        if fault is not None:
            yield fault
            return
        for cells in reader:
            yield from _row(table, reader.line_num, header, cells)
    except csv.Error as problem:
        code = "cell_too_long" if "field limit" in str(problem) else "broken_csv"
        sentence = (
            f"A cell is longer than {LARGEST_CELL} letters."
            if code == "cell_too_long"
            else "The quoting of the row is broken."
        )
        yield Problem(table.file, reader.line_num, "", code, sentence, "Cut the text, or save the file as CSV again.")


def _text(path: Path, table: Table) -> str | Problem:
    def problem(code: str, sentence: str, suggestion: str) -> Problem:
        return Problem(table.file, 0, "", code, sentence, suggestion)

    if not path.is_file():
        return problem(
            "missing_file", "The file is not in the folder.", "Copy it there, with its header row even if it is empty."
        )
    if path.stat().st_size > LARGEST_FILE:
        return problem("file_too_large", f"The file is larger than {LARGEST_FILE // 2**20} MB.", "Split the batch.")
    data = path.read_bytes()
    if b"\0" in data:
        return problem("not_text", "The file holds NUL bytes, so it is not a CSV file.", "Save it as CSV (UTF-8).")
    try:
        return data.decode("utf-8-sig")  # spreadsheets put a byte order mark first; it is no part of the header
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return Problem(table.file, line, "", "not_utf8", "The file is not UTF-8.", "Save it as CSV (UTF-8).")


def _columns(header: list[str], table: Table) -> Problem | None:
    missing = [c for c in table.columns if c not in header]
    extra = [c for c in header if c not in table.columns]
    if len(set(header)) < len(header):
        return Problem(table.file, 1, "", "double_column", "Two columns have the same name.", "Remove one of them.")
    if missing or extra:
        said = "; ".join(
            filter(
                None,
                [
                    f"missing: {', '.join(missing)}" if missing else "",
                    f"not known: {', '.join(map(repr, extra))}" if extra else "",
                ],
            )
        )
        return Problem(
            table.file,
            1,
            (missing or extra)[0],
            "wrong_columns",
            f"The columns are not those of this file ({said}).",
            f"They are: {', '.join(table.columns)}.",
        )
    return None


def _row(table: Table, number: int, header: list[str], cells: list[str]) -> Iterator[Row | Problem]:
    if not any(cell.strip() for cell in cells):
        return
    if len(cells) != len(header):
        yield Problem(
            table.file,
            number,
            "",
            "wrong_width",
            f"The row has {len(cells)} cells, the header {len(header)}.",
            "Quote cells that hold a comma.",
        )
        return
    row = Row(table, number, {c: unicodedata.normalize("NFC", v.strip()) for c, v in zip(header, cells, strict=True)})
    yield row
    yield from (fault for column, value in row.items() if (fault := _cell(row, column, value)) is not None)


def _cell(row: Row, column: str, value: str) -> Problem | None:
    if not value:
        return row.problem(column, "empty", "The cell may not be empty.") if column in row.table.filled else None
    if len(value) > LARGEST_CELL:
        return row.problem(column, "cell_too_long", f"The cell is longer than {LARGEST_CELL} letters.", "Cut the text.")
    unseen = unseen_letter(value)
    if unseen:
        return row.problem(
            column,
            "hidden_letter",
            f"The cell holds a letter that cannot be seen ({unseen}).",
            "Type it anew instead of pasting it.",
        )
    if unicodedata.normalize("NFKC", value[0]).startswith(_FORMULA):  # some spreadsheets obey full-width signs too
        return row.problem(column, "formula", "The cell begins like a formula.", "Begin it with a letter or a digit.")
    return None
