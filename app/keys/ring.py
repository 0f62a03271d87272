"""The key ring: seals what the vault must not hold in plain, wraps edition keys, marks names. Never shows or logs a key.

Vault keys are numbered files; the highest number seals, all of them open, so that keys can be rotated without a pause.
AES-256-GCM with a random 96-bit nonce is safe for 2**32 seals under one key (NIST SP 800-38D, 8.3): far more than a vault
holds, and every rotation begins anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import struct
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from app.keys.errors import DoesNotOpen, NoKeys, UnknownKey
from app.keys.files import PUBLIC, SECRET, flush_folder, make_folder, read_secret, write_once
from app.keys.name_marks import name_mark
from app.keys.sign import Signer
from app.keys.verify import Verifier

PUBLIC_KEY_FILE = "signing.pub"
WRAPPED_LEVELS = ("researcher", "vetted")
_HEAD = struct.Struct(">BI")  # version, key number
_NONCE = 12
_BEFORE = _HEAD.size + _NONCE
_VERSION = 1


class KeyRing:
    """All keys of one house, read from a folder. `first_use(folder)` makes it when there is none."""

    __slots__ = ("_bound", "_ciphers", "_current", "_encrypt", "_folder", "_head", "_levels", "_names", "_signing")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._levels = {level: read_secret(folder / f"level-{level}.key") for level in WRAPPED_LEVELS}
        self._names = read_secret(folder / "names.key")
        self._signing = read_secret(folder / "signing.key")
        self._read_vault_keys()

    @classmethod
    def first_use(cls, folder: Path) -> KeyRing:
        """The ring in `folder`; a folder that does not exist is made, whole or not at all. Never repairs one in part."""
        if not folder.exists():
            make_folder(folder, _new_files())
        return cls(folder)

    def __repr__(self) -> str:
        return f"KeyRing({len(self._ciphers)} vault keys)"

    @property
    def current(self) -> int:
        """The number of the vault key that seals."""
        return self._current

    def seal(self, plaintext: bytes, context: str) -> bytes:
        """An envelope that opens only under the same context: version, key number, nonce, ciphertext with tag."""
        nonce = os.urandom(12)
        return self._head + nonce + self._encrypt(nonce, plaintext, context.encode() + self._bound)

    def open(self, envelope: bytes, context: str) -> bytes:
        """The plaintext; DoesNotOpen if it was altered or comes from elsewhere, UnknownKey if its key is gone."""
        number, nonce = _read_head(envelope)
        cipher = self._ciphers.get(number)
        if cipher is None:
            raise UnknownKey
        try:
            return cipher.decrypt(nonce, envelope[_BEFORE:], context.encode() + _bound(number))
        except InvalidTag:
            raise DoesNotOpen from None

    def sealed_by(self, envelope: bytes) -> int:
        """The number of the key that sealed it."""
        return _read_head(envelope)[0]

    def rotate(self) -> int:
        """Add a vault key that seals from now on; old ones open until they are retired. Returns its number."""
        number = self._current + 1
        write_once(self._folder / f"vault-{number:04d}.key", _hex(secrets.token_bytes(32)))
        flush_folder(self._folder)
        self._read_vault_keys()
        return number

    def retire(self) -> None:
        """Delete all vault keys but the current one: what they sealed is then lost for good."""
        for path, number in _vault_files(self._folder):
            if number != self._current:
                path.unlink()
        flush_folder(self._folder)
        self._read_vault_keys()

    def wrap(self, level: str, key: bytes) -> bytes:
        """An edition's key, wrapped by the key of its level (RFC 3394)."""
        return aes_key_wrap(self._level_key(level), key)

    def unwrap(self, level: str, wrapped: bytes) -> bytes:
        try:
            return aes_key_unwrap(self._level_key(level), wrapped)
        except (InvalidUnwrap, ValueError):
            raise DoesNotOpen from None

    def name_mark(self, level: str, key: str) -> str:
        """What a level's name index keeps in place of a key; the members' host can ask by it."""
        return name_mark(self._level_key(level), key)

    def mark(self, purpose: str, text: str) -> bytes:
        """A keyed hash of a name or id (HMAC-SHA256): equal texts under one purpose have equal marks, nothing more."""
        return hmac.digest(self._names, f"{purpose}\0{text}".encode(), hashlib.sha256)

    def signer(self) -> Signer:
        return Signer(self._signing)

    def verifier(self) -> Verifier:
        return Verifier.from_file(self._folder / PUBLIC_KEY_FILE)

    def _level_key(self, level: str) -> bytes:
        if level not in self._levels:
            raise UnknownKey(f"Only {' and '.join(WRAPPED_LEVELS)} editions have a key.")
        return self._levels[level]

    def _read_vault_keys(self) -> None:
        self._ciphers = {number: AESGCM(read_secret(path)) for path, number in _vault_files(self._folder)}
        if not self._ciphers:
            raise NoKeys("It holds no vault key.")
        self._current = max(self._ciphers)
        self._head, self._bound = _HEAD.pack(_VERSION, self._current), _bound(self._current)
        self._encrypt = self._ciphers[self._current].encrypt


def _new_files() -> dict[str, tuple[bytes, int]]:
    signing = secrets.token_bytes(32)
    public = Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw()
    names = ("vault-0001.key", "names.key", *(f"level-{level}.key" for level in WRAPPED_LEVELS))
    made = {name: (_hex(secrets.token_bytes(32)), SECRET) for name in names}
    return made | {"signing.key": (_hex(signing), SECRET), PUBLIC_KEY_FILE: (_hex(public), PUBLIC)}


def _vault_files(folder: Path) -> list[tuple[Path, int]]:
    found = ((path, re.fullmatch(r"vault-(\d+)\.key", path.name)) for path in sorted(folder.glob("vault-*.key")))
    return [(path, int(match[1])) for path, match in found if match]


def _read_head(envelope: bytes) -> tuple[int, bytes]:
    if len(envelope) < _BEFORE:
        raise DoesNotOpen
    version, number = _HEAD.unpack_from(envelope)
    if version != _VERSION:
        raise DoesNotOpen
    return number, envelope[_HEAD.size : _BEFORE]


def _bound(number: int) -> bytes:
    """What every context ends with: a body sealed by one key cannot pass as sealed by another."""
    return b"|key %d" % number


def _hex(secret: bytes) -> bytes:
    return secret.hex().encode() + b"\n"
