"""Whom an edition held and the next one does not: readers may still have that one open, or a copy serve it, when they are hidden later.

The file of an edition is removed when another takes its place, so who left it is written down in the home, beside no edition: by keyed
marks, which tell nobody whose they are, and without which it cannot be said of an id whether the level's readers ever saw it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import closing

from app.codebook.levels import Level
from app.editions.build.ended import Written
from app.editions.errors import EditionError
from app.editions.manifest import Manifest
from app.editions.read.opening import Edition, Verified
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves
from app.publishing.standing import standing

Ids = frozenset[str]
Holding = Callable[[Edition], Ids]
"""Which ids an edition holds: all of them, or those that can have left it."""
LENGTH = 16
"""Bytes of a mark: nobody is taken for another."""


def everybody(edition: Edition) -> Ids:
    """The ids of all people, cases and return events."""
    cases = edition.rows("SELECT id, individual FROM case_row")
    return frozenset(key for row in (*cases, *edition.rows("SELECT id FROM event_row")) for key in row)


def told_anew(written: Written) -> Holding:
    """Of those alone who were told anew since the base was built: nobody else can have left."""

    def holding(edition: Edition) -> Ids:
        cases = edition.rows_of("id, individual", "case_row", "individual", written.individuals)
        return frozenset(
            key for row in (*cases, *edition.rows_of("id", "event_row", "id", written.events)) for key in row
        )

    return holding


def note_left(
    before: Manifest | None,
    now: Manifest,
    level: Level,
    shelves: Shelves,
    ring: KeyRing,
    verified: Verified,
    holding: Holding = everybody,
) -> None:
    """Write down who is in the edition `before` and not in `now`, whose files both stand there; before `now` is in force, so that at no
    moment somebody is in neither.
    """
    if before is None:
        return
    try:
        with (
            closing(standing(before, level, shelves, ring, verified)) as older,
            closing(standing(now, level, shelves, ring, verified)) as newer,
        ):
            gone = holding(older) - holding(newer)
    except EditionError:  # what is damaged says nothing, and must keep no withdrawal from being published
        return
    _append(sorted(_mark(key, level, ring) for key in gone), level, shelves)


def once_held(keys: Iterable[str], level: Level, shelves: Shelves, ring: KeyRing) -> Ids:
    """Those of the ids that some edition of the level held, and a later one did not."""
    try:
        known = frozenset(shelves.left(level).read_text(encoding="ascii").split())
    except FileNotFoundError:
        return frozenset()
    return frozenset(key for key in keys if _mark(key, level, ring) in known)


def _mark(key: str, level: Level, ring: KeyRing) -> str:
    return ring.mark(f"left:{level.code}", key)[:LENGTH].hex()


def _append(marks: list[str], level: Level, shelves: Shelves) -> None:
    """A line each. One that a full disk or a fall of the house cut short is ended by the next."""
    if not marks:
        return
    with shelves.left(level).open("a", encoding="ascii") as file:
        file.write("\n".join(["", *marks, ""]))
        file.flush()
        os.fsync(file.fileno())
