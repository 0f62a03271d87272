"""Checking signatures: all that a public reader needs of this room.

Must import neither the ring nor anything that can decrypt, so that a public process holds no secret even by accident.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.keys.canonical import canonical_json
from app.keys.errors import BadSignature, NoKeys


class Verifier:
    """Checks Ed25519 signatures over the canonical JSON of a document."""

    def __init__(self, public_key: bytes) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(public_key)

    @classmethod
    def from_text(cls, text: str) -> Verifier:
        """From the text of a public key file: 64 hexadecimal digits."""
        try:
            return cls(bytes.fromhex(text.strip()))
        except ValueError:
            raise NoKeys("A public key is 64 hexadecimal digits.") from None

    @classmethod
    def from_file(cls, path: Path) -> Verifier:
        try:
            return cls.from_text(path.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError):
            raise NoKeys("The public key file cannot be read.") from None

    def check(self, document: object, signature: bytes) -> None:
        """Return if the signature fits the document, else raise BadSignature."""
        try:
            self._key.verify(signature, canonical_json(document))
        except InvalidSignature:
            raise BadSignature from None
