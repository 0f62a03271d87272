"""A sealed value and its column: the seam where encryption meets the tables.

A row loads as ciphertext and stays so until somebody opens it with a ring and the very place it belongs to. The column
type never decrypts by itself, and nothing here can print what is inside.
"""

# ruff: noqa: ARG002 - SQLAlchemy hands every type the dialect

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


class Ring(Protocol):
    """What sealing needs of a key ring."""

    def seal(self, plaintext: bytes, context: str) -> bytes: ...

    def open(self, envelope: bytes, context: str) -> bytes: ...


def context(table: str, row: int | str, column: str, level: int) -> str:
    """The place a sealed value belongs to; the ring adds its key's number. Moved elsewhere, it does not open."""
    return f"{table}|{row}|{column}|{int(level)}"


class Sealed:
    """Ciphertext of a text. Equal only if it is the same ciphertext; shows nothing."""

    __slots__ = ("envelope",)

    def __init__(self, envelope: bytes) -> None:
        self.envelope = envelope

    @classmethod
    def close(cls, ring: Ring, place: str, text: str) -> Sealed:
        return cls(ring.seal(text.encode("utf-8"), place))

    def open(self, ring: Ring, place: str) -> str:
        return ring.open(self.envelope, place).decode("utf-8")

    def __repr__(self) -> str:
        return "Sealed(...)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.envelope == self.envelope

    def __hash__(self) -> int:
        return hash(self.envelope)


class SealedColumn(TypeDecorator[Sealed]):
    """Stores the envelope of a Sealed; refuses plain text and plain bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError("a sealed column takes a Sealed, never plain text")
        return value.envelope

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(value)
