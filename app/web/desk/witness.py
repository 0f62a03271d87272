"""The desk's witness: whichever case or proposal is named in an answer is on record before the answer leaves. No log, no answer.

Cases are on record for whoever works above `researcher`; a proposal always, since it may lie above what its reader is cleared for.
"""

from __future__ import annotations

import re

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.accounts import access_log
from app.accounts.access_log import VIEW, Noted
from app.codebook.levels import Level
from app.editing.record.named import cases_named, proposals_named
from app.web.account.door import reading_level
from app.web.account.here import Here

_ID = re.compile(rb"(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])")


class DeskWitness:
    """Holds an answer back until what it names is written down. The desk's pages are short: each is looked at whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor: Here | None = scope.get("state", {}).get("here")
        if visitor is None or visitor.person is None or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        held: list[Message] = []
        body = bytearray()

        async def keep(message: Message) -> None:
            held.append(message)
            body.extend(message.get("body", b""))

        await self._app(scope, receive, keep)
        named = sorted({found.decode() for found in _ID.findall(bytes(body))})
        if named:
            await to_thread.run_sync(_write, visitor, named)
        for message in held:
            await send(message)


def _write(visitor: Here, named: list[str]) -> None:
    books = visitor.house.books
    with books.reading() as session:
        noted = [Noted(VIEW, key, "proposal", _grant(visitor), "desk") for key in proposals_named(session, named)]
        if reading_level(visitor) >= Level.VETTED:
            noted += [Noted(VIEW, key, "case", _grant(visitor), "desk") for key in cases_named(session, named)]
    if noted:
        with books.writing() as session:
            access_log.write(session, visitor.me.id, noted, visitor.at)


def _grant(visitor: Here) -> str:
    return visitor.grant.id if visitor.grant else ""
