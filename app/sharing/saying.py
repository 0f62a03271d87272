"""A line in words: age and standing, from where and when, by how many sources. What text, PDF, DOCX and pages all say. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from app.sharing.ages import CHILD, OLDER
from app.sharing.info import ListInfo
from app.sharing.lines import Row
from app.sharing.txt_words import WORDS, Words, towards

COMMA = {"ja": "、", "zh-Hans": "，", "zh-Hant": "，"}


def facts_in_words(row: Row, info: ListInfo, language: str) -> str:
    """The same in one line, with the comma of the language."""
    return COMMA.get(language, ", ").join(facts_said(row, info, language))


def facts_said(row: Row, info: ListInfo, language: str) -> list[str]:
    """What is read after the name."""
    words = WORDS[language]
    parts = (*age_said(row, language), *_where(row, info, words), _when(row, words))
    return [part for part in parts if part]


def age_said(row: Row, language: str) -> Iterable[str]:
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


def ground(row: Row, words: Words) -> str:
    parts = (
        [words.source if row.sources == 1 else words.sources.format(row.sources)] if row.sources else [words.no_source]
    )
    if row.verification:
        parts.append(row.verification[:1].lower() + row.verification[1:])
    if row.disputed:
        parts.append(words.disputed)
    return "; ".join(parts)


def one_line(text: str) -> str:
    """Control characters and breaks inside a value would start a line that is nobody's."""
    return "".join(c if c.isprintable() else " " for c in text)
