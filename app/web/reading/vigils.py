"""A vigil's ledger, for whoever holds its link: which lines were read where, and which nobody has read yet.

A reading that is not taken comes back as it was typed, with why.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.editions.errors import BadQuery
from app.editions.read import given as g
from app.noticeboard.errors import NoticeboardError
from app.noticeboard.frozen import FrozenList
from app.noticeboard.opening import Noticeboard
from app.noticeboard.vigils import LONGEST_PLACE, Reading, list_of_vigil, not_yet_read, readings, record_reading
from app.web.errors import NotHere
from app.web.forms import form_pairs, too_long, typed
from app.web.language import PREFIXES
from app.web.problems import DETAILS
from app.web.reading.sharing import known_only
from app.web.reading.visit import Visit, visit

router = APIRouter(include_in_schema=False)
FORM = {"place": LONGEST_PLACE, "first": 8, "last": 8, "read_on": 10}
_log = logging.getLogger("casebook.web")


@router.get("/vigils/{token}")
async def ledger(request: Request, token: str) -> Response:
    seen = visit(request)
    known_only(seen.parameters, ())
    return _page(seen, token)


@router.post("/vigils/{token}")
async def record(request: Request, token: str) -> Response:
    seen = visit(request)
    board, frozen = _opened(request, token)
    given = typed(await form_pairs(request), FORM)
    try:
        record_reading(board, token, _reading(given, len(frozen.lines)), request.app.state.today())
    except BadQuery as fault:
        return _page(seen, token, given, fault, HTTPStatus.BAD_REQUEST)
    except NoticeboardError as problem:
        _log.error("the noticeboard: %s", problem)  # its sentences hold no value
        return _page(seen, token, given, BadQuery("", DETAILS[503]), HTTPStatus.SERVICE_UNAVAILABLE)
    return RedirectResponse(f"{PREFIXES[seen.language]}/vigils/{token}", 303)


def _opened(request: Request, token: str) -> tuple[Noticeboard, FrozenList]:
    board: Noticeboard | None = request.app.state.noticeboard
    found = list_of_vigil(board, token) if board is not None else None
    if board is None or found is None:
        raise NotHere
    return board, found


def _page(
    seen: Visit, token: str, given: Mapping[str, str] | None = None, fault: BadQuery | None = None, status: int = 200
) -> Response:
    """The ledger. `given`, `fault`: a reading as it was typed, and why it was not taken."""
    board, frozen = _opened(seen.request, token)
    done = readings(board, token)
    left = not_yet_read(len(frozen.lines), done)
    if given is None:  # what nobody has read yet is offered
        ends = map(str, left[0] if left else ("", ""))
        given = dict(zip(FORM, ("", *ends, seen.request.app.state.today()), strict=True))
    return seen.once("vigil", status, here="lists", frozen=frozen, done=done, left=left, lines=len(frozen.lines),
                     unread=sum(last - first + 1 for first, last in left), given=given, fault=fault)  # fmt: skip


def _reading(given: dict[str, str], lines: int) -> Reading:
    """What was typed as a reading; BadQuery says which box cannot be taken and why."""
    for name in too_long(given, FORM):
        raise BadQuery(name, "It is too long.")
    first, last = (g.whole(name, given[name] or None, 1, 99_999_999) for name in ("first", "last"))
    if first is None or last is None or not first <= last <= lines:
        raise BadQuery("last", "These lines are not on the list.")
    place = " ".join(given["place"].split())
    if not place or not place.isprintable():
        raise BadQuery("place", "Say where it was read.")
    day = g.day("read_on", given["read_on"] or None)
    if day is None:
        raise BadQuery("read_on", "It is a day such as 2013-05-28.")
    return Reading(place, first, last, day.isoformat())
