"""Headers of every answer, and HEAD as GET without a body. A plain ASGI layer, so that errors get them too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

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


class Headers:
    """Adds the headers; answers HEAD as GET and leaves the body out."""

    def __init__(self, app: ASGIApp, *, shared: bool = True) -> None:
        """`shared`: other sites' pages may read the API; never where an answer depends on who asks."""
        self._app, self._shared = app, shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"
        reads = scope["method"] in ("GET", "HEAD")
        added = {**EVERYWHERE, **(OF_THE_API if self._shared and is_api(scope["path"]) and reads else OF_PAGES)}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            elif bodiless:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if bodiless else scope, receive, answer)
