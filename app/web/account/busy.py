"""Who waits too long for another writer is told so: nothing was written, and it can be sent again in a moment."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from sqlalchemy.exc import OperationalError
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.storage.engines import waited_too_long
from app.web.errors import Begun, trouble


class WhenBusy:
    """Stands outside the witness too: on SQLite what somebody looked at waits for its turn to be written down.

    `handed_back`: what was typed, in place of a plain answer that would lose it; None where nothing was. Any other trouble of a
    database goes on to the last resort.
    """

    def __init__(self, app: ASGIApp, handed_back: Callable[[Scope], Response | None] = lambda _: None) -> None:
        self._app, self._handed_back = app, handed_back

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering = Begun(send)
        try:
            await self._app(scope, receive, answering)
        except OperationalError as problem:
            if answering.begun or not waited_too_long(problem):
                raise
            answer = self._handed_back(scope) or trouble(scope["path"], HTTPStatus.SERVICE_UNAVAILABLE)
            await answer(scope, receive, send)
