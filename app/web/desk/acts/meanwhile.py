"""What somebody else changed while a form was open, in words: for the page that shows both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.editing.history.moments import history_of
from app.editing.record.in_force import decisions_listed
from app.editing.record.page import Seen
from app.editing.record.parts import differing, part_label, part_lines
from app.editing.revisions import GONE, digest, moved, read_token
from app.web.desk.house import Act, actors

MOMENTS = 5
"""How many moments are shown of what moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A part that somebody else changed: what it is now, and the changes to it, the latest first (who, why, what went, what came).

    `since`: whether these are all from after the form was drawn; where that is not known, the last ones are shown.
    """

    label: str
    now: list[str]
    moments: list[tuple[str, str, list[str], list[str]]]
    since: bool


def moved_since(request: Request, house: Act, seen: Seen, key: str, token: str) -> tuple[Moved, ...]:
    """What of a subject is no longer as the token says."""
    base = read_token(token)
    names = moved(base, seen.parts(key) or {})
    return moved_parts(request, house, seen, key, {name: base.get(name, GONE) for name in names})


def moved_parts(request: Request, house: Act, seen: Seen, key: str, drawn: Mapping[str, str]) -> tuple[Moved, ...]:
    """These parts of a subject; each says whose it is. `drawn`: the hash of each as the form was drawn with it."""
    if not drawn:
        return ()
    past = history_of(house.session, house.ring, house.person, key)
    who = actors(request, house, {each.author for each in past})
    found = []
    for name in sorted(drawn):
        of_it = [each for each in past if name in each.changed]
        before = next((n for n, each in enumerate(of_it) if _mark(each.changed[name][1]) == drawn[name]), None)
        moments = [
            (who[each.author], each.why, *differing(name, *each.changed[name], seen.name)) for each in of_it[:before]
        ]
        label = f"{seen.name(key)}: {part_label(name)}"
        since = before is not None or drawn[name] == GONE
        found.append(Moved(label, _now(house, seen, key, name), moments[:MOMENTS], since=since))
    return tuple(found)


def _mark(value: Any) -> str:
    """The hash that a token has for a part of this value."""
    return GONE if value is None else digest(value)


def _now(house: Act, seen: Seen, key: str, name: str) -> list[str]:
    """The part as it is now; of its decisions, which is in force."""
    if name == "decisions":
        return [f"{each.line} ({each.standing})" for each in decisions_listed(seen, key, house.at.date())]
    return part_lines(name, (seen.parts(key) or {}).get(name), seen.name)
