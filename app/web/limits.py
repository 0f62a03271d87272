"""Limits on what an address may be, before any route looks at it. The answer repeats nothing of what was sent."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.errors import trouble

LONGEST_ADDRESS = 4_096
MOST_PARAMETERS = 50


class Limits:
    """Refuses addresses that are too long or carry too many parameters."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = _verdict(scope) if scope["type"] == "http" else None
        if status is None:
            await self._app(scope, receive, send)
        else:
            await trouble(scope["path"], status)(scope, receive, send)


def _verdict(scope: Scope) -> int | None:
    query: bytes = scope["query_string"]
    if len(scope.get("raw_path") or scope["path"]) + len(query) > LONGEST_ADDRESS:
        return 414
    return 400 if query.count(b"&") >= MOST_PARAMETERS else None
