"""Asks an ASGI application directly: exact bytes of headers and body, and no thread for each request."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass
class Answer:
    """What the application sent, as it sent it."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


async def ask(app: Any, path: str, params: list[tuple[str, str]] = [], method: str = "GET") -> Answer:  # noqa: B006  never changed
    """The application's whole answer to one request."""
    answer = Answer()
    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:  # an answer in pieces listens for a reader who leaves: this one stays until it is through
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message["headers"])
        else:
            answer.body += message.get("body", b"")

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": urlencode(params).encode(), "root_path": "", "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"casebook.test")], "server": ("casebook.test", 80),
    }  # fmt: skip
    await app(scope, receive, send)
    return answer
