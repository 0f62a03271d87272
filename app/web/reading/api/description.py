"""The OpenAPI document, made once and served as bytes like everything else. No page of it needs script: see /api."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from app.web.answers import JSON, answer
from app.web.reading.api.documents import PROBLEM_SCHEMA
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    bare_visit(request)
    return answer(request, _bytes(request.app), JSON)


@cache
def _bytes(app: FastAPI) -> bytes:
    document: dict[str, Any] = app.openapi()
    schemas = document["components"]["schemas"]
    schemas["Problem"] = PROBLEM_SCHEMA
    for path in document["paths"].values():  # FastAPI's own validation error cannot happen here
        path["get"]["responses"].pop("422", None)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
