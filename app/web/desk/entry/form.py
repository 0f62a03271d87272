"""The sheet as a plain form: the names of its fields, and reading what came back. Keeps all that was typed, right or wrong.

`c:ROW:FIELD:N:WHAT` is a part of one value; ROW is a person's row, `all` for what holds for everybody, or `event`. `o:ROW:N:WHAT`
is a line of which somebody may still say which field it is. `r:ROW:WHAT` belongs to the row, `s:` to the source, `e:` to the event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from app.codebook.fields import FIELDS
from app.codebook.vocabularies import vocabulary
from app.editing.drafts.document import Draft
from app.editing.entry.sheet_draft import is_row
from app.editing.entry.typed import script_of

ALL, EVENT = "all", "event"
WORDS = ("value", "wording", "quote", "locator", "basis", "certainty", "level", "preferred_because")
SOURCE = ("public_id", "title", "author", "publisher", "publisher_key", "url", "language", "published", "type")
OF_SOURCE = ("reliability", "information_basis")
OF_ROW = ("kind", "individual", "case")
SCRIPTS = {"Hang": 0, "Latn": 1}
MOST_CREDIBILITY = 6
MOST_DIGITS = 6
"""Of a number in the name of a field: no page counts further, and Python reads no number of thousands of digits."""
Cells = dict[str, list[dict[str, Any]]]


def read_form(form: Mapping[str, str], before: Draft) -> Draft:
    """The draft as the form has it. What no form shows (revisions looked at, what was put aside) stays as it was `before`."""
    cells, rows = _cells(form), dict[str, dict[str, Any]]()
    for name in form:
        sign, _, rest = name.partition(":")
        row, _, what = rest.partition(":")
        if sign == "r" and what in OF_ROW and is_row(row):
            rows.setdefault(row, {})[what] = form[name]
    for row, parts in rows.items():
        parts["facts"] = _names_by_script(cells.get(row, {}))
    sheet: dict[str, Any] = {
        "source": _source(form),
        "event": {
            "public_id": form.get("e:public_id", ""),
            "label": form.get("e:label", ""),
            "facts": cells.get(EVENT, {}),
            "for_all": cells.get(ALL, {}),
        },
        "level": form.get("level") or "vetted",
        "subjects": form.get("subjects") or "vetted",
    }
    looked_for = {what: form[f"find:{what}"] for what in ("source", "event") if form.get(f"find:{what}", "").strip()}
    sheet |= {"look_for": looked_for} if looked_for else {}
    return before.model_copy(
        update={"why": form.get("why", ""), "sheet": sheet, "rows": rows, "todos": todos_of(form.get("todos", ""))}
    )


def todos_of(text: str) -> dict[str, str]:
    """One to-do a line. Each is named by its words, so that two people can add some at the same time."""
    lines = (line.strip() for line in text.splitlines())
    return {hashlib.sha256(line.encode()).hexdigest()[:10]: line for line in lines if line}


def as_code(field: str, text: str) -> str:
    """The code of a term that was typed by its label; anything else as it is."""
    declared = FIELDS.get(field)
    if declared is None or declared.vocabulary is None:
        return text
    asked = text.strip().casefold()
    for code, term in vocabulary(declared.vocabulary).terms.items():
        if asked in {code.casefold(), term.label.en.casefold(), term.label.ko.casefold()}:
            return code
    return text


def is_number(text: str) -> bool:
    """Whether it is a number as the names of fields and buttons have it, which `int` reads."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def _source(form: Mapping[str, str]) -> dict[str, Any]:
    source: dict[str, Any] = {name: form.get(f"s:{name}", "") for name in SOURCE}
    source |= {name: form.get(f"s:{name}") or None for name in OF_SOURCE}
    origins = form.get("s:derives_from", "").replace("\n", ",").split(",")
    return source | {"derives_from": [each.strip() for each in origins if each.strip()]}


def _cells(form: Mapping[str, str]) -> dict[str, Cells]:
    """Cells by row and field, those that are empty left out."""
    typed: dict[tuple[str, str, int], dict[str, str]] = {}
    lines: dict[tuple[str, int], dict[str, str]] = {}
    for name, value in form.items():
        match name.split(":"):
            case ["c", row, field, number, what] if is_number(number):
                typed.setdefault((row, field, int(number)), {})[what] = value
            case ["o", row, number, what] if is_number(number):
                lines.setdefault((row, int(number)), {})[what] = value
    result: dict[str, Cells] = {}
    for (row, field, _), parts in sorted(typed.items(), key=lambda each: each[0][2]):
        if cell := _cell(field, parts):
            result.setdefault(row, {}).setdefault(field, []).append(cell)
    for (row, _), parts in sorted(lines.items()):
        field = parts.get("field", "")
        cell = _cell(field, parts)
        if cell or field:  # a field without a value yet: the next page asks for just that
            result.setdefault(row, {}).setdefault(field, []).append(cell or {"value": ""})
    return result


def _cell(field: str, parts: Mapping[str, str]) -> dict[str, Any]:
    """One cell, without what was left empty; empty if nothing was typed."""
    cell: dict[str, Any] = {name: parts[name] for name in WORDS if parts.get(name, "").strip()}
    credibility = parts.get("credibility", "")
    if is_number(credibility) and 1 <= int(credibility) <= MOST_CREDIBILITY:
        cell["credibility"] = int(credibility)
    if parts.get("denies"):
        cell["denies"] = True
    if "value" in cell:
        cell["value"] = as_code(field, cell["value"])
    return {"value": "", **cell} if cell else {}


def _names_by_script(facts: Cells) -> Cells:
    """Names in Hangul first, then Latin letters, then others: the order in which the form asks for them."""
    names = facts.get("name", [])
    ordered = sorted(names, key=lambda cell: SCRIPTS.get(script_of(cell["value"]), len(SCRIPTS)))
    return {**facts, "name": ordered} if names else facts
