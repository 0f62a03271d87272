"""Rows for one table, kept ready for the driver and written in bulk.

A row is made storable once, as it is put down: SQLAlchemy's statement machinery would cost more than the database itself
when a hundred thousand claims come in. What a column refuses elsewhere (plain text where it must be sealed) it refuses here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, LargeBinary, String, Table

from app.codebook.vocabularies import term
from app.storage.columns import OrderedEnum
from app.storage.sealed import SealedColumn
from app.vault.errors import DoesNotFit
from app.vault.models.columns import VOCABULARY

CHUNK = 20_000
"""Rows an INSERT sends at once: bounds the memory of the driver's copy of them."""

Row = dict[str, Any]
_envelope = attrgetter("envelope")


class Sheet:
    """Rows of one table, in the order in which they were put."""

    __slots__ = ("_bind", "_pick", "_statement", "rows", "table")

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.rows: list[tuple[Any, ...]] = []
        self._pick = picker([column.name for column in table.columns])
        self._statement = _insert(table, dialect)
        processors = [_processor(column, dialect) for column in table.columns]
        self._bind = [(place, bind) for place, bind in enumerate(processors) if bind is not None]

    def put(self, row: Row) -> None:
        """`row` has every column of the table."""
        values = list(self._pick(row))
        for place, bind in self._bind:
            if values[place] is not None:
                values[place] = bind(values[place])
        self.rows.append(tuple(values))

    def write(self, connection: Connection) -> None:
        for start in range(0, len(self.rows), CHUNK):
            connection.exec_driver_sql(self._statement, self.rows[start : start + CHUNK])


def picker(names: Sequence[str]) -> Callable[[Row], tuple[Any, ...]]:
    """Takes the values of `names` out of a row, as a tuple even when there is one."""
    if len(names) == 1:
        (only,) = names
        return lambda row: (row[only],)
    return itemgetter(*names)


def _processor(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a value becomes storable. The three hot types have a short way; both drivers take bytes as they are."""
    if isinstance(column.type, SealedColumn):
        return _envelope
    if isinstance(column.type, OrderedEnum):
        return int
    if isinstance(column.type, LargeBinary):
        return None
    if vocabulary := column.info.get(VOCABULARY):
        return partial(_listed, vocabulary)
    if isinstance(column.type, String) and column.type.length:
        return partial(_fitting, column.name.replace("_", " "), column.type.length)
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _listed(vocabulary: str, code: str) -> str:
    """The code, where its vocabulary has it. An edition that meets another could say nothing of it, and is not built."""
    return term(vocabulary, code).code


def _fitting(what: str, most: int, text: str) -> str:
    """The text, where it has room. SQLite would take any length, and PostgreSQL say so only when all is written."""
    if len(text) > most:
        raise DoesNotFit(f"The {what} has at most {most} letters.")
    if "\0" in text:
        raise DoesNotFit(f"The {what} has a character that no database holds.")
    return text


def _insert(table: Table, dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(table.columns))
    return f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"
