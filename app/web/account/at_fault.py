"""A fault while somebody is answered: another writer is at it for too long, the disk is full, or something of ours is wrong.

Whoever typed gets back what they typed, whatever the fault is; and nobody is told that nothing was saved where it may have been.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from anyio import to_thread
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.storage.engines import is_too_busy
from app.web.account.here import Here
from app.web.errors import Begun, log_fault, trouble
from app.web.problems import PERHAPS_SAVED

HandedBack = Callable[[Scope, Response], Response | None]
"""The form once more, in place of a refusal that would lose it; None for whatever is no form in which somebody wrote."""


class AtFault:
    """Stands outside the witness too: what somebody looked at is written down after their act, and that can fail as well."""

    def __init__(self, app: ASGIApp, handed_back: HandedBack) -> None:
        self._app, self._handed_back = app, handed_back

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answering = Begun(send)
        try:
            await self._app(scope, receive, answering)
        except Exception as fault:
            if answering.begun or scope["type"] != "http":
                raise
            answer = await to_thread.run_sync(answer_to, scope, fault, self._handed_back)
            await answer(scope, receive, send)


def answer_to(scope: Scope, fault: Exception, handed_back: HandedBack | None) -> Response:
    """503 where it may be taken in a moment, else 500; with the form, where one was written in."""
    visitor: Here = scope["state"]["here"]
    busy = is_too_busy(fault)
    if not busy:
        log_fault(fault)
    status = HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.INTERNAL_SERVER_ERROR
    plain = trouble(scope["path"], status, PERHAPS_SAVED if visitor.perhaps_saved else "")
    return (handed_back(scope, plain) if handed_back else None) or plain
