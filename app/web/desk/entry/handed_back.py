"""A form that the door refuses: the session ended while somebody was typing, or another began. What they typed goes back to them.

Nothing is done, and nothing is kept here: the answer is their own form once more, with a button. Only for a form whose Origin
is this application, which the door has looked at. What lies behind its address is not asked.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response
from starlette.types import Scope

from app.web.account.here import Here
from app.web.desk.pages import kept_page

_WRITTEN = re.compile(
    r"/drafts(/[0-9a-z]+(/settle)?)?"
    r"|/records/[0-9a-z]+/(notes|correct/[0-9a-f]+|propose/[a-z]+|history/[0-9a-f]+/revert)"
    r"|/proposals/[0-9a-z]+/(answer|appear)|/duplicates/[0-9a-z]+/[0-9a-z]+|/sources/[0-9a-z]+/level"
)
"""Addresses of all forms into which somebody types more than a word."""
SENTENCES = {
    303: "You are not signed in any more.",
    403: "You have signed in anew since this form was drawn. Look whether it is still what you mean, and send it again.",
    429: "Too many requests at once. Wait a minute, and send it again.",
}


BUSY = (
    "Somebody else is writing something long just now. Nothing of this was saved yet: wait a moment, and send it again."
)


def handed_back_when_busy(scope: Scope) -> Response | None:
    """The form once more, where another writer was at it for too long; None for other addresses."""
    typed = scope["state"]["here"].form.keys() - {"csrf"}
    return kept_page(Request(scope), BUSY, HTTPStatus.SERVICE_UNAVAILABLE) if _is_form(scope) and typed else None


def handed_back(scope: Scope, refusal: Response) -> Response | None:
    """The form once more, in place of a refusal that would lose it; None for other addresses and refusals."""
    visitor: Here = scope["state"]["here"]
    if not _is_form(scope) or refusal.status_code not in SENTENCES:
        return None
    if not visitor.form.keys() - {"csrf"} or (refusal.status_code == 303 and visitor.person):  # noqa: PLR2004  to sign in
        return None  # nothing was typed; or they are signed in, and something else is asked of them first
    status = 403 if refusal.status_code == 303 else refusal.status_code  # noqa: PLR2004 - see SENTENCES
    return kept_page(Request(scope), SENTENCES[refusal.status_code], status)


def _is_form(scope: Scope) -> bool:
    return scope["method"] == "POST" and _WRITTEN.fullmatch(scope["path"]) is not None
