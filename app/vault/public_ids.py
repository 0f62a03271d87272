"""Public ids: random, so that they tell neither number nor time. 80 bits in Crockford's base32, 16 characters."""

from __future__ import annotations

import base64
import re

from app.vault.bodies import Randomness

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)
_SHAPE = re.compile(f"[{_ALPHABET}]{{16}}")
_WITHIN = re.compile(f"(?<![0-9A-Za-z])[{_ALPHABET}]{{16}}(?![0-9A-Za-z])")


def new_public_id(random: Randomness) -> str:
    return base64.b32encode(random.token_bytes(10)).decode().translate(_CROCKFORD)


def is_public_id(text: str) -> bool:
    return _SHAPE.fullmatch(text) is not None


def public_ids_in(text: str) -> list[str]:
    """All that have the shape of a public id in a text, such as an address of a page."""
    return _WITHIN.findall(text)
