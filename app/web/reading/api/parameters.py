"""The query parameters of the API, described from the codebook: what a field means stands in one place only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.codebook.dates import YEARS
from app.codebook.fields import Field, filters
from app.codebook.vocabularies import vocabulary
from app.editions.read.query import LIMIT, LONGEST, MOST

Parameter = dict[str, Any]
_YEAR = {"type": "integer", "minimum": YEARS.start, "maximum": YEARS.stop - 1}
_PAGING = ("after", "limit")
_WORDS = ("q",)


def query_parameters(without: Iterable[str] = ()) -> list[Parameter]:
    """All parameters of a query of cases in OpenAPI's words, except those named."""
    left_out = frozenset(without)
    every = [*map(_of_field, filters()), *_others()]
    return [parameter for parameter in every if parameter["name"] not in left_out]


def _of_field(field: Field) -> Parameter:
    codes = vocabulary(field.vocabulary or "").terms
    items: dict[str, Any] = {"type": "string"}
    if field.vocabulary == "state":
        items["pattern"] = "^[A-Z]{2}$"
    else:
        items["enum"] = list(codes)
    return _parameter(field.code, field.definition, {"type": "array", "items": items})


def _others() -> list[Parameter]:
    return [
        _parameter(
            "state",
            "Short for returning_state.",
            {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
        ),
        _parameter("year", "Year in which the return may have been; of the seizure where no return is dated.", _YEAR),
        _parameter("year_from", "First of a range of such years.", _YEAR),
        _parameter("year_to", "Last of a range of such years.", _YEAR),
        _parameter(
            "section",
            "Part of a list that the case belongs to.",
            {"type": "array", "items": {"type": "string", "enum": list(vocabulary("section").terms)}},
        ),
        _parameter(
            "name",
            "A person's name in any spelling, script and order; the best match first, each with the reason.",
            {"type": "string", "maxLength": LONGEST},
        ),
        _parameter("q", "Words in names, places and texts; each must occur.", {"type": "string", "maxLength": LONGEST}),
        _parameter(
            "after", "Where the page begins: the id of the case before it, as `next` gives it.", {"type": "string"}
        ),
        _parameter(
            "limit", "How many cases a page has.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
        ),
    ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> Parameter:
    found: Parameter = {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
    if schema["type"] == "array":
        found |= {"style": "form", "explode": True}
    return found
