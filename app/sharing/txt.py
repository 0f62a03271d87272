"""A list as plain text to be read aloud: who, age, from where, when, by how many sources; one numbered line each.

The header says what the list is, of which edition, what it leaves out and how many it holds, since a printed list
outlives the day on which it was right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from unicodedata import east_asian_width

from app.sharing.info import ListInfo
from app.sharing.labels import label
from app.sharing.lines import Row, spoken
from app.sharing.saying import COMMA, facts_said, ground, one_line
from app.sharing.tally import Tally
from app.sharing.txt_words import WORDS, heading


def txt_bytes(info: ListInfo, rows: Sequence[Row], counted: Tally, language: str, mark: Sequence[str] = ()) -> bytes:
    """The whole list, UTF-8, lines ended by a line feed. `mark`: what a frozen list says of itself."""
    lines = [*heading(info, counted, language), *(["", *mark] if mark else [])]
    for section, members in groupby(rows, key=lambda row: row.section):
        lines += ["", *_section(section, list(members), info, language)]
    return ("\n".join(one_line(line) for line in lines) + "\n").encode()


def _section(section: str, members: list[Row], info: ListInfo, language: str) -> list[str]:
    title = label("section", section, language)
    return [
        title,
        "-" * sum(2 if east_asian_width(letter) in "WF" else 1 for letter in title),
        *(_spoken(row, info, language) for row in members),
    ]


def _spoken(row: Row, info: ListInfo, language: str) -> str:
    parts = [part for part in (spoken(row, language), *facts_said(row, info, language)) if part]
    return f"{row.number}. {COMMA.get(language, ', ').join(parts)} — {ground(row, WORDS[language])}"
