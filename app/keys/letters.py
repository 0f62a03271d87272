"""Sealing letters to the desk: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM, by `cryptography`.

The pair is made with the home. The public host gets the public half alone and cannot open what it sealed: each letter has
a key of its own that is thrown away. Letters are padded to one of few sizes, so that a length tells nothing.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.keys.errors import DoesNotOpen, NoKeys
from app.keys.files import PUBLIC, flush_folder, read_secret, write_once

SECRET_FILE, PUBLIC_FILE = "letters.key", "letters.pub"
SIZES = (4_096, 32_768)
"""Bytes of a letter once padded."""
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"casebook letter to the desk, 1"
_LENGTH = struct.Struct(">I")


class LetterSealer:
    """Seals, and cannot open."""

    def __init__(self, public: bytes) -> None:
        self._public = X25519PublicKey.from_public_bytes(public)

    def seal(self, letter: bytes) -> bytes:
        """The letter so that only the desk can read it; ValueError if it is too long."""
        return _SUITE.encrypt(_padded(letter), self._public, info=_INFO)


class LetterOpener:
    """The desk's half."""

    def __init__(self, secret: bytes) -> None:
        self._secret = X25519PrivateKey.from_private_bytes(secret)

    def __repr__(self) -> str:
        return "LetterOpener()"

    def open(self, sealed: bytes) -> bytes:
        """The letter; DoesNotOpen if it was altered or sealed to somebody else."""
        try:
            padded = _SUITE.decrypt(sealed, self._secret, info=_INFO)
        except (InvalidTag, ValueError):
            raise DoesNotOpen from None
        (length,) = _LENGTH.unpack_from(padded)
        return padded[_LENGTH.size : _LENGTH.size + length]


def make_letter_keys(folder: Path) -> None:
    """The desk's pair in the home's key folder, made once; a pair that is there stays."""
    if not (folder / SECRET_FILE).exists():
        pair = X25519PrivateKey.generate()
        with suppress(FileExistsError):  # another first start was faster
            write_once(folder / SECRET_FILE, pair.private_bytes_raw().hex().encode() + b"\n")
        flush_folder(folder)
    if not (folder / PUBLIC_FILE).exists():
        secret = X25519PrivateKey.from_private_bytes(read_secret(folder / SECRET_FILE))
        with suppress(FileExistsError):
            write_once(folder / PUBLIC_FILE, secret.public_key().public_bytes_raw().hex().encode() + b"\n", PUBLIC)
        flush_folder(folder)


def read_public_key(path: Path) -> LetterSealer:
    """The sealer of the key file at `path`; NoKeys if it is none."""
    try:
        return LetterSealer(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        raise NoKeys(f"The file {path.name} is not a public key for letters.") from None


def letter_opener(folder: Path) -> LetterOpener:
    """The desk's opener, from the home's key folder."""
    return LetterOpener(read_secret(folder / SECRET_FILE))


def _padded(letter: bytes) -> bytes:
    whole = _LENGTH.pack(len(letter)) + letter
    size = next((size for size in SIZES if size >= len(whole)), None)
    if size is None:
        raise ValueError("the letter is too long")
    return whole.ljust(size, b"\0")
