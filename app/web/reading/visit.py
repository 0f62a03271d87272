"""One visit: who reads, which edition, in which language, with which parameters. All that a page is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from app.codebook.levels import Level
from app.editions.errors import BadQuery
from app.editions.read.opening import Edition
from app.web.answers import HTML, answer
from app.web.language import PREFIXES, language_of, unprefixed
from app.web.pages import OTHER, page


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads. The public application has one: anyone, at `public`."""

    role: str
    level: Level


ANYONE = Viewer("anyone", Level.PUBLIC)


@dataclass(frozen=True, slots=True)
class Room:
    """What the routes stand on: who the viewer of a request is, and which edition that viewer reads."""

    viewer: Callable[[Request], Viewer]
    edition: Callable[[Viewer], Edition]
    public: Callable[[Viewer], Edition]
    """The edition that anyone may read: what goes out to everybody is made of it, whoever asks."""
    frame: Callable[[Request], Mapping[str, Any] | None] = lambda _: None
    """What the pages of the members' application show above their content; nothing in the public one."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as the pages see it."""

    request: Request
    viewer: Viewer
    edition: Edition
    language: str
    parameters: tuple[tuple[str, str], ...]
    frame: Mapping[str, Any] | None = None

    def page(
        self, template: str, *, title: str, here: str = "", extra: Mapping[str, str] | None = None, **values: Any
    ) -> Response:
        """The answer with the page drawn. `here`: the entry of the menu that the page belongs to."""
        return answer(self.request, self.drawn(template, title=title, here=here, **values), HTML, extra=extra)

    def once(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page that nobody may keep: what came of a form, or what only one person may read."""
        body = self.drawn(template, title="", **values)
        return Response(body, status, {"Cache-Control": "no-store"}, HTML)

    def drawn(self, template: str, *, title: str, here: str = "", **values: Any) -> bytes:
        """The page."""
        path = unprefixed(self.request.url.path)
        asked = f"?{urlencode(self.parameters)}" if self.parameters else ""
        return page(
            template,
            self.language,
            title=title,
            here=here,
            edition=edition_info(self.edition),
            canonical=path + asked,
            member=self.frame,
            other_address=PREFIXES[OTHER[self.language]] + path + asked,
            **values,
        )


def visit(request: Request, *, public: bool = False) -> Visit:
    """The visit that a request makes. `public`: over the public edition, whoever reads."""
    room: Room = request.app.state.room
    viewer = room.viewer(request)
    return Visit(
        request,
        viewer,
        room.public(viewer) if public else room.edition(viewer),
        language_of(request.url.path),
        tuple(request.query_params.multi_items()),
        room.frame(request),
    )


def bare_visit(request: Request) -> Visit:
    """A visit to an address that takes no parameters; BadQuery for any."""
    for name, _ in request.query_params.multi_items():
        raise BadQuery(name, "There is no such parameter here.")
    return visit(request)


def edition_info(edition: Edition) -> dict[str, Any]:
    """What an edition says of itself: its level, number and date (none for a file copied alone), and its content
    hash.
    """
    return {"level": edition.level, "number": edition.number, "date": edition.date, "content": edition.content}
