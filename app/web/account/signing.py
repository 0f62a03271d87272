"""Signing in and out, stepping up, the second factor."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts import factors, sessions
from app.accounts.models import Account
from app.accounts.passwords import Crowded, fits
from app.accounts.people import sign_out_everywhere
from app.accounts.signing_in import Attempted, NotSignedIn, TooOften, sign_in
from app.accounts.throttle import factor_failed, factor_held_up
from app.web.account.cookies import DEVICE, DEVICE_LASTS, FORM, SESSION
from app.web.account.here import Here, here
from app.web.account.pages import account_page, move_on

router = APIRouter(include_in_schema=False)
WRONG = "Name, password or code is not right."
WAIT = "Too many attempts. Wait a minute and try again."
CROWDED = "Many people are signing in. Try again in a moment."


@router.get("/account/sign-in")
def ask_in(request: Request) -> Response:
    return account_page(request, "sign_in", title="Sign in", problem="")


@router.post("/account/sign-in")
def come_in(request: Request) -> Response:
    seen = here(request)
    form = seen.form
    attempt = Attempted(
        form.get("login", ""), form.get("password", ""), form.get("code", ""), seen.network, seen.device
    )
    try:
        done = sign_in(seen.house.books, attempt, seen.at)
    except (NotSignedIn, TooOften, Crowded) as fault:
        status, said = {NotSignedIn: (403, WRONG), TooOften: (429, WAIT)}.get(type(fault), (503, CROWDED))
        return account_page(request, "sign_in", title="Sign in", problem=said, status=status)
    response = move_on("/account")
    jar = seen.house.jar
    jar.put(response, SESSION, done.session)
    jar.put(response, DEVICE, done.device, DEVICE_LASTS)
    jar.clear(response, FORM)
    return response


@router.post("/account/sign-out")
def go_out(request: Request) -> Response:
    seen = here(request)
    with seen.house.books.writing() as session:
        sessions.close(session, seen.secret)
    response = move_on("/account/sign-in")
    seen.house.jar.clear(response, SESSION)
    return response


@router.post("/account/sessions")
def go_out_everywhere(request: Request) -> Response:
    """Every session of this account ends, this one too."""
    seen = here(request)
    with seen.house.books.writing() as session:
        sign_out_everywhere(session, seen.me.id)
    return move_on("/account/sign-in")


@router.get("/account/step-up")
def ask_again(request: Request) -> Response:
    return account_page(request, "step_up", title="Confirm that it is you", problem="")


@router.post("/account/step-up")
def step_up(request: Request) -> Response:
    seen = here(request)
    if not _proved(seen):
        return account_page(request, "step_up", title="Confirm that it is you", problem=WRONG, status=403)
    with seen.house.books.writing() as session:
        fresh = sessions.renew(session, seen.secret, seen.at)
    response = move_on("/account")
    seen.house.jar.put(response, SESSION, fresh)
    return response


@router.get("/account/factor")
def show_factor(request: Request) -> Response:
    seen = here(request)
    with seen.house.books.writing() as session:
        seed = (
            ""
            if seen.me.factor
            else (
                factors.pending(session, seen.house.books.keys, seen.me.id)
                or factors.begin(session, seen.house.books.keys, seen.me.id)
            )
        )
    return account_page(request, "factor", title="Second factor", seed=seed, codes=[], problem="")


@router.post("/account/factor")
def confirm_factor(request: Request) -> Response:
    seen = here(request)
    books = seen.house.books
    with books.writing() as session:
        codes = factors.confirm(session, books.keys, seen.me.id, seen.form.get("code", ""), seen.at)
        seed = factors.pending(session, books.keys, seen.me.id) or ""
    problem = "" if codes else "This code does not fit. Check the clock of your device."
    status = 200 if codes else 403
    return account_page(
        request, "factor", title="Second factor", seed=seed, codes=codes, problem=problem, status=status
    )


@router.post("/account/recovery")
def new_codes(request: Request) -> Response:
    """Ten new recovery codes; the old ones are gone."""
    seen = here(request)
    with seen.house.books.writing() as session:
        codes = factors.new_recovery_codes(session, seen.me.id) if seen.me.factor else []
    return account_page(request, "factor", title="Recovery codes", seed="", codes=codes, problem="")


def _proved(seen: Here) -> bool:
    """A fresh code; the password, for who has no second factor. Failures count for the account."""
    books, me = seen.house.books, seen.me
    with books.writing() as session:
        if factor_held_up(session, books.keys, me.id, seen.device, seen.at):
            return False
        if me.factor:
            right = factors.check(session, books.keys, me.id, seen.form.get("code", ""), seen.at)
        else:
            kept = session.get_one(Account, me.id).password_hash
            right = fits(seen.form.get("password", ""), kept)
        if not right:
            factor_failed(session, books.keys, me.id, seen.device, seen.at)
    return right
