"""Headers of the members' answers: kept nowhere, told to nobody. Outermost but one, so that errors get them too."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class KeptNowhere:
    """`no-store` on everything but static files, which are the same for all; no tag to ask by. HSTS where served by https."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app, self._secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not scope["path"].startswith("/static/") or message["status"] != 200:  # noqa: PLR2004  200 OK
                    headers["Cache-Control"] = "no-store"
                    del headers["etag"]
                if self._secure:
                    headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
            await send(message)

        await self._app(scope, receive, answer if scope["type"] == "http" else send)
