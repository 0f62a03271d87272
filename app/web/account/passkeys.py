"""Passkeys: kept on a page of one's own, and given in place of password and code. The one thing here that needs script.

The page carries what the browser is asked; the script of this house hands it over and puts the answer into a plain form.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts import passkeys, sessions
from app.accounts.access_log import Noted, write
from app.accounts.by_passkey import sign_in_by_passkey, stepped_up_by_passkey
from app.accounts.passkeys import NotSigned, Site
from app.accounts.rules import NotAllowed
from app.accounts.signing_in import NotSignedIn, TooOften
from app.web.account.cookies import DEVICE, DEVICE_LASTS, FORM, SESSION
from app.web.account.here import Here, here
from app.web.account.pages import account_page, form_secret, go_on
from app.web.account.sentences import WAIT
from app.web.account.site import site_of
from app.web.errors import NotHere
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
PASSKEYS, PROVE = N_("Passkeys"), N_("Use a passkey")
NOT_SIGNED = N_("No passkey that is known here answered. Try again, or use password and code.")


@router.get("/account/passkeys")
def mine(request: Request) -> Response:
    return _mine(request, "")


@router.post("/account/passkeys")
def add(request: Request) -> Response:
    seen = here(request)
    site, form, problem = _site(seen), seen.form, ""
    with seen.house.books.writing() as session:
        try:
            name, credential = form.get("name", ""), form.get("credential", "")
            passkeys.add(session, site, seen.me.id, seen.secret, credential, name, seen.at)
            write(session, seen.me.id, [Noted("passkey", seen.me.id, "added")], seen.at)
        except (NotSigned, NotAllowed) as fault:
            problem = NOT_SIGNED if isinstance(fault, NotSigned) else str(fault)
    return _mine(request, problem) if problem else go_on(request, "/account/passkeys")


@router.post("/account/passkeys/{passkey_id}")
def take_away(request: Request, passkey_id: str) -> Response:
    seen = here(request)
    _site(seen)
    with seen.house.books.writing() as session:
        if not passkeys.remove(session, seen.me.id, passkey_id):
            raise NotHere
        write(session, seen.me.id, [Noted("passkey", seen.me.id, "removed")], seen.at)
    return go_on(request, "/account/passkeys")


@router.get("/account/passkey")
def ask(request: Request) -> Response:
    return _ask(request, "")


@router.post("/account/passkey")
def prove(request: Request) -> Response:
    """Signs in; who is signed in already proves anew who they are."""
    seen = here(request)
    site, credential = _site(seen), seen.form.get("credential", "")
    if seen.person is None:
        return _come_in(request, seen, site, credential)
    if not stepped_up_by_passkey(seen.house.books, site, seen.person, seen.secret, credential, seen.device, seen.at):
        return _ask(request, NOT_SIGNED, 403)
    with seen.house.books.writing() as session:
        fresh = sessions.renew(session, seen.secret, seen.at)
    response = go_on(request, "/account")
    seen.house.jar.put(response, SESSION, fresh)
    return response


def _come_in(request: Request, seen: Here, site: Site, credential: str) -> Response:
    try:
        done = sign_in_by_passkey(seen.house.books, site, seen.form_secret, credential, seen.network, seen.at)
    except (NotSignedIn, TooOften) as fault:
        return _ask(request, WAIT, 429) if isinstance(fault, TooOften) else _ask(request, NOT_SIGNED, 403)
    response, jar = go_on(request, "/account"), seen.house.jar
    jar.put(response, SESSION, done.session)
    jar.put(response, DEVICE, done.device, DEVICE_LASTS)
    jar.clear(response, FORM)
    return response


def _ask(request: Request, problem: str, status: int = 200) -> Response:
    seen = here(request)
    site, (secret, _) = _site(seen), form_secret(seen)
    with seen.house.books.writing() as session:
        options = passkeys.options_to_prove(session, site, secret, seen.at)
    return account_page(request, "passkey", title=PROVE, problem=problem, options=options, status=status)


def _mine(request: Request, problem: str) -> Response:
    seen = here(request)
    site = _site(seen)
    with seen.house.books.writing() as session:
        held = [(each.id, each.name, each.made_at, each.used_at) for each in passkeys.passkeys_of(session, seen.me.id)]
        options = passkeys.options_to_add(session, site, seen.me.id, seen.secret, seen.at)
    return account_page(
        request, "passkeys", title=PASSKEYS, problem=problem, held=held, options=options, status=422 if problem else 200
    )


def _site(seen: Here) -> Site:
    """NotHere where passkeys are not offered."""
    site = site_of(seen.house)
    if site is None:
        raise NotHere
    return site
