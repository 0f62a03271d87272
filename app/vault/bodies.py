"""Sealed texts and their commitments: what is said, a salt before it, and the hash that the chain covers instead.

The salt lies inside the seal. A commitment alone lets nobody test a guess, not even who stole the whole database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Protocol

import orjson

from app.codebook.levels import Level
from app.storage.sealed import Ring, Sealed

SALT_BYTES = 16
NO_LEVEL_OF_ITS_OWN = Level.SEALED
"""Texts of tables without a level (decisions, changesets) are bound as the highest."""


class Randomness(Protocol):
    """What the vault needs of the module `secrets`; tests give their own."""

    def token_bytes(self, nbytes: int) -> bytes: ...


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one text of a body: sorted keys, no blanks, empty entries left out."""
    kept = {key: value for key, value in content.items() if value}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)


def close_body(ring: Ring, place: str, content: Mapping[str, Any], random: Randomness) -> tuple[Sealed, bytes]:
    """Seal `content` for `place`; returns the sealed body and its commitment."""
    salted = random.token_bytes(SALT_BYTES) + canonical(content)
    return Sealed(ring.seal(salted, place)), commitment(salted)


def commitment(salted: bytes) -> bytes:
    """SHA-256 over salt and canonical text."""
    return hashlib.sha256(salted).digest()


def open_salted(ring: Ring, place: str, body: Sealed) -> bytes:
    """Salt and canonical text of a sealed body that belongs to `place`."""
    return ring.open(body.envelope, place)


def open_body(ring: Ring, place: str, body: Sealed) -> dict[str, Any]:
    """The content of a sealed body that belongs to `place`."""
    content: dict[str, Any] = orjson.loads(open_salted(ring, place, body)[SALT_BYTES:])
    return content
