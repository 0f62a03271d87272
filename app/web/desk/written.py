"""Which forms of the desk somebody writes in, and what of a form they wrote: whatever is wrong with it, it is handed back to them.

Asked of the address and the form alone, never of what lies behind them: a form for somebody hidden is handed back as one for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.types import Scope

_FORMS = re.compile(
    r"/drafts(/[0-9a-z]+(/settle)?)?"
    r"|/records/[0-9a-z]+/(notes|correct/[0-9a-f]+|propose/[a-z]+|history/[0-9a-f]+/revert)"
    r"|/proposals/[0-9a-z]+/(answer|appear)|/duplicates/[0-9a-z]+/[0-9a-z]+|/sources/[0-9a-z]+/level"
)
"""Addresses of all forms into which somebody types more than a word."""
_MARKS = frozenset({"csrf", "once", "revision", "do", "checked", "verdict"})
"""Fields that a page or a button puts into a form by itself."""
_REVISIONS = "if_match"


def is_written(scope: Scope) -> bool:
    """Whether a form is sent with something in it that would be missed."""
    form = scope["state"]["here"].form
    return scope["method"] == "POST" and _FORMS.fullmatch(scope["path"]) is not None and bool(written(form))


def written(form: Mapping[str, str]) -> dict[str, str]:
    """What somebody wrote or chose in a form, by the names of its fields."""
    return {name: value for name, value in form.items() if value.strip() and not _is_mark(name, value)}


def _is_mark(name: str, value: str) -> bool:
    """A draft of changes says so in a field that a decision calls its form of display."""
    return name in _MARKS or name.startswith(_REVISIONS) or (name, value) == ("form", "changes")
