"""Counts and cross-tabulations on a page, with how uncertain and unknown values were counted."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.codebook.fields import FIELDS
from app.editions.cube import COUNTED_BY, NOT_ASSESSED, SECTION, WITHHELD, YEAR
from app.editions.read.counts import read_by, table
from app.editions.read.query import SHAPING
from app.editions.read.spelled import narrowing
from app.sharing.labels import label
from app.web.language import catalogue
from app.web.problems import N_
from app.web.reading.api.documents import query_of
from app.web.reading.asked import address, tags
from app.web.reading.visit import visit

router = APIRouter(include_in_schema=False)
FIRST = ("returning_state", "outcome")
_WORDS = {
    YEAR: N_("Year of return"),
    SECTION: N_("Section"),
    NOT_ASSESSED: N_("not assessed"),
    WITHHELD: N_("withheld here"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A cell in words: one label for each field, and the numbers."""

    labels: tuple[str, ...]
    individuals: int
    cases: int
    events: int


@router.get("/counts")
async def counts(request: Request) -> Response:
    """Without `by`, returns by returning state and outcome."""
    seen = visit(request)
    query = query_of(seen, SHAPING, also=("by",))
    given = any(name == "by" and value.strip(" ,") for name, value in seen.parameters)
    by = read_by(seen.parameters) if given else FIRST
    found = table(seen.edition, query, by)
    asked = [("by", ",".join(by)), *narrowing(query)]
    return seen.page(
        "counts",
        title="",
        here="counts",
        table=found,
        by=[by_label(field, seen.language) for field in by],
        lines=[Line(_labels(by, c.codes, seen.language), c.totals.individuals, c.totals.cases, c.totals.events) for c in found.cells],
        counting=[(by_label(how.field, seen.language), how) for how in found.counting],
        choices=[[(field, by_label(field, seen.language), by[n : n + 1] == (field,)) for field in COUNTED_BY] for n in range(3)],
        tags=[(tag.text, _with_by(tag.without, by)) for tag in tags("/counts", seen.language, query)],
        kept=narrowing(query),
        csv=address("/api/v1/counts.csv", "en", asked),
        json=address("/api/v1/counts", "en", asked),
        cases=address("/cases", seen.language, narrowing(query)),
    )  # fmt: skip


def _with_by(without: str, by: tuple[str, ...]) -> str:
    return f"{without}{'&' if '?' in without else '?'}by={','.join(by)}"


def by_label(field: str, language: str) -> str:
    """A field that can be counted by, in words."""
    return FIELDS[field].label.in_(language) if field in FIELDS else catalogue(language).gettext(_WORDS[field])


def _labels(by: tuple[str, ...], codes: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(_code_label(field, code, language) for field, code in zip(by, codes, strict=True))


def _code_label(field: str, code: str, language: str) -> str:
    if code in (NOT_ASSESSED, WITHHELD):
        return catalogue(language).gettext(_WORDS[code])
    if field == YEAR:
        return code
    return label(SECTION if field == SECTION else FIELDS[field].vocabulary or "", code, language)
