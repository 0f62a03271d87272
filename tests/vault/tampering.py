"""Changing history behind the triggers' back, as somebody with the database's own rights could."""

from __future__ import annotations

from sqlalchemy import Connection, Table

from app.vault.history import CHAIN_HEAD, CHANGESET, CLAIM_VALUE, HISTORY

TABLES: tuple[Table, ...] = (CHANGESET, CHAIN_HEAD, CLAIM_VALUE, *(kept.table for kept in HISTORY))


def disarm(connection: Connection) -> None:
    """Take the guards away, triggers and foreign keys, for the rest of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
