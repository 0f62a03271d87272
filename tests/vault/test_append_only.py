"""History refuses to be changed, on both databases, table by table, whatever the statement."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Connection, Table, UniqueConstraint
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.storage.append_only import REFUSAL
from tests.vault.record import fill
from tests.vault.tampering import TABLES

MAY_CHANGE = {"chain_head": {"number", "hash"}, "claim_value": {"body"}}
TEXTS = {"changeset", "subject", "source", "claim_ruling", "publication_decision"}
TEXTS |= {"subject_ruling", "source_ruling", "verification_ruling", "merge", "duplicate_decision"}

SOME_VALUE = {
    "BLOB": "zeroblob(3)",
    "BYTEA": "'xyz'::bytea",
    "DATE": "'1999-01-01'",
    "DATETIME": "'1999-01-01'",
    "TIMESTAMP": "'1999-01-01'",
    "TEXT": "'zz'",
    "VARCHAR": "'zz'",
    "INTEGER": "77",
    "SMALLINT": "3",
    "BIGINT": "77",
}


on_sqlite = pytest.mark.parametrize("vault_database", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("vault_database", ["postgresql"], indirect=True)


@pytest.fixture
def written(session: Session, ring: KeyRing) -> Connection:
    fill(session, ring)
    return session.connection()


def refused(connection: Connection, statement: str) -> bool:
    """Whether the guard refused; whatever happened is taken back."""
    point = connection.begin_nested()
    try:
        connection.exec_driver_sql(statement)
    except DBAPIError as error:
        return REFUSAL in str(error.orig)
    finally:
        point.rollback()
    return False


def quoted(table: Table) -> str:
    return f'"{table.name}"'


def test_only_sealed_words_and_the_head_can_be_replaced(written: Connection) -> None:
    for table in TABLES:
        for column in table.columns:
            value = SOME_VALUE[re.split(r"\W", str(column.type.compile(written.dialect)))[0]]
            allowed = MAY_CHANGE.get(table.name, {"text"} if table.name in TEXTS else set())
            statement = f'UPDATE {quoted(table)} SET "{column.name}" = {value}'
            assert refused(written, statement) is (column.name not in allowed), f"{table.name}.{column.name}"


def test_no_row_can_be_deleted(written: Connection) -> None:
    for table in TABLES:
        assert refused(written, f"DELETE FROM {quoted(table)}"), table.name


@on_postgresql  # SQLite has no TRUNCATE
def test_no_table_can_be_emptied(written: Connection) -> None:
    for table in TABLES:
        assert refused(written, f"TRUNCATE {quoted(table)} CASCADE"), table.name


@on_sqlite  # PostgreSQL has no INSERT OR REPLACE
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_row_can_be_replaced(written: Connection, recursive: str) -> None:
    written.exec_driver_sql(f"PRAGMA recursive_triggers = {recursive}")  # per connection: somebody else may not set it
    for table in TABLES:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        (key,) = table.primary_key.columns
        for moved in (names, names.replace(f'"{key.name}"', f'"{key.name}" + 1000')):
            if moved == names or any(isinstance(each, UniqueConstraint) for each in table.constraints):
                insert = f"INSERT OR REPLACE INTO {quoted(table)} ({names}) SELECT {moved} FROM {quoted(table)}"
                assert refused(written, insert), table.name


@on_sqlite
def test_a_row_cannot_be_moved_by_another_name_of_its_key(written: Connection) -> None:
    assert refused(written, "UPDATE source SET rowid = rowid + 1000")


def test_a_conflict_cannot_turn_an_insert_into_an_update(written: Connection) -> None:
    names = "id, claim_id, ground, added_in"
    assert refused(
        written,
        f"INSERT INTO erasure ({names}) SELECT {names} FROM erasure WHERE true "
        "ON CONFLICT (id) DO UPDATE SET ground = 'other'",
    )
