"""Joining by an invitation: a name to sign in with, who one is, a password."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts.access_log import Noted, write
from app.accounts.invitations import NoInvitation, accept, invitation
from app.accounts.passwords import Crowded, UnfitPassword, hash_password
from app.accounts.people import UnfitLogin
from app.web.account.here import Here, here
from app.web.account.pages import account_page, go_on
from app.web.account.sentences import CROWDED
from app.web.errors import NotHere
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
JOIN = N_("Join")


@router.get("/join/{secret}")
def invited(request: Request, secret: str) -> Response:
    return account_page(request, "join", title=JOIN, roles=_roles(here(request), secret), problem="")


@router.post("/join/{secret}")
def join(request: Request, secret: str) -> Response:
    """The slow hash is made for an open invitation alone, and outside the transaction that uses it up."""
    seen, books = here(request), here(request).house.books
    roles, form = _roles(seen, secret), seen.form
    try:
        hashed = hash_password(form.get("password", ""), form.get("login", ""), form.get("name", ""))
        with books.writing() as session:
            made = accept(
                session, books.keys, secret, login=form.get("login", ""), name=form.get("name", ""),
                password_hash=hashed, at=seen.at,
            )  # fmt: skip
            write(session, made, [Noted("join", made)], seen.at)
    except NoInvitation:
        raise NotHere from None
    except (UnfitLogin, UnfitPassword) as fault:
        return account_page(request, "join", title=JOIN, roles=roles, problem=str(fault), status=422)
    except Crowded:
        return account_page(request, "join", title=JOIN, roles=roles, problem=CROWDED, status=503)
    return go_on(request, "/account/sign-in?made=yes")


def _roles(seen: Here, secret: str) -> Iterable[str]:
    """The roles that come with the invitation; NotHere where there is none."""
    try:
        with seen.house.books.writing() as session:
            return invitation(session, secret, seen.at).roles
    except NoInvitation:
        raise NotHere from None
