"""Headers of every answer, and HEAD as GET without a body. A plain ASGI layer, so that errors get them too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
WITH_SCRIPT = f"{CSP}; script-src 'self'"
"""For three kinds of pages alone: the reading page, which a small file of this house turns to the next name, and works without it;
those that ask the browser for a passkey; and the desk's sheets, of which another small file keeps what is typed.
"""
SENDING = f"{WITH_SCRIPT}; connect-src 'self'"
"""The desk's sheets: their script sends what is typed to the desk itself, and to nobody else."""
_SCRIPTED = re.compile(r"(/ko)?(/lists/[^/]+/read/[0-9]+|/account/passkeys?)")
_SHEET = re.compile(r"/drafts(/[0-9a-z]+)?")

EVERYWHERE: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CSP,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)
OF_PAGES: Mapping[str, str] = MappingProxyType({"Cross-Origin-Resource-Policy": "same-origin"})
OF_THE_API: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Content-Disposition",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
"""Any site may read the public API from its own pages: nothing here depends on who asks."""


def is_api(path: str) -> bool:
    """Addresses that programs read: they answer in JSON, errors included."""
    return path.startswith("/api/") or path == "/openapi.json"


PREFLIGHT: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
)
"""What a browser is told that asks first, as it does before it sends a tag or a list of names (Fetch, CORS-preflight)."""


class Headers:
    """Adds the headers; answers HEAD as GET and leaves the body out, and a browser that asks first what it may send."""

    def __init__(self, app: ASGIApp, *, shared: bool = True) -> None:
        """`shared`: other sites' pages may read the API; never where an answer depends on who asks."""
        self._app, self._shared = app, shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"
        shared = self._shared and is_api(scope["path"])
        added = {
            **EVERYWHERE,
            "Content-Security-Policy": _policy(scope["path"]),
            **(OF_THE_API if shared else OF_PAGES),
        }

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            elif bodiless:
                message = {**message, "body": b""}
            await send(message)

        if shared and _asks_first(scope):
            await Response(status_code=204, headers=dict(PREFLIGHT))(scope, receive, answer)
            return
        await self._app({**scope, "method": "GET"} if bodiless else scope, receive, answer)


def _asks_first(scope: Scope) -> bool:
    """A preflight of the API, the same for every address of it, whether or not there is anything."""
    asks = any(name == b"access-control-request-method" for name, _ in scope["headers"])
    return scope["method"] == "OPTIONS" and asks and is_api(scope["path"])


def _policy(path: str) -> str:
    """What a page at this address may load and run."""
    if _SHEET.fullmatch(path):
        return SENDING
    return WITH_SCRIPT if _SCRIPTED.fullmatch(path) else CSP
