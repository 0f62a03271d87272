"""The members' forms in which somebody wrote much, handed back where the door refuses them or a fault comes: asking for access, and
matching one's own list. Nothing is done, and nothing is kept here: the answer is their own form once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from fastapi import Request
from starlette.responses import Response
from starlette.types import Scope

from app.accounts.requests import ASKED_OF_ALL
from app.web.account import asking, searching
from app.web.account.here import Here
from app.web.language import PREFIXES, language_of, unprefixed
from app.web.problems import N_, PERHAPS_SAVED

SENTENCES: Mapping[int, str] = MappingProxyType(
    {
        403: N_("You have signed in anew since this form was drawn. What you typed stands below; send it again."),
        429: N_("Too many requests at once. What you typed stands below; wait a minute, and send it again."),
        500: N_("Something went wrong here. What you typed stands below; send it again in a while."),
        503: N_("This house is busy just now. What you typed stands below; send it again in a moment."),
    }
)
SIGNED_OUT = N_("Your session has ended. What you typed stands below: sign in in a new tab, and then send it again.")
ASKED_FIRST = N_(
    "Something else is asked of you first. What you typed stands below: do it in a new tab, and then send it again."
)
"""A second factor, or a code within the last five minutes."""


@dataclass(frozen=True, slots=True)
class Form:
    """`typed`: the names of its fields, of which one at least has to hold something. `draw`: with what was typed; takes a request, a
    sentence, a status and where to go first.
    """

    typed: tuple[str, ...]
    draw: Callable[[Request, str, int, str], Response]


FORMS: Mapping[str, Form] = MappingProxyType(
    {asking.ADDRESS: Form(tuple(ASKED_OF_ALL), asking.drawn), searching.ADDRESS: Form(("names",), searching.drawn)}
)


def handed_back(scope: Scope, refusal: Response) -> Response | None:
    """The form once more, in place of a refusal or a fault that would lose it; None for other addresses and refusals."""
    form, visitor = _written(scope), scope["state"]["here"]
    status, sentence = _said(refusal.status_code, visitor)
    if form is None or not sentence:
        return None
    sign_in = PREFIXES[language_of(scope["path"])] + "/account/sign-in" if sentence == SIGNED_OUT else ""
    return form.draw(Request(scope), sentence, status, refusal.headers.get("location", sign_in))


def _said(status: int, visitor: Here) -> tuple[int, str]:
    """Status and sentence of the answer; no sentence for a refusal that is answered as it is."""
    if visitor.perhaps_saved:
        return status, PERHAPS_SAVED
    if status == HTTPStatus.SEE_OTHER:  # to a page where something else is to be done first
        return HTTPStatus.FORBIDDEN, ASKED_FIRST if visitor.person else SIGNED_OUT
    if status == HTTPStatus.FORBIDDEN and visitor.person is None:
        return status, SIGNED_OUT
    return status, SENTENCES.get(status, "")


def _written(scope: Scope) -> Form | None:
    """The form that is sent with words in it, if it is one of these."""
    form = FORMS.get(unprefixed(scope["path"])) if scope["method"] == "POST" else None
    typed: Mapping[str, str] = scope["state"]["here"].form
    return form if form and any(typed.get(name, "").strip() for name in form.typed) else None
