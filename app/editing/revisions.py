"""Revision tokens and the merging of disjoint edits. Pure.

A token is made of the parts that its viewer sees, one short hash a part. So it moves when what they see moves, and at nothing
else; and two edits that touch different parts both go through.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
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


def merged(if_match: str | None, mine: Parts, theirs: Parts) -> dict[str, Any]:
    """What is stored with my changes in it; Stale names the parts that both changed, each in another way."""
    base = read_token(if_match)
    by_me, by_them = moved(base, mine), moved(base, theirs)
    both = {name for name in by_me & by_them if mine.get(name) != theirs.get(name)}
    if both:
        raise Stale(both)
    result = dict(theirs)
    for name in by_me:
        if name in mine:
            result[name] = mine[name]
        else:
            result.pop(name, None)
    return result
