"""Cells of a CSV file: RFC 4180, and none that a spreadsheet would run as a formula (security.md, F4)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
"""What spreadsheets take for the start of a formula, the full-width forms of East Asian keyboards included."""
BOM = b"\xef\xbb\xbf"


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before anything that a spreadsheet would run, and without NUL, which CSV cannot
    hold.
    """
    safe = f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return safe.replace("\0", "")


def csv_line(cells: Iterable[str]) -> bytes:
    """One line of a file, with its end."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return out.getvalue().encode()
