"""A frozen list made ready for paper: every text that is printed, in one language, as plain values. Pure.

What PDF, DOCX and XLSX print is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.sharing.days import day_in_words
from app.sharing.info import ListInfo
from app.sharing.labels import label
from app.sharing.lines import Line, Row, name_of, rows_of, spoken
from app.sharing.printing.words import PRINT
from app.sharing.saying import facts_in_words, ground, one_line
from app.sharing.shares.pace import line_ms
from app.sharing.shares.plan import Asked, Plan, Share, planned
from app.sharing.tally import tally
from app.sharing.txt_words import WORDS, heading, title_of

CUT_EVERY = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """What a frozen list is known by. `address`: whole, with the house's own base; `struck`, `changed`: numbers of lines."""

    number: int
    sha256: str
    frozen_on: str
    address: str
    struck: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """The lines that are still there, each with the number that it has on the frozen list."""

    info: ListInfo
    mark: Mark
    numbers: tuple[int, ...]
    lines: tuple[Line, ...]


def plan_of(rows: Sequence[Row], asked: Asked, language: str) -> Plan:
    """The shares of the rows. Families, and a return's people, stay together where that costs nothing."""
    costs = [line_ms(spoken(row, language), asked.pace) for row in rows]
    return planned(costs, [row.event for row in rows], asked, [row.family for row in rows])


def sheet(frozen: Frozen, language: str, asked: Asked | None = None) -> dict[str, Any]:
    """The list as text. `asked`: how it is shared, for a script. BadShares if it cannot be shared like that."""
    rows = rows_of(frozen.lines, language, frozen.numbers)
    print_words, counted = PRINT[language], tally(frozen.lines)
    shares = _shares(rows, asked, language) if asked else []
    return {
        "language": language,
        "title": title_of(frozen.info, language),
        "head": [one_line(text) for text in heading(frozen.info, counted, language)[1:] if text],
        "mark": mark_lines(frozen.mark, language),
        "list": print_words["list"].format(number=frozen.mark.number),
        "edition": one_line(heading(frozen.info, counted, language)[1]),
        "address": frozen.mark.address,
        "sections": [
            {
                "title": label("section", section, language),
                "entries": [_entry(row, frozen.info, language) for row in part],
            }
            for section, part in groupby(rows, key=lambda row: row.section)
        ],
        "shares": shares,
        "cut": CUT_EVERY,
        "words": dict(print_words),
    }


def front(frozen: Frozen, language: str) -> dict[str, Any]:
    """What stands before the lines: title, what the list holds, and what it is known by."""
    said = heading(frozen.info, tally(frozen.lines), language)[1:]
    return {
        "title": title_of(frozen.info, language),
        "head": [one_line(text) for text in said if text],
        "mark": mark_lines(frozen.mark, language),
    }


def _entry(row: Row, info: ListInfo, language: str) -> dict[str, Any]:
    said = one_line(spoken(row, language))
    names = [one_line(text) for text in (row.hangul, row.name, row.other_name) if text]
    first = (
        names
        if language in ("ko", "ja") or not row.name
        else [one_line(row.name), *(n for n in names if n != one_line(row.name))]
    )
    return {
        "n": row.number,
        "own": row.kind == "case",
        "named": bool(name_of(row, language)),
        "name": first[0] if first else said,
        "also": " ".join(first[1:]),
        "aid": one_line(row.aid),
        "proposed": row.aid_proposed,
        "facts": one_line(facts_in_words(row, info, language)),
        "ground": one_line(ground(row, WORDS[language])),
        "age": one_line(row.age),
        "id": row.case_id,
    }


def mark_lines(mark: Mark, language: str) -> list[str]:
    """What the list says of itself: number, day, address, hash, and which older prints may not be read, or were changed since."""
    words = PRINT[language]
    said = [
        f"{words['list'].format(number=mark.number)}, {words['frozen'].format(date=day_in_words(mark.frozen_on, language))}",
        words["address"].format(address=mark.address),
        words["hash"].format(sha256=mark.sha256),
    ]
    for name, numbers in (("struck", mark.struck), ("changed", mark.changed)):
        if numbers:
            said.append(words[name].format(lines=", ".join(map(str, numbers))))
    return said


def _shares(rows: Sequence[Row], asked: Asked, language: str) -> list[dict[str, Any]]:
    plan, words = plan_of(rows, asked, language), PRINT[language]
    numbers = [row.number for row in rows]
    return [
        {
            "first": numbers[s.first - 1],
            "last": numbers[s.last - 1],
            "head": _share_head(s, len(plan.shares), plan.together, numbers, words),
        }
        for s in plan.shares
    ]


def _share_head(share: Share, of: int, together: bool, numbers: Sequence[int], words: Mapping[str, str]) -> list[str]:
    who = words["city" if together else "reader"].format(number=share.number, of=of)
    said = [
        words["lines"].format(first=numbers[share.first - 1], last=numbers[share.last - 1]),
        f"{share.begins}–{share.ends}",
    ]
    if not together:
        said.append(words["before"].format(n=share.read_before))
        said.append(words["next"].format(number=share.next_reader) if share.next_reader else words["last"])
    return [who, " · ".join(said)]
