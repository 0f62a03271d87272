"""How a name is said: the reading aid that a person has approved, else the one this program proposes, marked as proposed.

Never made for a masked name or for what stands in place of a name: that would be guessing who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.names.aloud import reading_aid


@dataclass(frozen=True, slots=True)
class SpokenAid:
    """`text` in letters that a reader of English says nearly right; `proposed`: nobody has approved it yet."""

    text: str
    proposed: bool


def spoken_aid(line: Mapping[str, Any]) -> SpokenAid | None:
    """The aid for a line of a list, None where there is no name or none can be made."""
    name = line.get("name") or {}
    if not name or "others" in line:
        return None
    if line.get("aid"):
        return SpokenAid(line["aid"], proposed=False)
    text = name.get("hangul") or (name.get("latin") if _may_be_korean(line, name.get("latin") or "") else None)
    if not text or len(text) > _LONGEST:
        return None
    proposal = _proposed(text)
    return SpokenAid(proposal, proposed=True) if proposal else None


def _may_be_korean(line: Mapping[str, Any], latin: str) -> bool:
    """Latin letters alone do not say which language a name is: only where a return is to a Korean state, and in plain letters."""
    states = {*(line.get("receiving_state") or ()), *(line.get("feared_state") or ())}
    return "KP" in states and _ROMANISED.fullmatch(latin) is not None


_LONGEST = 60
_ROMANISED = re.compile(r"[A-Za-zŎŏŬŭ'’ .-]+")


@lru_cache(maxsize=20_000)
def _proposed(text: str) -> str:
    found = reading_aid(text)
    return found.say if found else ""
