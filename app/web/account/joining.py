"""Joining by an invitation: a name to sign in with, who one is, a password."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts.access_log import Noted, write
from app.accounts.invitations import NoInvitation, accept, invitation
from app.accounts.passwords import Crowded, UnfitPassword
from app.accounts.people import UnfitLogin
from app.web.account.here import here
from app.web.account.pages import account_page, move_on
from app.web.errors import NotHere

router = APIRouter(include_in_schema=False)


@router.get("/join/{secret}")
def invited(request: Request, secret: str) -> Response:
    seen = here(request)
    try:
        with seen.house.books.writing() as session:
            roles = invitation(session, secret, seen.at).roles
    except NoInvitation:
        raise NotHere from None
    return account_page(request, "join", title="Join", roles=roles, problem="")


@router.post("/join/{secret}")
def join(request: Request, secret: str) -> Response:
    seen, books = here(request), here(request).house.books
    form = seen.form
    try:
        with books.writing() as session:
            made = accept(
                session, books.keys, secret, login=form.get("login", ""), name=form.get("name", ""),
                password=form.get("password", ""), at=seen.at,
            )  # fmt: skip
            write(session, made, [Noted("join", made)], seen.at)
    except NoInvitation:
        raise NotHere from None
    except (UnfitLogin, UnfitPassword) as fault:
        return account_page(request, "join", title="Join", roles=(), problem=str(fault), status=422)
    except Crowded:
        return account_page(request, "join", title="Join", roles=(), problem="Try again in a moment.", status=503)
    return move_on("/account/sign-in")
