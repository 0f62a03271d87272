"""How a name is said: the reading aid that a person has approved, else the one this program proposes, marked as proposed.

Never made for a masked name or for what stands in place of a name: that would be guessing who is meant.
"""

from __future__ import annotations

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
    text = name.get("hangul") or name.get("latin")
    if not text or len(text) > _LONGEST:
        return None
    proposal = _proposed(text)
    return SpokenAid(proposal, proposed=True) if proposal else None


_LONGEST = 60


@lru_cache(maxsize=20_000)
def _proposed(text: str) -> str:
    found = reading_aid(text)
    return found.say if found else ""
