"""Counts by one to three fields, as JSON and as CSV: the same table as the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.cells import csv_line
from app.editions.read.counts import Table, read_by, table
from app.editions.read.query import SHAPING
from app.web.answers import answer
from app.web.reading.api.answers import CountsAnswer
from app.web.reading.api.documents import as_json, described, query_of
from app.web.reading.api.files import CSV
from app.web.reading.api.parameters import by_parameter, query_parameters
from app.web.reading.visit import Visit, edition_info, visit

router = APIRouter(prefix="/api/v1", tags=["counts"])
_ASKED = [by_parameter(), *query_parameters(SHAPING)]
_JSON = described(CountsAnswer, _ASKED)
SPANS = "(in several cells)"
TOTAL = "(total)"


@router.get("/counts", summary="A query's individuals, cases and return events by one to three fields", **_JSON)
async def counts(request: Request) -> Response:
    """Each is counted once in a cell and once in a total. A case with two codes of a field stands in two cells: see `spans`."""
    return _as_json(visit(request))


@router.get("/counts.json", summary="The same as /api/v1/counts", **_JSON)
async def counts_as_json(request: Request) -> Response:
    return _as_json(visit(request))


@router.get("/counts.csv", summary="The same table as CSV", **described(CSV, _ASKED))
async def counts_as_csv(request: Request) -> Response:
    """One line a cell; then the cases that stand in several cells, and the total in which each counts once."""
    seen = visit(request)
    extra = {"Content-Disposition": 'attachment; filename="casebook-counts.csv"'}
    return answer(request, b"".join(_lines(counted(seen))), CSV, extra=extra)


def counted(seen: Visit) -> Table:
    """The table that a visit asks for."""
    query = query_of(seen, SHAPING, also=("by",))
    return table(seen.edition, query, read_by(seen.parameters))


def _as_json(seen: Visit) -> Response:
    found = counted(seen)
    return as_json(seen, {"edition": edition_info(seen.edition), **_document(found)})


def _document(found: Table) -> dict[str, Any]:
    return {
        "by": list(found.by),
        **_totals(found.totals),
        "spans": found.spans,
        "counting": {
            how.field: {
                "several": how.several,
                "unknown": how.unknown,
                "not_assessed": how.not_assessed,
                "withheld": how.withheld,
            }
            for how in found.counting
        },
        "cells": [{"codes": list(cell.codes), **_totals(cell.totals)} for cell in found.cells],
    }


def _totals(totals: Any) -> dict[str, int]:
    return {"individuals": totals.individuals, "cases": totals.cases, "events": totals.events}


def _lines(found: Table) -> Iterator[bytes]:
    yield csv_line([*found.by, "individuals", "cases", "events"])
    for cell in found.cells:
        yield csv_line([*cell.codes, *map(str, _totals(cell.totals).values())])
    rest = [""] * (len(found.by) - 1)
    yield csv_line([SPANS, *rest, "", str(found.spans), ""])
    yield csv_line([TOTAL, *rest, *map(str, _totals(found.totals).values())])
