"""The codebook, as the code itself reads it: fields and vocabularies with their definitions."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.vocabularies import vocabularies
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@router.get("/codebook")
async def codebook(request: Request) -> Response:
    seen = bare_visit(request)
    by_subject = [(kind.value, [f for f in FIELDS.values() if f.subject is kind]) for kind in SubjectKind]
    return seen.page("codebook", title="", here="codebook", subjects=by_subject, vocabularies=vocabularies())
