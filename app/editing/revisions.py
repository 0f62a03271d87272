"""Revision tokens and the merging of disjoint edits. Pure.

A token is made of the parts that its viewer sees, one short hash a part. So it moves when what they see moves, and at nothing
else; and two edits that touch different parts both go through.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.editing.errors import RevisionNeeded, Stale

Parts = Mapping[str, Any]
"""What is seen, by part; values are plain JSON."""
LETTERS = 12
GONE = ""


def digest(value: Any) -> str:
    """A short hash of a plain value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LETTERS]


def token(parts: Parts) -> str:
    """`part=hash` for every part, in order."""
    return ";".join(f"{name}={digest(parts[name])}" for name in sorted(parts))


def read_token(text: str | None) -> dict[str, str]:
    """The hashes by part. RevisionNeeded if there is no token or it is none of ours."""
    if not text:
        raise RevisionNeeded
    pairs = [one.rpartition("=") for one in text.split(";")]
    if any(not name or not mark for name, mark, _ in pairs):
        raise RevisionNeeded
    return {name: value for name, _, value in pairs}


def moved(base: Mapping[str, str], now: Parts) -> set[str]:
    """The parts that are no longer what the token says, came, or went."""
    hashes = {name: digest(value) for name, value in now.items()}
    return {name for name in base.keys() | hashes.keys() if base.get(name, GONE) != hashes.get(name, GONE)}


def both_changed(base: Mapping[str, str], mine: Parts, theirs: Parts) -> set[str]:
    """The parts that both changed, each in another way."""
    return {name for name in moved(base, mine) & moved(base, theirs) if mine.get(name) != theirs.get(name)}


def as_in(version: Parts, names: Iterable[str], base: Mapping[str, str]) -> dict[str, str]:
    """The hashes by part with those of `names` as `version` has them: it then counts as having changed none of these."""
    named = set(names)
    rest = {name: mark for name, mark in base.items() if name not in named}
    return rest | {name: digest(version[name]) for name in named if name in version}


def merged(base: Mapping[str, str], mine: Parts, theirs: Parts) -> dict[str, Any]:
    """What is stored with my changes in it; Stale names the parts that both changed, each in another way."""
    if both := both_changed(base, mine, theirs):
        raise Stale(both)
    result = dict(theirs)
    for name in moved(base, mine):
        if name in mine:
            result[name] = mine[name]
        else:
            result.pop(name, None)
    return result
