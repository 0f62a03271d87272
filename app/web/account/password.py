"""Changing one's own password: with the one until now and, where there is a second factor, a code."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts.passwords import Crowded, UnfitPassword
from app.accounts.proving import NotProved, change_password
from app.accounts.tokens import in_force
from app.web.account.cookies import SESSION
from app.web.account.here import here
from app.web.account.pages import account_page, go_on
from app.web.account.sentences import CROWDED, WRONG
from app.web.account.signing import proof_of
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
TITLE = N_("Change your password")


@router.get("/account/password")
def ask_password(request: Request) -> Response:
    return _page(request, "")


@router.post("/account/password")
def new_password(request: Request) -> Response:
    """All other sessions of the account end, and its tokens unless the form says that they stay; this one goes on under a new secret."""
    seen = here(request)
    keep, password = seen.form.get("tokens") == "keep", seen.form.get("fresh", "")
    try:
        done = change_password(
            seen.house.books, seen.me, seen.secret, proof_of(seen), password, seen.at, keep_tokens=keep
        )
    except (NotProved, UnfitPassword, Crowded) as fault:
        status, said = {NotProved: (403, WRONG), Crowded: (503, CROWDED)}.get(type(fault), (422, str(fault)))
        return _page(request, said, status)
    response = go_on(
        request, "/account?changed=password-and-tokens" if done.tokens_ended else "/account?changed=password"
    )
    seen.house.jar.put(response, SESSION, done.session)
    return response


def _page(request: Request, problem: str, status: int = 200) -> Response:
    seen = here(request)
    with seen.house.books.reading() as session:
        held = in_force(session, seen.me.id, seen.at)
    return account_page(request, "password", title=TITLE, problem=problem, tokens=held, status=status)
