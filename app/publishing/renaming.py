"""What belongs to one level's edition alone: the ids of generalised people, and the keys of its name index."""

from __future__ import annotations

from collections.abc import Callable

from app.codebook.levels import Level
from app.keys.ring import KeyRing
from app.names.index import Seal, plain

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Of public ids."""


def renaming(ring: KeyRing, level: Level) -> Callable[[str], str]:
    """Gives ids that no other edition uses: keyed hashes in the alphabet of public ids."""

    def rename(key: str) -> str:
        number = int.from_bytes(ring.mark(f"edition-id:{level.code}", key)[:10], "big")
        return "".join(LETTERS[number >> 5 * i & 31] for i in range(16))

    return rename


def name_seal(ring: KeyRing, level: Level) -> Seal:
    """What a level's name index keeps of its keys: above `public` a keyed hash, so that a stolen index shows no names."""
    return plain if level is Level.PUBLIC else lambda key: ring.name_mark(level.code, key)
