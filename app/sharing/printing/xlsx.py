"""A sheet as XLSX: two tables, the lines and what the list says of itself. Every cell is text; nothing in it can run.

Rows go to the disk as they come (`constant_memory`). The same sheet gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

_WIDTHS = (8, 22, 28, 14, 16, 34, 12, 14, 14, 18, 18, 30, 30, 9, 16, 10, 20)
_LONGEST = 32_767
"""What a cell of a spreadsheet can hold."""


def xlsx_bytes(sheet: dict[str, Any], style: str) -> bytes:  # noqa: ARG001  one style only
    """The workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": sheet["title"], "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    _lines(book, sheet["table"])
    _about(book, sheet)
    book.close()
    return out.getvalue()


def _lines(book: Any, table: list[list[str]]) -> None:
    page, bold = book.add_worksheet("lines"), book.add_format({"bold": True})
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if not cell:  # many are: what is not known is an empty cell and no empty text
                continue
            page.write_string(row, column, cell[:_LONGEST], bold if row == 0 else None)


def _about(book: Any, sheet: dict[str, Any]) -> None:
    page = book.add_worksheet("about")
    page.set_column(0, 0, 110)
    for row, text in enumerate([sheet["title"], *sheet["head"], *sheet["mark"]]):
        page.write_string(row, 0, text[:_LONGEST])
