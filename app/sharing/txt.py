"""A list as plain text to be read aloud: who, age, from where, when, by how many sources; one numbered line each.

The header says what the list is, of which edition, what it leaves out and how many it holds, since a printed list
outlives the day on which it was right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from app.sharing.ages import CHILD, OLDER
from app.sharing.info import ListInfo
from app.sharing.labels import label
from app.sharing.lines import Row, spoken
from app.sharing.tally import Tally
from app.sharing.txt_words import WORDS, Words, heading, towards


def txt_bytes(info: ListInfo, rows: Sequence[Row], counted: Tally, language: str) -> bytes:
    """The whole list, UTF-8, lines ended by a line feed."""
    lines = heading(info, counted, language)
    for section, members in groupby(rows, key=lambda row: row.section):
        lines += ["", *_section(section, list(members), info, language)]
    return ("\n".join(_one_line(line) for line in lines) + "\n").encode()


def _section(section: str, members: list[Row], info: ListInfo, language: str) -> list[str]:
    title = label("section", section, language)
    return [
        title,
        "-" * sum(2 if east_asian_width(letter) in "WF" else 1 for letter in title),
        *(_spoken(row, info, language) for row in members),
    ]


def _spoken(row: Row, info: ListInfo, language: str) -> str:
    words = WORDS[language]
    parts = [
        part
        for part in (_who(row, language), *_age(row, language), *_where(row, info, words), _when(row, words))
        if part
    ]
    return f"{row.number}. {', '.join(parts)} — {_ground(row, words)}"


def _who(row: Row, language: str) -> str:
    return spoken(row, language)


def _age(row: Row, language: str) -> Iterable[str]:
    """Age and standing. A descriptor has the age in it; that of a group is not known."""
    if row.kind == "event":
        return
    if not row.descriptor and row.age:
        yield row.age
    for table, answer in ((CHILD, row.child), (OLDER, row.older)):
        said = table[language].get(answer, "")
        if said and said not in row.descriptor:
            yield said


def _where(row: Row, info: ListInfo, words: Words) -> Iterable[str]:
    if row.returned_from:
        yield words.from_state.format(row.returned_from)
    if row.returned_to and not info.one_destination:  # a list of returns to one state says so once, in its header
        yield towards(row.returned_to, words.to_state)
    if row.feared_to and not row.returned_to:
        yield words.feared.format(row.feared_to)


def _when(row: Row, words: Words) -> str:
    """The day of the return; where there is none, place and day of the seizure, said to be those."""
    if row.date:
        return row.date
    seized = ", ".join(part for part in ("" if row.returned_from else row.place, row.seized) if part)
    return words.seized.format(seized) if seized else words.undated


def _ground(row: Row, words: Words) -> str:
    parts = (
        [words.source if row.sources == 1 else words.sources.format(row.sources)] if row.sources else [words.no_source]
    )
    if row.verification:
        parts.append(row.verification[:1].lower() + row.verification[1:])
    if row.disputed:
        parts.append(words.disputed)
    return "; ".join(parts)


def _one_line(text: str) -> str:
    """Control characters and breaks inside a value would start a line that is nobody's."""
    return "".join(c if c.isprintable() else " " for c in text)
