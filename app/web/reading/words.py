"""Pages of prose: what this is and how it is kept safe, how cases are made and read, and how programs read them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.web.reading.api.parameters import query_parameters
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@router.get("/about")
async def about(request: Request) -> Response:
    return bare_visit(request).page("about", title="", here="about")


@router.get("/method")
async def method(request: Request) -> Response:
    return bare_visit(request).page("method", title="", here="method")


@router.get("/api")
async def api(request: Request) -> Response:
    return bare_visit(request).page("api", title="", here="api", parameters=query_parameters())
