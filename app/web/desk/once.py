"""A form that is sent twice is done once: a double click makes one draft, one note, one withdrawal.

Each form carries the moment at which it was drawn. What one person sends from one drawing, word for word, is one act; its second
sending waits for the first and is led to the same place. What failed is not remembered, and a form without the mark is done each time.
"""

from __future__ import annotations

import hashlib
import json
from asyncio import Lock
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse, Response

from app.web.account.here import here

ONCE = "once"
KEPT = 2_000
"""Acts that are remembered, in memory alone: no double click comes later than these."""
MOVED_ON = 303
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Acts:
    """Where each act led, and a lock for each that is under way."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Lock] = OrderedDict()
        self._led: dict[str, str] = {}

    async def once(self, mark: str, act: Callable[[], Coroutine[Any, Any, Response]]) -> Response:
        """What the act answers, or where it led when it was done before."""
        async with self._known.setdefault(mark, Lock()):
            if mark in self._led:
                return RedirectResponse(self._led[mark], MOVED_ON)
            response = await act()
            if response.status_code == MOVED_ON:
                self._led[mark] = response.headers["location"]
        while len(self._known) > KEPT:
            gone, _ = self._known.popitem(last=False)
            self._led.pop(gone, None)
        return response


class OnceRoute(APIRoute):
    """A route of which no form is done twice."""

    def get_route_handler(self) -> Handler:
        original = super().get_route_handler()

        async def handler(request: Request) -> Response:
            mark = _mark(request) if request.method == "POST" else ""
            if not mark:
                return await original(request)
            if not hasattr(request.app.state, "acts"):
                request.app.state.acts = Acts()
            acts: Acts = request.app.state.acts
            return await acts.once(mark, lambda: original(request))

        return handler


def desk_router() -> APIRouter:
    """For a room of the desk: none of its forms is done twice."""
    return APIRouter(include_in_schema=False, route_class=OnceRoute)


def _mark(request: Request) -> str:
    """Who sends which form, as it was drawn; empty where the form does not say when that was."""
    seen = here(request)
    if seen.person is None or not seen.form.get(ONCE):
        return ""
    said = [seen.person.id, request.url.path, sorted((k, v) for k, v in seen.form.items() if k != "csrf")]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
