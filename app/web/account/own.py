"""One's own account: which edition one reads, tokens for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts import notices, sessions, tokens
from app.accounts.requests import requests_of
from app.accounts.rules import NotAllowed
from app.codebook.levels import Level
from app.web.account.asking import days_of
from app.web.account.here import here
from app.web.account.pages import account_page, go_on
from app.web.errors import NotHere
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
CHANGED = ("password", "password-and-tokens")
READABLE = {level.code: level for level in (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)}


@router.get("/account")
def mine(request: Request) -> Response:
    seen = here(request)
    with seen.house.books.reading() as session:
        asked, told = requests_of(session, seen.me.id), notices.notice(session, seen.me.id)
    levels = [level.code for level in READABLE.values() if level <= seen.cleared]
    said = request.query_params.get("changed", "")
    changed = said if said in CHANGED else ""
    return account_page(
        request, "mine", title=N_("Your account"), asked=asked, told=told, changed=changed, levels=levels
    )


@router.post("/account/edition")
def choose_edition(request: Request) -> Response:
    """Another edition from now on. The vetted one is opened with a fresh factor only."""
    seen = here(request)
    level = READABLE.get(seen.form.get("level", ""))
    if level is None or level > seen.cleared:
        raise NotHere
    if level >= Level.VETTED and not seen.fresh:
        return go_on(request, "/account/step-up")
    with seen.house.books.writing() as session:
        sessions.choose(session, seen.secret, level)
    return go_on(request, "/")


@router.get("/account/tokens")
def my_tokens(request: Request) -> Response:
    return _tokens(request, "", "")


@router.post("/account/tokens")
def make(request: Request) -> Response:
    seen, form = here(request), here(request).form
    try:
        days = days_of(form)
        with seen.house.books.writing() as session:
            secret = tokens.make_token(session, seen.me.id, form.get("name", ""), form.get("scope", ""), days, seen.at)
    except NotAllowed as fault:
        return _tokens(request, "", str(fault))
    return _tokens(request, secret, "")


@router.post("/account/tokens/{token_id}")
def revoke(request: Request, token_id: str) -> Response:
    seen = here(request)
    with seen.house.books.writing() as session:
        if not tokens.revoke_token(session, seen.me.id, token_id, seen.at):
            raise NotHere
    return go_on(request, "/account/tokens")


def _tokens(request: Request, secret: str, problem: str) -> Response:
    seen = here(request)
    with seen.house.books.reading() as session:
        held = [(t.id, t.name, t.scopes, t.ends_at, t.revoked_at) for t in tokens.tokens_of(session, seen.me.id)]
    return account_page(
        request, "tokens", title=N_("Tokens"), tokens=held, secret=secret, problem=problem, scopes=tokens.SCOPES,
        status=422 if problem else 200,
    )  # fmt: skip
