"""The access log for stewards: by viewer and by case. Shows ids; who an id is stands on the people page."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts.watching import by_viewer, entries
from app.web.account.here import here
from app.web.account.pages import account_page
from app.web.problems import N_

router = APIRouter(include_in_schema=False)
LOG = N_("Access log")
LOOK_BACK = timedelta(days=90)


@router.get("/access-log")
def log(request: Request) -> Response:
    seen = here(request)
    with seen.house.books.reading() as session:
        watched = by_viewer(session, seen.at - LOOK_BACK)
        newest = entries(session)
    return account_page(request, "log", title=LOG, watched=watched, entries=newest, of="")


@router.get("/access-log/viewers/{account_id}")
def of_viewer(request: Request, account_id: str) -> Response:
    return _part(request, viewer=account_id, of="")


@router.get("/access-log/cases/{case_id}")
def of_case(request: Request, case_id: str) -> Response:
    return _part(request, viewer="", of=case_id)


def _part(request: Request, viewer: str, of: str) -> Response:
    seen = here(request)
    with seen.house.books.reading() as session:
        found = entries(session, viewer=viewer, of=of)
    return account_page(request, "log", title=LOG, watched=[], entries=found, of=viewer or of)
