"""Signing in and out, stepping up, the second factor."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts import factors, sessions
from app.accounts.passwords import Crowded
from app.accounts.people import sign_out_everywhere
from app.accounts.proving import Proof, stepped_up
from app.accounts.signing_in import Attempted, NotSignedIn, TooOften, sign_in
from app.web.account.cookies import DEVICE, DEVICE_LASTS, FORM, SESSION
from app.web.account.here import Here, here
from app.web.account.pages import account_page, go_on
from app.web.account.sentences import CROWDED, WAIT, WRONG
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
SIGN_IN, STEP_UP, FACTOR = N_("Sign in"), N_("Confirm that it is you"), N_("Second factor")


@router.get("/account/sign-in")
def ask_in(request: Request) -> Response:
    made = request.query_params.get("made") == "yes"
    return account_page(request, "sign_in", title=SIGN_IN, problem="", made=made)


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
        return account_page(request, "sign_in", title=SIGN_IN, problem=said, made=False, status=status)
    response = go_on(request, "/account")
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
    response = go_on(request, "/account/sign-in")
    seen.house.jar.clear(response, SESSION)
    return response


@router.post("/account/sessions")
def go_out_everywhere(request: Request) -> Response:
    """Every session of this account ends, this one too."""
    seen = here(request)
    with seen.house.books.writing() as session:
        sign_out_everywhere(session, seen.me.id)
    return go_on(request, "/account/sign-in")


@router.get("/account/step-up")
def ask_again(request: Request) -> Response:
    return account_page(request, "step_up", title=STEP_UP, problem="")


@router.post("/account/step-up")
def step_up(request: Request) -> Response:
    seen = here(request)
    try:
        proved = stepped_up(seen.house.books, seen.me, proof_of(seen), seen.at)
    except Crowded:
        return account_page(request, "step_up", title=STEP_UP, problem=CROWDED, status=503)
    if not proved:
        return account_page(request, "step_up", title=STEP_UP, problem=WRONG, status=403)
    with seen.house.books.writing() as session:
        fresh = sessions.renew(session, seen.secret, seen.at)
    response = go_on(request, "/account")
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
    return account_page(request, "factor", title=FACTOR, seed=seed, codes=[], problem="")


@router.post("/account/factor")
def confirm_factor(request: Request) -> Response:
    seen = here(request)
    books = seen.house.books
    with books.writing() as session:
        codes = factors.confirm(session, books.keys, seen.me.id, seen.form.get("code", ""), seen.at)
        seed = factors.pending(session, books.keys, seen.me.id) or ""
    problem = "" if codes else N_("This code does not fit. Check the clock of your device.")
    status = 200 if codes else 403
    return account_page(request, "factor", title=FACTOR, seed=seed, codes=codes, problem=problem, status=status)


@router.post("/account/recovery")
def new_codes(request: Request) -> Response:
    """Ten new recovery codes; the old ones are gone."""
    seen = here(request)
    with seen.house.books.writing() as session:
        codes = factors.new_recovery_codes(session, seen.me.id) if seen.me.factor else []
    return account_page(request, "factor", title=N_("Recovery codes"), seed="", codes=codes, problem="")


def proof_of(seen: Here) -> Proof:
    """What the form says to prove who sent it."""
    return Proof(seen.form.get("password", ""), seen.form.get("code", ""), seen.device)
