"""Deciding about requests, and the people of the house: invited, given roles, revoked, closed, all stopped."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts import people
from app.accounts.access_log import Noted, write
from app.accounts.invitations import invite
from app.accounts.models import Account
from app.accounts.requests import open_requests, speak
from app.accounts.roles import Role
from app.accounts.rules import AGREE, REFUSE, NotAllowed, may_speak
from app.accounts.stop import stop
from app.web.account.here import Here, here
from app.web.account.pages import account_page, go_on
from app.web.errors import NotHere
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
ROLES = tuple(Role)
NOT_SURE = N_("Tick first that you are sure: a press does not take this back.")


@router.get("/requests")
def waiting(request: Request) -> Response:
    return _waiting(request, "")


@router.post("/requests/{request_id}")
def decide(request: Request, request_id: str) -> Response:
    seen, books = here(request), here(request).house.books
    verdict = AGREE if seen.form.get("verdict") == AGREE else REFUSE
    try:
        digest = bytes.fromhex(seen.form.get("digest", ""))
        with books.writing() as session:
            granted = speak(session, seen.me.id, request_id, verdict, digest, seen.at)
            grant = granted.id if granted else ""
            twice = "as " + "+".join(sorted(seen.me.roles)) if len(seen.me.roles) > 1 else ""
            write(session, seen.me.id, [Noted(verdict, request_id, twice, grant)], seen.at)
    except NotAllowed as fault:
        return _waiting(request, str(fault))
    except ValueError:
        return _waiting(request, N_("The request was changed since you read it; read it again."))
    return go_on(request, "/requests")


def _waiting(request: Request, problem: str) -> Response:
    seen, books = here(request), here(request).house.books
    with books.reading() as session:
        found = [
            (each, people.shown(session, books.keys, session.get_one(Account, each.asked.asker), seen.at))
            for each in open_requests(session, books.keys, seen.at)
            if may_speak(seen.me, each.asked.level)
        ]
    status = 422 if problem else 200
    return account_page(request, "requests", title=N_("Requests"), waiting=found, problem=problem, status=status)


@router.get("/people")
def everybody(request: Request) -> Response:
    return _everybody(request, "")


@router.post("/people/invite")
def invite_somebody(request: Request) -> Response:
    seen = here(request)
    roles = [role for role in ROLES if seen.form.get(role)]
    with seen.house.books.writing() as session:
        secret = invite(session, roles, seen.me.id, seen.at)
        write(session, seen.me.id, [Noted("invite", seen.me.id, " ".join(roles))], seen.at)
    return _everybody(request, f"{_address(request)}/join/{secret}")


@router.post("/people/{account_id}/roles")
def give_roles(request: Request, account_id: str) -> Response:
    """Nobody changes their own roles."""
    seen = here(request)
    roles = [role for role in ROLES if seen.form.get(role)]
    with seen.house.books.writing() as session:
        _other(seen, session.get(Account, account_id))
        people.set_roles(session, account_id, roles)
        write(session, seen.me.id, [Noted("roles", account_id, " ".join(roles))], seen.at)
    return go_on(request, "/people")


@router.post("/people/{account_id}/revoke")
def revoke(request: Request, account_id: str) -> Response:
    """All clearance of somebody ends with their next request; one's own may be given up, too."""
    seen = here(request)
    with seen.house.books.writing() as session:
        if session.get(Account, account_id) is None:
            raise NotHere
        if sure := _sure(seen):
            people.revoke_grants(session, account_id, seen.me.id, seen.at)
            write(session, seen.me.id, [Noted("revoke", account_id)], seen.at)
    return go_on(request, "/people") if sure else _everybody(request, "", NOT_SURE)


@router.post("/people/{account_id}/close")
def close(request: Request, account_id: str) -> Response:
    seen = here(request)
    with seen.house.books.writing() as session:
        _other(seen, session.get(Account, account_id))
        if sure := _sure(seen):
            people.close_account(session, account_id, seen.me.id, seen.at)
            write(session, seen.me.id, [Noted("close", account_id)], seen.at)
    return go_on(request, "/people") if sure else _everybody(request, "", NOT_SURE)


@router.post("/emergency-stop")
def stop_everything(request: Request) -> Response:
    seen = here(request)
    if not _sure(seen):
        return _everybody(request, "", NOT_SURE)
    with seen.house.books.writing() as session:
        write(session, seen.me.id, [Noted("stop", seen.me.id)], seen.at)
        stop(session, seen.me.id, seen.at)
    return go_on(request, "/account/sign-in")


def _address(request: Request) -> str:
    """Where this application is reached: one of its own addresses, whatever a request calls it."""
    origins, called = here(request).house.origins, str(request.base_url).rstrip("/")
    return called if called in origins else min(origins)


def _sure(seen: Here) -> bool:
    """What nobody takes back by a second press asks for two."""
    return seen.form.get("sure") == "yes"


def _everybody(request: Request, link: str, problem: str = "") -> Response:
    seen, books = here(request), here(request).house.books
    with books.reading() as session:
        found = people.everybody(session, books.keys, seen.at)
    return account_page(
        request, "people", title=N_("People of this house"), people=found, link=link, roles=ROLES, problem=problem,
        status=422 if problem else 200,
    )  # fmt: skip


def _other(seen: Here, account: Account | None) -> None:
    if account is None or account.id == seen.me.id:
        raise NotHere
