"""Drawing the members' own pages, and moving on after a form. They are in English; the reading pages are in both languages."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from app.accounts.ids import new_secret
from app.web.account.cookies import FORM, csrf_of
from app.web.account.here import frame, here
from app.web.pages import page


def account_page(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A page of the account."""
    return own_page(request, f"account/{template}", title=title, status=status, **values)


def own_page(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A page with forms. Who is not signed in gets a cookie that the form's token follows from."""
    seen = here(request)
    fresh = "" if seen.secret or seen.form_secret else new_secret()
    if fresh:
        seen.form_secret = fresh
    shown = frame(request) if seen.person else None
    body = page(
        template, "en", title=title, here=values.pop("entry", "account"), edition=None, canonical="", other_address="/ko/",
        place=seen.house.place, member=shown, csrf=csrf_of(seen.secret or seen.form_secret), seen=seen, **values,
    )  # fmt: skip
    response = Response(body, status, media_type="text/html")
    if fresh:
        seen.house.jar.put(response, FORM, fresh)
    return response


def move_on(address: str) -> Response:
    return RedirectResponse(address, 303)
