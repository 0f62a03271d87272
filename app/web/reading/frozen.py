"""A frozen list at its address: whether it still holds, files of it, its shares, and one name at a time to read from a phone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.editions.errors import BadQuery
from app.editions.read.list_query import read_list_query
from app.keys.letters import LetterSealer
from app.noticeboard.errors import NoticeboardError
from app.noticeboard.frozen import find_list
from app.noticeboard.letters import take_letter
from app.noticeboard.opening import Noticeboard
from app.noticeboard.vigils import open_vigil
from app.sharing.filters import filters_in_words
from app.sharing.lines import rows_of, spoken
from app.sharing.printing.job import MEDIA_TYPES, STYLES_OF
from app.sharing.printing.sheet import plan_of
from app.sharing.saying import facts_in_words
from app.sharing.screen import SCREEN
from app.sharing.shares.pace import PACES, USUAL
from app.sharing.shares.plan import Asked, BadShares, Plan
from app.sharing.tongues import NAMES
from app.web.answers import answer
from app.web.errors import NotHere
from app.web.forms import fields, form_pairs, too_long, typed
from app.web.language import PREFIXES
from app.web.pages import hangul_marked
from app.web.reading.family import letter_bytes, why_not
from app.web.reading.frozen_file import file_of
from app.web.reading.frozen_list import Shown, freeze_query, shown
from app.web.reading.sharing import (
    SHARING,
    file_asked,
    known_only,
    language_asked,
    shares_asked,
)
from app.web.reading.visit import Visit, visit

router = APIRouter(include_in_schema=False)
CONTACT = {"contact": 300}


@router.post("/lists/freeze")
async def freeze(request: Request) -> Response:
    """Freeze, and lead to the list's address: sent again, it is the same list."""
    board, seen = _board(request), visit(request)
    known_only(seen.parameters, ())
    query = read_list_query(await form_pairs(request))
    found = freeze_query(board, seen.edition, query, request.app.state.today())
    return RedirectResponse(f"{PREFIXES[seen.language]}/lists/{found.key}", 303)


@router.get("/lists/{key}")
async def a_frozen_list(request: Request, key: str) -> Response:
    seen = visit(request)
    known_only(seen.parameters, ())
    values = _values(request, seen, _shown(request, seen, key))
    return seen.page("frozen", title="", here="lists", contact="", missing="", **values)


@router.get("/lists/{key}/shares")
async def shares(request: Request, key: str) -> Response:
    """The list shared among readers, as a page; the script prints the same shares."""
    seen = visit(request)
    known_only(seen.parameters, SHARING)
    found = _shown(request, seen, key)
    asked = shares_asked(seen.parameters) or Asked(readers=1)
    script = f"{PREFIXES[seen.language]}/lists/{key}/script.pdf?{urlencode(seen.parameters)}"
    numbers = found.paper.numbers
    return seen.page("shares", title="", here="lists", found=found, plan=_plan(found, asked, seen.language), script=script,
                     number_of=lambda position: numbers[position - 1], asked=asked, paces=PACES, key=key,
                     may_print=bool(request.app.state.address))  # fmt: skip


@router.get("/lists/{key}/read/{number}")
async def one_name(request: Request, key: str, number: int) -> Response:
    """One line, large. A line that was struck is said to be struck, and nothing else of it is known."""
    seen = visit(request)
    known_only(seen.parameters, ("lang",))
    found, language = _shown(request, seen, key), language_asked(seen.parameters, seen.language)
    if not 1 <= number <= len(found.frozen.lines):
        raise NotHere
    at = found.paper.numbers.index(number) if number in found.paper.numbers else None
    row = None if at is None else rows_of([found.paper.lines[at]], language, [number])[0]
    words, of = SCREEN[language], len(found.frozen.lines)
    return seen.page(
        "one_name", title="", here="lists", number=number, of=of, row=row, tongue=language, tongues=NAMES, words=words,
        line=words["line"].format(number=number, of=of), base=f"{PREFIXES[seen.language]}/lists/{key}",
        asked=f"?lang={language}" if language != seen.language else "",
        spoken=hangul_marked(spoken(row, language), language) if row else "",
        facts=facts_in_words(row, found.paper.info, language) if row else "",
    )  # fmt: skip


@router.get("/lists/{key}/{style}.{kind}")
async def a_file(request: Request, key: str, style: str, kind: str) -> Response:
    """The list as a file, of the lines that are still there when it is made."""
    seen, board = visit(request), _board(request)
    frozen = find_list(board, key)
    asked = file_asked(style, kind, seen.parameters, seen.language) if frozen else None
    if frozen is None or asked is None:
        raise NotHere
    body = await file_of(request, frozen, asked)
    name = f"casebook-list-{frozen.number}-{style}-{asked.language}.{kind}"
    return answer(request, body, MEDIA_TYPES[kind], extra={"Content-Disposition": f'attachment; filename="{name}"'})


@router.post("/lists/{key}/vigil")
async def vigil(request: Request, key: str) -> Response:
    """Open a ledger of what is read where."""
    board, seen = _board(request), visit(request)
    found = find_list(board, key)
    if found is None:
        raise NotHere
    fields(await form_pairs(request), {})
    token = open_vigil(board, found, request.app.state.today())
    return RedirectResponse(f"{PREFIXES[seen.language]}/vigils/{token}", 303)


@router.post("/lists/{key}/contact")
async def contact(request: Request, key: str) -> Response:
    """Leave a contact, sealed to the desk, to be told when a line is struck. One that is not taken comes back, with why."""
    board, seen = _board(request), visit(request)
    sealer: LetterSealer | None = request.app.state.letters
    found = find_list(board, key)
    if found is None or sealer is None:
        raise NotHere
    given = typed(await form_pairs(request), CONTACT)
    if not given["contact"]:
        raise BadQuery("contact", "Say how the desk can reach you.")
    if too_long(given, CONTACT):
        return _contact_again(request, seen, key, given["contact"], "long", HTTPStatus.BAD_REQUEST)
    letter = letter_bytes({"kind": "list_contact", "list": key, **given}, seen.language)
    try:
        code = take_letter(board, sealer.seal(letter), request.app.state.today())
    except NoticeboardError as problem:
        return _contact_again(request, seen, key, given["contact"], why_not(problem), HTTPStatus.SERVICE_UNAVAILABLE)
    return seen.once("receipt", code=code, state=None, asked=False)


def _contact_again(request: Request, seen: Visit, key: str, contact: str, missing: str, status: int) -> Response:
    """The page of the list, with the contact as it was typed and why it is not taken."""
    values = _values(request, seen, _shown(request, seen, key))
    return seen.once("frozen", status, here="lists", contact=contact, missing=missing, **values)


def _board(request: Request) -> Noticeboard:
    board: Noticeboard | None = request.app.state.noticeboard
    if board is None:
        raise NotHere
    return board


def _shown(request: Request, seen: Visit, key: str) -> Shown:
    found = find_list(_board(request), key)
    if found is None:
        raise NotHere
    return shown(found, seen.edition, request.app.state.address)


def _plan(found: Shown, asked: Asked, language: str) -> Plan:
    rows = rows_of(found.paper.lines, language, found.paper.numbers, aids=False)
    try:
        return plan_of(rows, asked, language)
    except BadShares as fault:
        raise BadQuery(fault.parameter, str(fault)) from None


def _values(request: Request, seen: Visit, found: Shown) -> dict[str, Any]:
    """What the page of a frozen list shows."""
    info = found.paper.info
    base = f"{PREFIXES[seen.language]}/lists/{found.frozen.key}"
    printable = bool(request.app.state.address)
    return {
        "found": found,
        "base": base,
        "filters": filters_in_words(info.terms, info.years, info.sections, seen.language, info.own),
        "files": [
            (style, kind) for kind, styles in STYLES_OF.items() for style in styles if kind != "pdf" or printable
        ],
        "may_print": printable,
        "tongues": NAMES,
        "paces": PACES,
        "usual": USUAL,
        "today_address": f"{PREFIXES[seen.language]}/lists?{urlencode(found.frozen.asked)}",
        "takes_contacts": request.app.state.letters is not None,
    }
