"""What somebody typed while somebody else changed the same: kept beside the draft until its writer has chosen. Nothing is lost.

The choice is made leaf by leaf: the title of the source, one field of one person. What only one of the two changed is
kept without asking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.editing.drafts.document import ASIDE, BASE, Draft, draft_of, parts_of
from app.editing.drafts.kept import Opened, open_draft, save, start
from app.editing.errors import RevisionNeeded, Stale
from app.editing.people import Person
from app.editing.revisions import moved, read_token
from app.storage.sealed import Ring

DEEPER = frozenset({"facts", "for_all"})
"""Inside these each field is a leaf of its own."""
STEP = "/"
NOT_TYPED = (BASE, "title")
"""Parts that follow from others: nobody is asked about them, and the writer's own stay."""
GONE = None


@dataclass(frozen=True, slots=True)
class Differs:
    """A leaf of which there are two versions; None where one of them has none."""

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
    parts = {name: value for name, value in parts_of(mine).items() if not name.startswith(ASIDE)}
    kept = {**opened.draft.aside, person.id: {"base": if_match or "", "parts": parts}}
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
    mine, theirs, both = _versions(person, draft)
    return [each for name in sorted(both) for each in _leaves_apart(name, mine.get(name, GONE), theirs.get(name, GONE))]


def settle(
    session: Session, ring: Ring, person: Person, key: str, kept: Mapping[str, str], if_match: str | None, at: datetime
) -> Opened:
    """Save with a choice for each leaf: `mine` or `theirs`. Stale where one has none, or where theirs moved meanwhile."""
    opened = open_draft(session, ring, person, key)
    mine, theirs, both = _versions(person, opened.draft)
    again = moved(read_token(if_match), theirs) & both
    again |= {each.leaf for each in differences(person, opened.draft) if kept.get(each.leaf) not in {"mine", "theirs"}}
    if again:
        raise Stale(again)
    base = _base(person, opened.draft)
    result = dict(theirs)
    for name in moved(base, mine):
        value = _chosen(name, mine.get(name, GONE), theirs.get(name, GONE), kept) if name in both else mine.get(name)
        result.pop(name, None)
        if value is not GONE:
            result[name] = value
    order = tuple(change.ref for change in opened.draft.changes)
    settled = draft_of(result, order).model_copy(update={"aside": _without(opened.draft, person).aside})
    return _save(session, ring, person, opened, settled, at)


def _save(session: Session, ring: Ring, person: Person, opened: Opened, draft: Draft, at: datetime) -> Opened:
    return save(session, ring, person, opened.id, draft, opened.revision, at)


def _without(draft: Draft, person: Person) -> Draft:
    return draft.model_copy(update={"aside": {who: what for who, what in draft.aside.items() if who != person.id}})


def _base(person: Person, draft: Draft) -> dict[str, str]:
    """What they had before them, without what nobody types; nothing, if they did not say."""
    try:
        base = read_token(draft.aside[person.id]["base"])
    except RevisionNeeded:
        return {}
    return {name: mark for name, mark in base.items() if not name.startswith(ASIDE)}


def _versions(person: Person, draft: Draft) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    mine: dict[str, Any] = draft.aside[person.id]["parts"]
    theirs = {name: value for name, value in parts_of(draft).items() if not name.startswith(ASIDE)}
    base = _base(person, draft)
    both = moved(base, mine) & moved(base, theirs)
    asked = {name for name in both if not name.startswith(NOT_TYPED)}
    return mine, theirs, {name for name in asked if mine.get(name, GONE) != theirs.get(name, GONE)}


def _leaves(name: str, part: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(part, dict):
        yield name, part
        return
    for key, value in part.items():
        if key in DEEPER and isinstance(value, dict):
            yield from ((f"{name}{STEP}{key}{STEP}{field}", cells) for field, cells in value.items())
        else:
            yield f"{name}{STEP}{key}", value


def _leaves_apart(name: str, mine: Any, theirs: Any) -> list[Differs]:
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return [Differs(name, mine, theirs)]
    one, other = dict(_leaves(name, mine)), dict(_leaves(name, theirs))
    apart = [leaf for leaf in dict.fromkeys((*one, *other)) if one.get(leaf, GONE) != other.get(leaf, GONE)]
    return [Differs(leaf, one.get(leaf, GONE), other.get(leaf, GONE)) for leaf in apart]


def _chosen(name: str, mine: Any, theirs: Any, kept: Mapping[str, str]) -> Any:
    """The part with the leaves that were chosen."""
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return mine if kept[name] == "mine" else theirs
    result: dict[str, Any] = {key: dict(value) if key in DEEPER else value for key, value in theirs.items()}
    for each in _leaves_apart(name, mine, theirs):
        if kept[each.leaf] == "mine":
            _put(result, each.leaf.removeprefix(name + STEP).split(STEP), each.mine)
    return result


def _put(part: dict[str, Any], path: list[str], value: Any) -> None:
    *steps, last = path
    for step in steps:
        part = part.setdefault(step, {})
    if value is GONE:
        part.pop(last, None)
    else:
        part[last] = value
