"""The decisions about a person or a return as a page lists them, each with what it is today: in force, or replaced by a later one.

Which one is in force says disclosure's own `governing`, asked of what the viewer sees; no rule of that is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.disclosure.dossier import DecisionRecord
from app.disclosure.gate import governing
from app.editing.record.page import Seen
from app.editing.record.parts import decision_line

IN_FORCE, REPLACED, TO_COME = "in force", "replaced by a later one", "not in force yet"
RAN_OUT = "in force, and has run out: it holds back until somebody decides anew"
WITHIN = "in force, within what is decided about the return"


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision in a line. `standing`: what it is today, in words; `now`: whether that is in force."""

    line: str
    standing: str
    now: bool


def decisions_listed(seen: Seen, key: str, on: date) -> list[Listed]:
    """The decisions that are seen, in the order in which they were made."""
    lines = [decision_line(each) for each in (seen.parts(key) or {}).get("decisions", ())]
    made = seen.decisions(key)
    force = governing(made, on)
    at = max((place for place, one in enumerate(made) if force and governing((one,), on) == force), default=-1)
    return [
        Listed(line, _standing(place - at, one, force), place == at)
        for place, (line, one) in enumerate(zip(lines, made, strict=True))
    ]


def _standing(after: int, made: DecisionRecord, force: DecisionRecord | None) -> str:
    """`after`: how many places after the one in force it was made."""
    if after:
        return TO_COME if after > 0 else REPLACED
    return RAN_OUT if force != made else WITHIN if made.at_most else IN_FORCE
