"""The keys of the members' host: it seals accounts, marks logins and unwraps editions. It can open nothing of the vault,
sign nothing, and make no edition id.

Its folder needs `accounts.key` and `level-researcher.key`, `level-vetted.key`; no other file of the ring.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

from app.keys.errors import DoesNotOpen, NoKeys
from app.keys.files import flush_folder, read_secret, write_once
from app.keys.name_marks import name_mark

ACCOUNTS_KEY = "accounts.key"
_LEVELS = ("researcher", "vetted")
_NONCE = 12


class MembersKeys:
    """All keys that the members' process holds, read from a folder."""

    __slots__ = ("_cipher", "_levels", "_marks")

    def __init__(self, folder: Path) -> None:
        root = read_secret(folder / ACCOUNTS_KEY)
        self._cipher = AESGCM(_derived(root, b"seal"))
        self._marks = _derived(root, b"mark")
        self._levels = {level: read_secret(folder / f"level-{level}.key") for level in _LEVELS}

    @classmethod
    def first_use(cls, folder: Path, *, make: bool) -> MembersKeys:
        """The keys in `folder`. `make`: draw the accounts' key if there is none; never when accounts exist already."""
        if make and not (folder / ACCOUNTS_KEY).exists():
            with suppress(FileExistsError):  # another process was first
                write_once(folder / ACCOUNTS_KEY, secrets.token_bytes(32).hex().encode() + b"\n")
            flush_folder(folder)
        if not (folder / ACCOUNTS_KEY).exists():
            raise NoKeys(f"The file {ACCOUNTS_KEY} is not there.")
        return cls(folder)

    def __repr__(self) -> str:
        return "MembersKeys()"

    def seal(self, plaintext: bytes, context: str) -> bytes:
        """An envelope that opens only under the same context: nonce, ciphertext with tag."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plaintext, context.encode())

    def open(self, envelope: bytes, context: str) -> bytes:
        try:
            return self._cipher.decrypt(envelope[:_NONCE], envelope[_NONCE:], context.encode())
        except (InvalidTag, ValueError):
            raise DoesNotOpen from None

    def mark(self, purpose: str, text: str) -> bytes:
        """A keyed hash (HMAC-SHA256): equal texts under one purpose have equal marks, nothing more."""
        return hmac.digest(self._marks, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), hashlib.sha256)

    def unwrap(self, level: str, wrapped: bytes) -> bytes:
        """The key of an edition of the level."""
        try:
            return aes_key_unwrap(self._levels[level], wrapped)
        except (KeyError, InvalidUnwrap, ValueError):
            raise DoesNotOpen from None

    def name_mark(self, level: str, key: str) -> str:
        """What a level's name index keeps in place of a key."""
        return name_mark(self._levels[level], key)


def _derived(root: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"casebook accounts " + purpose).derive(root)
