"""What somebody typed while somebody else changed the same: kept beside the draft until its writer has chosen. Nothing is lost.

The choice is made leaf by leaf: the title of the source, one field of one person; of a row that one took out while the other wrote
in it, as a whole. What only one of the two changed is kept without asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.editing.drafts.document import ASIDE, Draft, as_high_as_either, draft_of, parts_of, titled_by_source
from app.editing.drafts.kept import Opened, open_draft, save, start
from app.editing.drafts.leaves import UNKNOWN, Versions, at_or_below, finer, side_by_side
from app.editing.errors import RevisionNeeded, Stale
from app.editing.people import Person
from app.editing.revisions import as_in, merged, moved, read_token
from app.storage.sealed import Ring

GONE = None
CHOICES = ("mine", "theirs")


@dataclass(frozen=True, slots=True)
class Differs:
    """A leaf, or a whole of leaves, of which there are two versions; None where one of them has none."""

    leaf: str
    mine: Any
    theirs: Any


def keep_aside(
    session: Session, ring: Ring, person: Person, key: str, mine: Draft, if_match: str | None, at: datetime
) -> Opened:
    """Put down what could not be saved, as it was typed. What they had put aside before becomes a draft of its own."""
    opened = open_draft(session, ring, person, key)
    if person.id in opened.draft.aside:
        start(session, ring, person, draft_aside(person, opened.draft), at, came_from=opened)
    kept = {**opened.draft.aside, person.id: {"base": if_match or "", "parts": _parts(mine)}}
    return _save(session, ring, person, opened, opened.draft.model_copy(update={"aside": kept}), at)


def set_apart(session: Session, ring: Ring, person: Person, key: str, at: datetime) -> str:
    """What they had put aside becomes a draft of its own, by all who wrote in this one; returns its id."""
    opened = open_draft(session, ring, person, key)
    made = start(session, ring, person, draft_aside(person, opened.draft), at, came_from=opened)
    drop_aside(session, ring, person, key, at)
    return made


def drop_aside(session: Session, ring: Ring, person: Person, key: str, at: datetime) -> Opened:
    opened = open_draft(session, ring, person, key)
    return _save(session, ring, person, opened, _without(opened.draft, person), at)


def draft_aside(person: Person, draft: Draft) -> Draft:
    """What was put aside, as a draft of its own."""
    return draft_of(draft.aside[person.id]["parts"])


def differences(person: Person, draft: Draft) -> list[Differs]:
    """What both changed, each in another way."""
    sides = _versions(person, draft)
    return [Differs(name, sides.mine.get(name, GONE), sides.theirs.get(name, GONE)) for name in sorted(sides.asked)]


def settle(
    session: Session, ring: Ring, person: Person, key: str, kept: Mapping[str, str], if_match: str | None, at: datetime
) -> Opened:
    """Save with a choice for each leaf: `mine` or `theirs`. Stale where one has none, or where theirs moved meanwhile."""
    opened = open_draft(session, ring, person, key)
    sides, theirs = _versions(person, opened.draft), _parts(opened.draft)
    since = moved(finer(read_token(if_match), theirs), theirs)
    again = {name for name in sides.asked if kept.get(name) not in CHOICES or at_or_below(name, since)}
    if again:
        raise Stale(again)
    base = as_in(sides.theirs, {name for name in sides.asked if kept[name] == "mine"}, sides.base)
    base = as_in(sides.mine, {name for name in sides.asked if kept[name] == "theirs"}, base)
    order = tuple(change.ref for change in opened.draft.changes)
    chosen = draft_of(merged(base, sides.mine, sides.theirs), order)
    rest = {"aside": _without(opened.draft, person).aside, "base": {**opened.draft.base, **chosen.base}}
    both = draft_aside(person, opened.draft), opened.draft
    settled = as_high_as_either(titled_by_source(chosen, *both), *both).model_copy(update=rest)
    return _save(session, ring, person, opened, settled, at)


def _save(session: Session, ring: Ring, person: Person, opened: Opened, draft: Draft, at: datetime) -> Opened:
    return save(session, ring, person, opened.id, draft, opened.revision, at)


def _without(draft: Draft, person: Person) -> Draft:
    return draft.model_copy(update={"aside": {who: what for who, what in draft.aside.items() if who != person.id}})


def _versions(person: Person, draft: Draft) -> Versions:
    """What they typed beside what is stored. If they did not say what they had before them, all counts as changed by both."""
    mine, theirs = _parts(draft_aside(person, draft)), _parts(draft)
    try:
        base = read_token(draft.aside[person.id]["base"])
    except RevisionNeeded:
        base = dict.fromkeys((*mine, *theirs), UNKNOWN)
    return side_by_side({name: mark for name, mark in base.items() if not name.startswith(ASIDE)}, mine, theirs)


def _parts(draft: Draft) -> dict[str, Any]:
    return {name: value for name, value in parts_of(draft).items() if not name.startswith(ASIDE)}
