"""Drawing the members' own pages in both languages, and moving on after a form in the language it was sent in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from app.accounts.ids import new_secret
from app.web.account.cookies import FORM, csrf_of
from app.web.account.here import Here, frame, here
from app.web.account.sentences import in_words
from app.web.account.site import site_of
from app.web.language import PREFIXES, catalogue, language_of, unprefixed
from app.web.pages import OTHER, page

SHOWN_AT: Mapping[str, str] = MappingProxyType(
    {
        "/account/search": "/cases",
        "/account/recovery": "/account/factor",
        "/account/passkeys/{passkey_id}": "/account/passkeys",
        "/people/invite": "/people",
        "/requests/{request_id}": "/requests",
    }
)
"""Forms whose address has no page of its own: where the page stands that they are on."""


def account_page(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A page of the account. `title` and, if given, `problem`: in English, to be translated."""
    return own_page(request, f"account/{template}", title=title, status=status, **values)


def own_page(request: Request, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A page with forms. Who is not signed in gets a cookie that the form's token follows from."""
    seen, language = here(request), language_of(request.url.path)
    secret, fresh = form_secret(seen)
    shown = frame(request) if seen.person else None
    body = page(
        template, language, title=catalogue(language).gettext(title), here=values.pop("entry", "account"), edition=None,
        canonical="", other_address=PREFIXES[OTHER[language]] + _address(request), place=seen.house.place, member=shown,
        csrf=csrf_of(secret), seen=seen, in_words=in_words, passkeys=site_of(seen.house) is not None, **values,
    )  # fmt: skip
    response = Response(body, status, media_type="text/html")
    if fresh:
        seen.house.jar.put(response, FORM, secret)
    return response


def form_secret(seen: Here) -> tuple[str, bool]:
    """What the token of this visit's forms follows from, and whether it is new and has to be given to the browser."""
    if seen.secret or seen.form_secret:
        return seen.secret or seen.form_secret, seen.form_is_new
    seen.form_secret, seen.form_is_new = new_secret(), True
    return seen.form_secret, True


def _address(request: Request) -> str:
    """Where this page stands, without its language."""
    path, route = unprefixed(request.url.path), request.scope.get("route")
    return (
        SHOWN_AT.get(unprefixed(route.path), path) if route else path
    )  # what the door itself answers has no route yet


def go_on(request: Request, address: str) -> Response:
    """To another page in the language of this one."""
    return move_on(PREFIXES[language_of(request.url.path)] + address)


def move_on(address: str) -> Response:
    return RedirectResponse(address, 303)
