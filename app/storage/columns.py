"""Column types that both databases store alike: ordered enums, lists of codes, moments, row ids."""

# ruff: noqa: ARG002 - SQLAlchemy hands every type the dialect

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, SmallInteger, Text
from sqlalchemy.types import TypeDecorator

RowId = BigInteger().with_variant(Integer, "sqlite")
"""A row's number. On SQLite it must be INTEGER to be the table's own key."""

E = TypeVar("E", bound=IntEnum)


class OrderedEnum(TypeDecorator[E], Generic[E]):
    """An IntEnum as a small number, so that the database can compare it."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(value if isinstance(value, self.enum) else self.enum(value))

    def process_result_value(self, value: int | None, dialect: Dialect) -> E | None:
        return None if value is None else self.enum(value)


class CodeList(TypeDecorator[tuple[str, ...]]):
    """Codes of a vocabulary, sorted, separated by blanks: equal sets are equal texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(sorted({str(code) for code in value}))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split())


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. One without a zone is refused, since nobody could say later what it meant."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
