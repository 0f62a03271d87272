"""How the API's documents leave: compact UTF-8 with an ETag, and how OpenAPI is told of their shapes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import UnionType
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.editions.errors import BadQuery
from app.editions.read.query import CaseQuery, read_query
from app.web.answers import JSON, answer
from app.web.problems import MEDIA_TYPE
from app.web.reading.api.answers import Problem
from app.web.reading.visit import Visit


def as_json(seen: Visit, document: Any) -> Response:
    """The document as an answer."""
    return answer(seen.request, as_bytes(document), JSON)


def as_bytes(document: Any) -> bytes:
    """The document as the editions write theirs: keys in order, no blanks."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def query_of(seen: Visit, without: Iterable[str] = (), also: tuple[str, ...] = ()) -> CaseQuery:
    """The query of a visit; parameters that this address would have to ignore are errors. `also`: read elsewhere."""
    left_out = frozenset(without)
    for name, _ in seen.parameters:
        if name in left_out:
            raise BadQuery(name, "There is no such parameter here.")
    return read_query(seen.parameters, also)


def described(
    shape: type[BaseModel] | UnionType | str | tuple[str, ...],
    parameters: Iterable[dict[str, Any]] = (),
    *,
    by_id: bool = False,
    moves: bool = False,
    body: type[BaseModel] | None = None,
) -> dict[str, Any]:
    """Keyword arguments of a route: the shape (or media types) of its answer, its parameters or body, and every status it can give."""
    asked = list(parameters)
    extra: dict[str, Any] = {"parameters": asked} if asked else {}
    if body is not None:
        extra["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{body.__name__}"}}},
        }
    problems = (400, 404) if by_id else (400,)
    good: dict[str, Any] = {"description": "As published."}
    media_types = (shape,) if isinstance(shape, str) else shape if isinstance(shape, tuple) else ()
    good |= {"content": {m: {"schema": {"type": "string"}} for m in media_types}} if media_types else {"model": shape}
    return {
        "responses": {
            200: good,
            304: {"description": "Not changed since the ETag that was sent."},
            **({308: {"description": "The case is continued under another id."}} if moves else {}),
            **{status: _problem(status) for status in (*problems, 405, 414, 500)},
        },
        "openapi_extra": extra or None,
        **({"response_class": Response} if media_types else {}),
    }


def _problem(status: int) -> dict[str, Any]:
    words = {
        400: "A parameter is wrong.",
        404: "Not here, or not to be shown.",
        405: "Only GET and HEAD are answered.",
        414: "The address is too long.",
        500: "Our fault.",
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words[status], "content": {MEDIA_TYPE: {"schema": schema}}}


PROBLEM_SCHEMA = Problem.model_json_schema()
