"""Ids, secrets and their hashes: drawn from the system's randomness, never from time or a counter."""

from __future__ import annotations

import hashlib
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """Sixteen letters and digits, 80 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def new_secret() -> str:
    """256 bits for a link, a cookie or a token: shown once, kept as `secret_hash`."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes:
    return hashlib.sha256(b"casebook secret\0" + secret.encode("utf-8", "surrogatepass")).digest()
