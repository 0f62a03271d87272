"""Every error of the public face: a page or a problem document by address, without any echo of what was sent.

Not allowed and not there are one and the same answer, byte for byte.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from functools import cache
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.editions.errors import BadQuery
from app.noticeboard.errors import NoticeboardError
from app.sharing.printing.press import PressBusy, PressRefused
from app.web.headers import is_api
from app.web.language import language_of
from app.web.pages import error_page
from app.web.problems import DETAILS, MEDIA_TYPE, ONLY_FORMS, TITLES, parameter_name, query_problem, status_problem

PLACE: ContextVar[str] = ContextVar("place", default="public")
"""Which application answers, for the frame of its error pages"""
READS = frozenset({"GET", "HEAD"})
NEVER_KEPT = {"Cache-Control": "no-store"}
_log = logging.getLogger("casebook.web")


class NotHere(HTTPException):
    """There is no such thing at this level, or it may not be shown: nobody can tell which."""

    def __init__(self) -> None:
        super().__init__(status_code=404)


def trouble(path: str, status: int, said: str = "") -> Response:
    """The answer for a status: depends on the language and on page or API, and on nothing else of the address.

    `said`: in place of what is always said of this status; in English, to be translated.
    """
    code = status if status in DETAILS else 400
    extra = {"Allow": "GET, HEAD"} if code == HTTPStatus.METHOD_NOT_ALLOWED else {}
    return _told(path, code, TITLES[code], said or DETAILS[code], extra)


def _told(path: str, code: int, title: str, detail: str, extra: dict[str, str]) -> Response:
    if is_api(path):
        return _problem(status_problem(code) | {"title": title, "detail": detail}, extra)
    return _page(_status_page(language_of(path), title, detail, PLACE.get()), code, extra)


@cache
def _status_page(language: str, title: str, detail: str, place: str) -> bytes:
    """Drawn once: nothing of a request is in it."""
    return error_page(language, title, detail, place=place)


def _takes_only_forms(request: Request, problem: Exception) -> bool:
    """Whether somebody asked to read what nothing can be read at: the router names what is taken there instead."""
    taken = getattr(problem, "headers", None) or {}
    return request.method in READS and "Allow" in taken and "GET" not in taken["Allow"]


def _of_query(path: str, fault: BadQuery) -> Response:
    if is_api(path):
        return _problem(query_problem(fault), {})
    body = error_page(language_of(path), TITLES[400], str(fault), (parameter_name(fault), fault.nearest), PLACE.get())
    return _page(body, 400, {})


def _problem(document: dict[str, Any], extra: dict[str, str]) -> Response:
    body = json.dumps(document, ensure_ascii=False).encode()
    return Response(body, document["status"], {**NEVER_KEPT, **extra}, MEDIA_TYPE)


def _page(body: bytes, status: int, extra: dict[str, str]) -> Response:
    return Response(body, status, {**NEVER_KEPT, **extra}, "text/html")


def install(app: FastAPI) -> None:
    """Replace every handler that the frameworks bring along."""

    async def by_status(request: Request, problem: Exception) -> Response:
        if _takes_only_forms(request, problem):
            return _told(request.url.path, HTTPStatus.METHOD_NOT_ALLOWED, *ONLY_FORMS, {"Allow": "POST"})
        return trouble(request.url.path, getattr(problem, "status_code", 400))

    async def by_query(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, BadQuery)  # noqa: S101  Starlette types a handler for any exception
        return _of_query(request.url.path, problem)

    async def by_board(request: Request, problem: Exception) -> Response:
        _log.error("the noticeboard: %s", problem)  # its sentences hold no value
        return trouble(request.url.path, HTTPStatus.SERVICE_UNAVAILABLE)

    async def by_press(request: Request, problem: Exception) -> Response:
        return _of_query(request.url.path, BadQuery("list", str(problem)))

    app.add_exception_handler(NoticeboardError, by_board)
    app.add_exception_handler(PressBusy, by_board)
    app.add_exception_handler(PressRefused, by_press)
    app.add_exception_handler(HTTPException, by_status)
    app.add_exception_handler(RequestValidationError, by_status)
    app.add_exception_handler(BadQuery, by_query)


class InPlace:
    """What is answered inside it has the frame of this application."""

    def __init__(self, app: ASGIApp, place: str) -> None:
        self._app, self._place = app, place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before = PLACE.set(self._place)
        try:
            await self._app(scope, receive, send)
        finally:
            PLACE.reset(before)


class Begun:
    """A `send` that knows whether the answer has begun: then no other can take its place."""

    def __init__(self, send: Send) -> None:
        self._send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


def log_fault(fault: Exception) -> None:
    """Where it happened and of what kind, never a message that may hold a value."""
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    _log.error("%s in %s, line %s", type(fault).__name__, frame.name, frame.lineno)


class LastResort:
    """Turns a fault of ours into a plain 500."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = Begun(send)
        try:
            await self._app(scope, receive, answer)
        except Exception as fault:  # noqa: BLE001  the last line of defence
            log_fault(fault)
            if not answer.begun and scope["type"] == "http":
                await trouble(scope["path"], 500)(scope, receive, send)
