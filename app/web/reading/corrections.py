"""The corrections log: what each edition added, changed or no longer lists, as a page and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.editions.corrections import Batch
from app.editions.read.gone import gone
from app.editions.read.opening import Edition
from app.web.answers import JSON, answer
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Log:
    """The batches as a page shows them. `there`: ids that this edition answers, which alone can be followed."""

    known: bool
    batches: tuple[Batch, ...]
    there: frozenset[str]


@router.get("/corrections")
async def corrections(request: Request) -> Response:
    seen = bare_visit(request)
    kept = seen.edition.corrections
    log = Log(kept is not None, kept.batches if kept else (), _there(seen.edition))
    return seen.page("corrections", title="", here="corrections", log=log)


@router.get("/corrections.json")
async def as_json(request: Request) -> Response:
    kept = bare_visit(request).edition.corrections
    document = kept.document() if kept else {"corrections": None}
    return answer(request, json.dumps(document, ensure_ascii=False).encode(), JSON)


def _there(edition: Edition) -> frozenset[str]:
    """Ids that can be followed: those held and not withdrawn since."""
    held = (key for table in ("case_row", "event_row") for (key,) in edition.rows(f"SELECT id FROM {table}"))
    return frozenset(held) - gone(edition)
