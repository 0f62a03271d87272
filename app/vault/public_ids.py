"""Public ids: random, so that they tell neither number nor time. 80 bits in Crockford's base32, 16 characters."""

from __future__ import annotations

import re

from app.vault.bodies import Randomness

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(f"[{_ALPHABET}]{{16}}")


def new_public_id(random: Randomness) -> str:
    number = int.from_bytes(random.token_bytes(10), "big")
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))


def is_public_id(text: str) -> bool:
    return _SHAPE.fullmatch(text) is not None
