"""Asking for access: a form with a purpose, an affiliation and referees. What was typed comes back whenever it is not taken.

Also where the door refuses it, since the session ended meanwhile, and where another writer was at it for too long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from types import MappingProxyType

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Scope

from app.accounts.requests import ASKED_OF_ALL, ask
from app.accounts.rules import LONGEST, NotAllowed
from app.codebook.levels import Level
from app.web.account.here import Here, here
from app.web.account.pages import account_page, go_on
from app.web.language import unprefixed
from app.web.problems import N_, PERHAPS_SAVED

router = APIRouter(include_in_schema=False)
ADDRESS = "/account/ask"
ASKABLE = {level.code: level for level in LONGEST}
REFUSED: Mapping[int, str] = MappingProxyType(
    {
        403: N_("You have signed in anew since this form was drawn. What you typed stands below; send it again."),
        429: N_("Too many requests at once. What you typed stands below; wait a minute, and send it again."),
        500: N_("Something went wrong here. What you typed stands below; send it again in a while."),
        503: N_("This house is busy just now. What you typed stands below; send it again in a moment."),
    }
)
SIGNED_OUT = N_("Your session has ended. What you typed stands below: sign in in a new tab, and then send it again.")
ASKED_FIRST = N_(
    "Something else is asked of you first. What you typed stands below: do it in a new tab, and then send it again."
)


@router.get(ADDRESS)
def ask_form(request: Request) -> Response:
    return _page(request, "", HTTPStatus.OK)


@router.post(ADDRESS)
def ask_for_access(request: Request) -> Response:
    seen, books = here(request), here(request).house.books
    level = ASKABLE.get(seen.form.get("level", ""), Level.PUBLIC)
    words = {key: seen.form.get(key, "") for key in ASKED_OF_ALL}
    try:
        ends_at = seen.at + timedelta(days=days_of(seen.form))
        with seen.writing() as session:
            ask(session, books.keys, seen.me.id, level, ends_at, words, seen.at)
    except NotAllowed as fault:
        return _page(request, str(fault), HTTPStatus.UNPROCESSABLE_ENTITY)
    return go_on(request, "/account")


def handed_back(scope: Scope, refusal: Response) -> Response | None:
    """The form once more, in place of a refusal or a fault that would lose it; None for other addresses and refusals."""
    visitor: Here = scope["state"]["here"]
    status, sentence = refusal.status_code, REFUSED.get(refusal.status_code)
    if visitor.perhaps_saved:
        sentence = PERHAPS_SAVED
    elif status == HTTPStatus.SEE_OTHER:  # to a page where something else is to be done first
        status, sentence = HTTPStatus.FORBIDDEN, ASKED_FIRST if visitor.person else SIGNED_OUT
    return _page(Request(scope), sentence, status) if sentence and _is_asked(scope) else None


def days_of(form: Mapping[str, str]) -> int:
    """The number of days asked for; NotAllowed where it is no number of at most three digits."""
    days = form.get("days", "")
    if not re.fullmatch(r"[0-9]{1,3}", days):
        raise NotAllowed(N_("Say for how many days."))
    return int(days)


def _is_asked(scope: Scope) -> bool:
    """Whether a request for access is sent with words in it."""
    form = scope["state"]["here"].form
    asked = scope["method"] == "POST" and unprefixed(scope["path"]) == ADDRESS
    return asked and any(form.get(key, "").strip() for key in ASKED_OF_ALL)


def _page(request: Request, problem: str, status: int) -> Response:
    """`problem`: in English, to be translated; with one, what was typed is in the form."""
    longest = {level.code: span.days for level, span in LONGEST.items()}
    given = here(request).form
    return account_page(
        request, "ask", title=N_("Ask for access"), problem=problem, longest=longest, given=given, status=status
    )
