"""The OpenAPI document, made once and served as bytes like everything else. No page of it needs script: see /api."""

from __future__ import annotations

import copy
import json
from functools import cache, lru_cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from app.editions.read.examples import first_ids
from app.web.answers import JSON, answer
from app.web.reading.api.documents import PROBLEM_SCHEMA
from app.web.reading.api.names import NamesAsked
from app.web.reading.visit import bare_visit

router = APIRouter(include_in_schema=False)
BODIES = (NamesAsked,)
"""What requests carry: routes read their bodies themselves, so FastAPI does not know these shapes."""


@router.get("/openapi.json")
async def openapi(request: Request) -> Response:
    seen = bare_visit(request)
    ids = {name: key for name, key in first_ids(seen.edition).items() if key is not None}
    return answer(request, _bytes(request.app, tuple(ids.items())), JSON)


@cache
def _document(app: FastAPI) -> dict[str, Any]:
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
    return document


@lru_cache(maxsize=4)
def _bytes(app: FastAPI, ids: tuple[tuple[str, str], ...]) -> bytes:
    """The document with ids of this edition as examples of ids: whoever is withdrawn is none any more."""
    document = copy.deepcopy(_document(app))
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                example = dict(ids).get(parameter["name"])
                if example is not None:
                    parameter["example"] = example
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
