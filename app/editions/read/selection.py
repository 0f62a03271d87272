"""A query as SQL over an edition: the conditions that cases and lines of a list share. Values are always bound, never written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.editions.read.names import find_names
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery
from app.editions.words import phrase


@dataclass(frozen=True, slots=True)
class Selection:
    """A WHERE clause and its values."""

    where: str
    values: tuple[Any, ...]


def selection(edition: Edition, query: CaseQuery) -> Selection:
    """The cases that answer the query and were not withdrawn since the edition was built."""
    parts: list[str] = ["1"]
    values: list[Any] = []
    for field, codes in query.terms:
        parts.append(f"n IN (SELECT n FROM case_term WHERE field = ? AND term IN ({_marks(codes)}))")
        values += [field, *codes]
    years(query, parts, values)
    if query.sections:
        parts.append(f"section IN ({_marks(query.sections)})")
        values += query.sections
    if query.words:
        asked = phrase(query.words)
        parts.append("n IN (SELECT rowid FROM case_words WHERE case_words MATCH ?)" if asked else "0")
        values += [asked] if asked else []
    if query.name:
        people = [hit.individual for hit in find_names(edition, query.name).hits]
        parts.append(f"individual IN ({_marks(people)})" if people else "0")
        values += people
    hidden = sorted(edition.suppressed)
    for column in ("id", "individual", "coalesce(event, '')") if hidden else ():
        parts.append(f"{column} NOT IN ({_marks(hidden)})")
        values += hidden
    return Selection(" AND ".join(parts), tuple(values))


def years(query: CaseQuery, parts: list[str], values: list[Any]) -> None:
    """`possible`: the years in which the return may have been overlap those asked for. Undated ones never match a year."""
    if query.year_from is not None:
        parts.append("year_high >= ?")
        values.append(query.year_from)
    if query.year_to is not None:
        parts.append("year_low <= ?")
        values.append(query.year_to)


def _marks(items: Any) -> str:
    return ", ".join("?" * len(items))
