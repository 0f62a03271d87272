"""A case with its values and without who says them: the short document of the API, and the columns of its CSV line.

Shared by `build`, which stores both as bytes, and `read`, which cuts them to the fields that somebody asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.codebook.levels import DENIES
from app.editions.cube import CASE_FIELDS

ABOUT = (
    "individual", "event", "kind", "form", "section", "verification", "disputed", "review_due", "name", "age_at_return",
    "withheld", "source_count",
)  # fmt: skip
"""Parts of a short document besides its id and its values, by which it can be cut."""
CHOSEN_FROM = (*ABOUT, *(code for code in CASE_FIELDS if code not in ABOUT))
"""What the parameter `fields` may name."""
BETWEEN = " | "
"""Between several values in one cell."""


def summary_of(document: dict[str, Any]) -> dict[str, Any]:
    """The short document of a case's whole one."""
    short: dict[str, Any] = {"id": document["id"]}
    for part in ABOUT:
        short[part] = document[part]
    short["values"] = {code: _values(fact, told) for code, fact in document["facts"].items() if (told := said(fact))}
    return short


def said(fact: dict[str, Any]) -> list[str]:
    """Of a fact of a whole document the values that somebody says, as codes or text."""
    return list(dict.fromkeys(map(_plain, values_said(fact))))


def values_said(fact: dict[str, Any]) -> list[dict[str, Any]]:
    """The same values whole: in a document what is only denied stands too, beside who denies it."""
    return [stated["value"] for stated in fact["values"] if not only_denied(stated)]


def only_denied(stated: Mapping[str, Any]) -> bool:
    """Whether all who are cited for a value deny it, and nobody says so who is not cited (`disclosure.views`)."""
    return {citation["polarity"] for citation in stated["citations"]} == {DENIES} and not stated.get("uncited")


def cut(document: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """A case's document, short or whole, with its id and the fields asked for; all of it where none is."""
    wanted = frozenset(fields)
    if not wanted:
        return document
    found = {key: part for key, part in document.items() if key == "id" or key in wanted}
    for key in ("values", "facts"):
        if key in document:
            found[key] = {code: fact for code, fact in document[key].items() if code in wanted}
    return found


def columns(fields: Iterable[str] = ()) -> list[str]:
    """The header of a CSV file."""
    return ["id", *(column for field in _shown(fields) for column in _COLUMNS.get(field, (field,)))]


def cells(short: dict[str, Any], fields: Iterable[str] = ()) -> list[str]:
    """A short document as cells under `columns`: the settled value, or all values where it is not settled."""
    return [short["id"], *(cell for field in _shown(fields) for cell in _cells_of(short, field))]


_COLUMNS = {
    "event": ("event", "event_label"),
    "name": ("name_latin", "name_hangul", "name_other"),
    "age_at_return": ("age_low", "age_high", "age_basis", "minor", "older"),
}


def _shown(fields: Iterable[str]) -> list[str]:
    wanted = frozenset(fields)
    return [field for field in CHOSEN_FROM if not wanted or field in wanted]


def _cells_of(short: dict[str, Any], field: str) -> list[str]:
    if field not in ABOUT:
        fact = short["values"].get(field)
        return [_plain_cell(fact)]
    part = short[field]
    if field == "event":
        return [part["id"], part["label"]] if part else ["", ""]
    if field == "name":
        return [(part or {}).get(script) or "" for script in ("latin", "hangul", "other")]
    if field == "age_at_return":
        return [_text(part[key]) for key in ("low", "high", "basis", "minor", "older")]
    return [" ".join(part) if isinstance(part, list) else _text(part)]


def _plain_cell(fact: dict[str, Any] | None) -> str:
    if fact is None:
        return ""
    settled: str | None = fact["settled"]
    return BETWEEN.join(fact["values"]) if settled is None else settled


def _text(part: Any) -> str:
    if part is None:
        return ""
    return {True: "yes", False: "no"}[part] if isinstance(part, bool) else str(part)


def _values(fact: dict[str, Any], told: list[str]) -> dict[str, Any]:
    settled = None if fact["settled"] is None else _plain(fact["settled"])
    return {"status": fact["status"], "settled": settled, "values": told}


def _plain(value: dict[str, Any]) -> str:
    text: str = value["term"] if value["kind"] == "term" else value["text"]
    return text
