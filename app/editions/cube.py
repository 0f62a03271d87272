"""What is counted beforehand and by what cases can be counted: shared by `build` and `read`, so that both mean the same.

A case that has two codes of a field counts in both cells of a table; one that has none counts as not assessed or, where the
form of display hides the field, as withheld. A total counts it once.
"""

from __future__ import annotations

from app.codebook.fields import FIELDS, SubjectKind, facets, filters

WIDEST = 4
"""Fields of the widest table that is counted beforehand."""
NOT_ASSESSED = "not_assessed"
WITHHELD = "withheld"
UNKNOWN = "unknown"
YEAR, SECTION = "year", "section"
PROVINCE = "province"
"""By what the lines of a list are found besides coded fields and years: the ISO 3166-2 code of the place of origin."""
CUBE_FIELDS = tuple(f.code for f in facets())
"""The fields that the marginals are counted over, in the order in which a cube names them."""
COUNTED_BY = (*(f.code for f in filters()), YEAR, SECTION)
"""By what a table can be asked for."""
CASE_FIELDS = tuple(code for code, f in FIELDS.items() if f.subject is not SubjectKind.RETURN_EVENT)
"""The fields that a case, or its individual, can have."""
DATE_FIELDS = ("return_date", "seizure_date")
SORTS = ("name", "return_date", "-return_date")
"""Orders of cases besides the edition's own."""


def cube_name(fields: tuple[str, ...]) -> str:
    """How the marginals over `fields` (in the cube's order) are called; the cube of no field is the total."""
    return ",".join(fields)


def in_cube_order(fields: frozenset[str]) -> tuple[str, ...]:
    """The fields in the order of the cube."""
    return tuple(code for code in CUBE_FIELDS if code in fields)
