"""DDL that keeps history: triggers that refuse to change, delete, empty or replace rows, on both databases.

Migrations call it with plain names, never with models, so that an old migration still does what it did. Rights of the
database account are a second wall; the hash chain notices whoever climbs both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

REFUSAL = "history is append-only"

_FUNCTION = f"""CREATE OR REPLACE FUNCTION casebook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""


@dataclass(frozen=True, slots=True)
class Guard:
    """A table to keep. `unique`: its keys, whose rows REPLACE would delete. `columns`: all of them.

    Only `update_columns` may be given new values (a sealed body: key rotation, lawful erasure); none: no update at all.
    """

    table: str
    unique: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    update_columns: tuple[str, ...] = ()


def create(guard: Guard, dialect: str) -> list[str]:
    """The statements that put the guard up."""
    return _create_postgresql(guard) if dialect == "postgresql" else _create_sqlite(guard)


def drop(guard: Guard, dialect: str) -> list[str]:
    """The statements that take it down, for a downgrade (PostgreSQL keeps the shared function)."""
    if dialect == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {_name(guard, verb)} ON {_quoted(guard.table)}" for verb in _POSTGRESQL]
    return [f"DROP TRIGGER IF EXISTS {_name(guard, verb)}" for verb in _SQLITE]


_POSTGRESQL = ("update", "delete", "truncate")
_SQLITE = ("update", "delete", "replace")


def _create_postgresql(guard: Guard) -> list[str]:
    table = _quoted(guard.table)
    when = f" WHEN ({_changed(guard, 'IS DISTINCT FROM')})" if guard.update_columns else ""
    run = "EXECUTE FUNCTION casebook_refuse()"
    return [
        _FUNCTION,
        f"CREATE TRIGGER {_name(guard, 'update')} BEFORE UPDATE ON {table} FOR EACH ROW{when} {run}",
        f"CREATE TRIGGER {_name(guard, 'delete')} BEFORE DELETE ON {table} FOR EACH ROW {run}",
        f"CREATE TRIGGER {_name(guard, 'truncate')} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}",
    ]


def _create_sqlite(guard: Guard) -> list[str]:
    table = _quoted(guard.table)
    # WHEN compares values; `UPDATE OF id` would miss `SET rowid = ...`, which changes the same column
    when = f" WHEN {_changed(guard, 'IS NOT')}" if guard.update_columns else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {guard.table}'); END"
    return [
        f"CREATE TRIGGER {_name(guard, 'update')} BEFORE UPDATE ON {table}{when} {refuse}",
        f"CREATE TRIGGER {_name(guard, 'delete')} BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {_name(guard, 'replace')} BEFORE INSERT ON {table} WHEN {_taken(guard)} {refuse}",
    ]


def _changed(guard: Guard, differs: str) -> str:
    fixed = (_quoted(c) for c in guard.columns if c not in guard.update_columns)
    return " OR ".join(f"NEW.{c} {differs} OLD.{c}" for c in fixed)


def _taken(guard: Guard) -> str:
    def one(key: Sequence[str]) -> str:
        same = " AND ".join(f"{_quoted(c)} = NEW.{_quoted(c)}" for c in key)
        return f"EXISTS (SELECT 1 FROM {_quoted(guard.table)} WHERE {same})"

    return " OR ".join(one(key) for key in guard.unique)


def _name(guard: Guard, verb: str) -> str:
    return _quoted(f"keep_{guard.table}_{verb}")


def _quoted(name: str) -> str:
    return f'"{name}"'
