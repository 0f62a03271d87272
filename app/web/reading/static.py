"""The stylesheet and the mark: read once at start, served under names that carry their hash."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.web.answers import FOREVER, answer
from app.web.errors import NotHere
from app.web.pages import statics

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    if name not in statics():
        raise NotHere
    body, media_type = statics()[name]
    return answer(request, body, media_type, FOREVER)
