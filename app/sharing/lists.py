"""A list in a format and a language. Pages, API and command line all come here, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Sequence

from app.sharing.csv import csv_bytes
from app.sharing.info import ListInfo
from app.sharing.lines import Line, rows_of
from app.sharing.tally import tally
from app.sharing.tongues import LIST_LANGUAGES as LANGUAGES
from app.sharing.txt import txt_bytes

FORMATS = ("csv", "txt")


def render(info: ListInfo, lines: Sequence[Line], format: str, language: str, *, excel: bool = False) -> bytes:  # noqa: A002  the word of the command and the API
    """The lines of an edition as a file. `format`: csv or txt; `language`: one of LANGUAGES; `excel`: a mark for Excel
    before CSV.
    """
    if format not in FORMATS or language not in LANGUAGES:
        raise ValueError(f"a list is {' or '.join(FORMATS)}, in {' or '.join(LANGUAGES)}")
    rows = rows_of(lines, language, aids=False)
    if format == "csv":
        return csv_bytes(rows, language, excel=excel)
    return txt_bytes(info, rows, tally(lines), language)
