"""Asking for access: a form with a purpose, an affiliation and referees. What was typed comes back whenever it is not taken.

Also where the door refuses it, and where a fault comes (`handed_back.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts.requests import ASKED_OF_ALL, ask
from app.accounts.rules import LONGEST, NotAllowed
from app.codebook.levels import Level
from app.web.account.here import here
from app.web.account.pages import account_page, go_on
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
ADDRESS = "/account/ask"
ASKABLE = {level.code: level for level in LONGEST}


@router.get(ADDRESS)
def ask_form(request: Request) -> Response:
    return drawn(request, "", HTTPStatus.OK)


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
        return drawn(request, str(fault), HTTPStatus.UNPROCESSABLE_ENTITY)
    return go_on(request, "/account")


def days_of(form: Mapping[str, str]) -> int:
    """The number of days asked for; NotAllowed where it is no number of at most three digits."""
    days = form.get("days", "")
    if not re.fullmatch(r"[0-9]{1,3}", days):
        raise NotAllowed(N_("Say for how many days."))
    return int(days)


def drawn(request: Request, problem: str, status: int, first: str = "") -> Response:
    """`problem`: in English, to be translated; with one, what was typed is in the form. `first`: where something is to be done before."""
    longest = {level.code: span.days for level, span in LONGEST.items()}
    return account_page(
        request, "ask", title=N_("Ask for access"), problem=problem, first=first, longest=longest,
        given=here(request).form, status=status,
    )  # fmt: skip
