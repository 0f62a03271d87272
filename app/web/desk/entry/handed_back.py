"""A form that the door refuses, since the session ended while somebody was typing, another began, or they may do less than before;
and one that met a fault, such as a full disk.

Nothing is kept here: the answer is their own form once more, with a button. Only for a form whose Origin is this application,
which the door has looked at. What lies behind its address is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from fastapi import Request
from starlette.responses import Response
from starlette.types import Scope

from app.editing.errors import NotThere
from app.web.account.here import Here
from app.web.desk.pages import kept_page
from app.web.desk.written import is_written
from app.web.problems import PERHAPS_SAVED

SENTENCES: Mapping[int, str] = MappingProxyType(
    {
        403: "You have signed in anew since this form was drawn. Look whether it is still what you mean, and send it again.",
        404: NotThere.sentence,
        429: "Too many requests at once. Wait a minute, and send it again.",
        500: "Something went wrong here: the fault is ours, or the disk is full. Nothing of this was saved yet: send it again in a while.",
        503: "This house is busy just now: perhaps somebody else is writing something long. Nothing of this was saved yet: wait a moment,"
        " and send it again.",
    }
)
SIGNED_OUT = "You are not signed in any more."
ASKED_FIRST = "Something else is asked of you first. Open the desk in a new tab and do it there; then come back and send this again."
"""A second factor, of somebody who lost theirs and is signed in still."""


def handed_back(scope: Scope, refusal: Response) -> Response | None:
    """The form once more, in place of a refusal that would lose it; None for other addresses and refusals."""
    if not is_written(scope):
        return None
    visitor: Here = scope["state"]["here"]
    status, sentence = refusal.status_code, SENTENCES.get(refusal.status_code)
    if visitor.perhaps_saved:
        sentence = PERHAPS_SAVED
    elif status == HTTPStatus.SEE_OTHER:  # to a page where something else is to be done first
        status, sentence = HTTPStatus.FORBIDDEN, ASKED_FIRST if visitor.person else SIGNED_OUT
    return kept_page(Request(scope), sentence, status) if sentence else None
