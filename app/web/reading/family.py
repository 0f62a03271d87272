"""The family's door: a letter to the desk without an account, sealed before it is kept, and a receipt code that shows its state.

Nothing of a letter is logged, repeated in an error or kept in plain. What was typed comes back in the form whenever it cannot be
taken: something is missing, too long, or this house takes no more just now.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.keys.letters import LetterSealer
from app.noticeboard.errors import Enough, NoticeboardError
from app.noticeboard.letters import state_of_letter, take_letter
from app.noticeboard.opening import Noticeboard
from app.web.forms import fields, form_pairs, too_long, typed
from app.web.reading.visit import Visit, bare_visit, visit

router = APIRouter(include_in_schema=False)
KINDS = ("publish", "correct", "unmask", "hide", "news")
FORM = {"kind": 20, "who": 300, "relation": 300, "words": 6_000, "contact": 300}
EMPTY: Mapping[str, str] = dict.fromkeys(FORM, "")
_log = logging.getLogger("casebook.web")


@router.get("/family")
async def door(request: Request) -> Response:
    seen = bare_visit(request)
    board, sealer = _opened(request)
    return seen.page("family", title="", here="family", given=EMPTY, kinds=KINDS, missing="", form=FORM,
                     open=board is not None and sealer is not None)  # fmt: skip


@router.post("/family")
async def letter(request: Request) -> Response:
    """Seal and keep the letter; the receipt is shown once, on a page that nobody keeps."""
    seen = visit(request)
    board, sealer = _opened(request)
    given = typed(await form_pairs(request), FORM)
    if board is None or sealer is None:
        return _again(seen, given, "closed", open_=False)
    if missing := _missing(given):
        return _again(seen, given, missing)
    try:
        code = take_letter(board, sealer.seal(letter_bytes(given, seen.language)), request.app.state.today())
    except NoticeboardError as problem:
        return _again(seen, given, why_not(problem), HTTPStatus.SERVICE_UNAVAILABLE)
    return seen.once("receipt", code=code, state=None, asked=False)


@router.get("/family/receipt")
async def receipt(request: Request) -> Response:
    return bare_visit(request).page("receipt", title="", code="", state=None, asked=False)


@router.post("/family/receipt")
async def state(request: Request) -> Response:
    """The state for a code. It comes in the body, so that it stands in no address and no history."""
    seen = visit(request)
    board, _ = _opened(request)
    given = fields(await form_pairs(request), {"code": 40})
    found = state_of_letter(board, given["code"]) if board is not None else None
    return seen.once("receipt", code="", state=found, asked=True)


def letter_bytes(given: Mapping[str, str], language: str) -> bytes:
    """The letter as the desk will read it: JSON with what was typed and the language of the page."""
    return json.dumps({"version": 1, "language": language, **given}, ensure_ascii=False).encode()


def why_not(problem: NoticeboardError) -> str:
    """Which sentence of the page says why the noticeboard takes nothing: no more today, or not just now. The log has its own."""
    _log.error("the noticeboard: %s", problem)  # its sentences hold no value
    return "enough" if isinstance(problem, Enough) else "busy"


def _opened(request: Request) -> tuple[Noticeboard | None, LetterSealer | None]:
    return request.app.state.noticeboard, request.app.state.letters


def _missing(given: Mapping[str, str]) -> str:
    """Why a letter cannot be taken as it is; empty where it can."""
    if given["kind"] not in KINDS:
        return "kind"
    if not (given["words"] or given["who"]):
        return "words"
    return "long" if too_long(given, FORM) else ""


def _again(
    seen: Visit, given: Mapping[str, str], missing: str, status: int = HTTPStatus.BAD_REQUEST, *, open_: bool = True
) -> Response:
    """The form once more, with all that was typed and why it was not taken."""
    return seen.once("family", status, here="family", given=given, kinds=KINDS, missing=missing, form=FORM, open=open_)
