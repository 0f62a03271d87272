"""What somebody else changed while a form was open, in words: for the page that shows both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fastapi import Request

from app.editing.history.moments import history_of
from app.editing.record.page import Seen
from app.editing.record.parts import differing, part_label, part_lines
from app.editing.revisions import moved, read_token
from app.web.desk.house import Act, actors

MOMENTS = 5
"""How many earlier moments are shown of what moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A part that somebody else changed: what it is now, and the last changes to it (who, why, what went, what came)."""

    label: str
    now: list[str]
    moments: list[tuple[str, str, list[str], list[str]]]


def moved_since(request: Request, house: Act, seen: Seen, key: str, token: str) -> tuple[Moved, ...]:
    """What of a subject is no longer as the token says."""
    names = moved(read_token(token), seen.parts(key) or {})
    return moved_parts(request, house, seen, key, names)


def moved_parts(request: Request, house: Act, seen: Seen, key: str, names: Collection[str]) -> tuple[Moved, ...]:
    """These parts of a subject; each says whose it is."""
    if not names:
        return ()
    parts = seen.parts(key) or {}
    past = history_of(house.session, house.ring, house.person, key)
    who = actors(request, house, {each.author for each in past})
    found = []
    for name in sorted(names):
        moments = [
            (who[each.author], each.why, *differing(name, *each.changed[name], seen.name))
            for each in past
            if name in each.changed
        ]
        label = f"{seen.name(key)}: {part_label(name)}"
        found.append(Moved(label, part_lines(name, parts.get(name), seen.name), moments[:MOMENTS]))
    return tuple(found)
