"""Checks the house's signature with its public key. A reader's process holds no other key."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.editions.errors import CorruptEdition
from app.editions.manifest import Verify


def verifier(path: Path) -> Verify:
    """A check by the public key in a file of 64 hexadecimal digits; CorruptEdition if it is no such file."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        raise CorruptEdition(f"{path.name} is not a public key of 64 hexadecimal digits.") from None

    def signed(message: bytes, signature: bytes) -> bool:
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return signed
