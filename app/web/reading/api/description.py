"""The OpenAPI document, made once and served as bytes like everything else. No page of it needs script: see /api."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from app.web.answers import JSON, answer
from app.web.reading.api.documents import PROBLEM_SCHEMA
from app.web.reading.api.names import NamesAsked
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)
BODIES = (NamesAsked,)
"""What requests carry: routes read their bodies themselves, so FastAPI does not know these shapes."""


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    bare_visit(request)
    return answer(request, _bytes(request.app), JSON)


@cache
def _bytes(app: FastAPI) -> bytes:
    document: dict[str, Any] = app.openapi()
    schemas = document["components"]["schemas"]
    schemas["Problem"] = PROBLEM_SCHEMA
    for body in BODIES:
        shape = body.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= shape.pop("$defs", {}) | {body.__name__: shape}
    for path in document["paths"].values():  # FastAPI's own validation error cannot happen here
        for operation in path.values():
            operation["responses"].pop("422", None)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
