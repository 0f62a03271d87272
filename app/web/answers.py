"""Successful answers: the body's own hash as a strong ETag, 304 for who has it already. No date of our own
anywhere.

The tag changes exactly when the body does, so it cannot tell of an edit that the reader may not see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

REVALIDATE = "public, no-cache"
"""May be kept, but asked about each time: somebody may have been withdrawn a minute ago."""
FOREVER = "public, max-age=31536000, immutable"
JSON = "application/json"
HTML = "text/html"


def answer(
    request: Request, body: bytes, media_type: str, cache: str = REVALIDATE, extra: Mapping[str, str] | None = None
) -> Response:
    """The body, or 304 if the reader's If-None-Match names it."""
    tag = etag(body)
    headers = {"ETag": tag, "Cache-Control": cache, **(extra or {})}
    if has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type)


def moved(address: str, cache: str = REVALIDATE) -> Response:
    """The same thing under another address (308). Asked about each time: what leads on today may not tomorrow."""
    return Response(status_code=308, headers={"Location": address, "Cache-Control": cache})


def etag(body: bytes) -> str:
    """A strong entity tag: 128 bits of the body's SHA-256."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def has(asked: str, tag: str) -> bool:
    """RFC 9110, 13.1.2: any tag listed, compared weakly, or `*`."""
    listed = [part.strip().removeprefix("W/") for part in asked.split(",")]
    return asked.strip() == "*" or tag in listed
