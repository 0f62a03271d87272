"""Rows for one table, kept ready for the driver and written in bulk.

The types' own bind processors are applied once, as a row is put down; SQLAlchemy's statement machinery would cost more than
the database itself when a hundred thousand claims come in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table

CHUNK = 20_000
"""Rows an INSERT sends at once: bounds the memory of the driver's copy of them."""


class Sheet:
    """Rows of one table, in the order in which they were put."""

    __slots__ = ("_bind", "_pick", "_statement", "rows", "table")

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.rows: list[tuple[Any, ...]] = []
        self._pick = picker([column.name for column in table.columns])
        self._statement = _insert(table, dialect)
        processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
        self._bind = [(place, bind) for place, bind in enumerate(processors) if bind is not None]

    def put(self, row: Mapping[str, Any]) -> None:
        """`row` has every column of the table."""
        values = list(self._pick(row))
        for place, bind in self._bind:
            values[place] = bind(values[place])
        self.rows.append(tuple(values))

    def write(self, connection: Connection) -> None:
        for start in range(0, len(self.rows), CHUNK):
            connection.exec_driver_sql(self._statement, self.rows[start : start + CHUNK])


def picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Takes the values of `names` out of a row, as a tuple even when there is one."""
    if len(names) == 1:
        (only,) = names
        return lambda row: (row[only],)
    return itemgetter(*names)


def _insert(table: Table, dialect: Dialect) -> str:
    quote = dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(table.columns))
    return f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"
