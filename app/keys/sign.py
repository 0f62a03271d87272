"""Signing: Ed25519 over canonical JSON. Only the publisher and the vault's checkpoints hold a Signer."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.keys.canonical import canonical_json
from app.keys.verify import Verifier


class Signer:
    """Signs documents; its public half is a Verifier."""

    __slots__ = ("_key",)

    def __init__(self, private_key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)

    def __repr__(self) -> str:
        return "Signer()"

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def verifier(self) -> Verifier:
        return Verifier(self.public_key)

    def sign(self, document: object) -> bytes:
        """The 64-byte signature over `canonical_json(document)`."""
        return self._key.sign(canonical_json(document))
