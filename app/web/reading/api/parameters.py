"""The query parameters of the API, described from the codebook: what a field means stands in one place only.

Every parameter carries an example that is a right one; a test asks each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.codebook.dates import YEARS
from app.codebook.fields import Field, filters
from app.codebook.vocabularies import vocabulary
from app.editions.cube import CASE_FIELDS, COUNTED_BY, SORTS
from app.editions.read.counts import MOST_FIELDS
from app.editions.read.list_query import FLOORS, LONGEST_WORDS, ORDERS, PEOPLE, PURPOSES
from app.editions.read.query import LIMIT, LONGEST, MATCHES, MOST, OLDEST
from app.editions.summaries import CHOSEN_FROM

Parameter = dict[str, Any]
_YEAR = {"type": "integer", "minimum": YEARS.start, "maximum": YEARS.stop - 1}
_AGE = {"type": "integer", "minimum": 0, "maximum": OLDEST}
_DAY = {"type": "string", "format": "date"}
_STATE = {"type": "string", "pattern": "^[A-Z]{2}$"}
NONE_OF = "Leaves out cases that have one of these codes (several: between commas). Cases without a code stay."
MATCH = "How days are meant: `possible`, some date given may lie in the range; `certain`, every date given lies wholly in it."
LACKS = (
    "Fields that nobody has assessed. Unknown is a code of its own, such as outcome=unknown; withheld is another thing."
)
ORDER = "The order: latest years first by default, by name, or by the first possible day of the return, either way."
ANY_OF = "Any of these codes, between commas: the same as giving the field several times."


def query_parameters(without: Iterable[str] = ()) -> list[Parameter]:
    """All parameters of a query of cases in OpenAPI's words, except those named."""
    left_out = frozenset(without)
    by_field = [parameter for field in filters() for parameter in _of_field(field)]
    every = [*by_field, *_narrowing(), *_shaping()]
    return [parameter for parameter in every if parameter["name"] not in left_out]


def shaping_parameters(only: Iterable[str]) -> list[Parameter]:
    """Those of the parameters for pages and shapes that are named."""
    wanted = frozenset(only)
    return [parameter for parameter in _shaping() if parameter["name"] in wanted]


def list_parameters_described() -> list[Parameter]:
    """The parameters that only lists have."""
    words = {"type": "string", "maxLength": LONGEST_WORDS}
    return [
        parameter("event", "Only people of this return event, by its id.", words, "evoct00000000001"),
        _listed("people", "Children at the time, older people, or any of both; by some accounts is enough.", PEOPLE, ["children"]),
        parameter("day", "A day of any year, MM-DD, on which a source puts the return.", {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"}, "10-09"),
        parameter("province", "The province of origin, by ISO 3166-2.", {"type": "string", "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$"}, "KP-09"),
        parameter("origin", "Words in the place of origin or in the name of its province, in any language of lists.", words, "Hamgyong"),
        parameter("floor", "The least grade of verification.", {"type": "string", "enum": list(FLOORS)}, "corroborated"),
        parameter("purpose", "What the decision on each person must allow.", {"type": "string", "enum": list(PURPOSES), "default": PURPOSES[0]}, "un_submission"),
        parameter("order", "The order within each section.", {"type": "string", "enum": list(ORDERS), "default": ORDERS[0]}, "name"),
    ]  # fmt: skip


def by_parameter() -> Parameter:
    """What a table is counted by."""
    words = "One to three fields to count by, between commas. A case with two codes of a field counts in both cells."
    found = _listed("by", words, COUNTED_BY, ["returning_state", "outcome"])
    found["schema"] |= {"minItems": 1, "maxItems": MOST_FIELDS}
    return found | {"required": True}


def _of_field(field: Field) -> list[Parameter]:
    codes = list(vocabulary(field.vocabulary or "").terms)
    state = field.vocabulary == "state"
    items = _STATE if state else {"type": "string", "enum": codes}
    examples = ["CN", "KP"] if state else codes[:2]
    many = {"type": "array", "items": items}
    return [
        parameter(field.code, field.definition, many, examples[:1], explode=True),
        parameter(f"{field.code}.not", NONE_OF, many, examples[:1]),
        parameter(f"{field.code}.in", ANY_OF, many, examples),
    ]


def _narrowing() -> list[Parameter]:
    sections = {"type": "array", "items": {"type": "string", "enum": list(vocabulary("section").terms)}}
    states = {"type": "array", "items": _STATE}
    return [
        parameter("state", "Short for returning_state.", states, ["CN"], explode=True),
        parameter("year", "Year in which the return may have been; of the seizure where no return is dated.", _YEAR, 2013),
        parameter("year_from", "First of a range of such years.", _YEAR, 2000),
        parameter("year_to", "Last of a range of such years.", _YEAR, 2020),
        parameter("returned_after", "Returned on this day or later, by the dates that sources give.", _DAY, "2013-05-01"),
        parameter("returned_before", "Returned on this day or before.", _DAY, "2013-05-31"),
        parameter("seized_after", "Seized on this day or later, by the dates that sources give.", _DAY, "2013-05-01"),
        parameter("seized_before", "Seized on this day or before.", _DAY, "2013-05-31"),
        parameter("date_match", MATCH,
                  {"type": "string", "enum": list(MATCHES), "default": MATCHES[0]}, "certain"),
        parameter("age_min", "The person may have been of this age at return, or older.", _AGE, 60),
        parameter("age_max", "The person may have been of this age at return, or younger.", _AGE, 17),
        _listed("has", "Fields that are known of the case, `unknown` as a coded value included.", CASE_FIELDS, ["outcome"]),
        _listed("lacks", LACKS, CASE_FIELDS, ["outcome"]),
        _listed("withheld", "Fields that the form of display withholds here, whether or not anything is held.", CASE_FIELDS, ["name"]),
        parameter("section", "Part of a list that the case belongs to.", sections, ["returned"], explode=True),
        parameter(
            "name",
            "A person's name in any spelling, script and order; the best match first, each with the reason.",
            {"type": "string", "maxLength": LONGEST},
            "Kim Yong-chol",
        ),
        parameter("q", "Words in names, places and texts; each must occur.", {"type": "string", "maxLength": LONGEST}, "Tumen"),
    ]  # fmt: skip


def _shaping() -> list[Parameter]:
    sorts = {"type": "string", "enum": ["default", *SORTS], "default": "default"}
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    return [
        parameter("sort", ORDER, sorts, "-return_date"),
        _listed("fields", "Only these parts of each case, and its id.", CHOSEN_FROM, ["name", "outcome"]),
        parameter("include", "`claims`: every value beside its sources, in place of settled values alone.",
                  {"type": "array", "items": {"type": "string", "enum": ["claims"]}}, ["claims"]),
        parameter("after", "Where the page begins: the id of the one before it, as `next` gives it.", {"type": "string"}),
        parameter("limit", "How many cases a page has.", limit, 10),
    ]  # fmt: skip


def _listed(name: str, words: str, known: Iterable[str], examples: list[str]) -> Parameter:
    schema = {"type": "array", "items": {"type": "string", "enum": list(known)}}
    return parameter(name, words, schema, examples)


def parameter(
    name: str, description: str, schema: dict[str, Any], example: Any = None, *, explode: bool = False
) -> Parameter:
    """A parameter in OpenAPI's words. Lists stand between commas, or with `explode` one by one."""
    found: Parameter = {
        "name": name, "in": "query", "required": False, "description": description, "schema": dict(schema),
    }  # fmt: skip
    if schema.get("type") == "array":
        found |= {"style": "form", "explode": explode}
    return found if example is None else {**found, "example": example}
