"""What an act came to, said once at the top of the page that follows it, and in its title: who listens to a page hears it there.

The address of that page carries a code from the closed list here, and never a word that somebody typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import Request
from starlette.responses import Response

from app.web.account.pages import move_on

DONE = "done"
"""The parameter that carries the code."""

SENTENCES: Mapping[str, str] = MappingProxyType({
    "approved": "Approved. It is in the record now.",
    "approved_first": "You have approved it. It waits for a second person.",
    "changes_asked": "You asked for changes.",
    "rejected": "Rejected.",
    "taken_back": "Taken back. You can go on writing.",
    "given_up": "Given up. It waits for nobody any more.",
    "taken_up": "Taken up again. You can go on writing.",
    "begun": "A draft is begun.",
    "saved": "Saved.",
    "checked": "Saved and checked.",
    "kept_apart": "Kept as a draft of its own.",
    "settled": "Saved as you chose.",
    "handed_in": "Handed in for review.",
    "noted": "Your note is kept.",
    "note_done": "Marked as done.",
    "hidden": "Hidden at once. A second person looks at it within a day.",
    "masked": "Masked at once. A second person looks at it within a day.",
    "confirmed": "It is on record that you looked at it.",
    "pair_decided": "What you said of the two is remembered.",
    "letter_taken_up": "You have taken the letter up.",
    "letter_ended": "The letter is done with, and emptied.",
})  # fmt: skip


def led_on(address: str, code: str) -> Response:
    """To the page at the address, which says what was done; KeyError for a code that is not in the list."""
    SENTENCES[code]
    path, mark, place = address.partition("#")
    return move_on(f"{path}{'&' if '?' in path else '?'}{DONE}={code}{mark}{place}")


def outcome_of(request: Request) -> str:
    """What the page that is asked for says was done; empty where nothing was."""
    return SENTENCES.get(request.query_params.get(DONE, ""), "") if request.method != "POST" else ""
