"""Whatever is changed in the record behind the triggers, verification finds it; every row, every column."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint, delete, insert, select, text, update
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.keys.ring import KeyRing
from app.storage.sealed import Sealed
from app.vault.history import CHAIN_HEAD, CHANGESET, HISTORY
from app.vault.verify import checkpoint, verify
from tests.conftest import examples
from tests.vault.record import fill, recorder
from tests.vault.tampering import TABLES, disarm


@pytest.fixture
def written(session: Session, ring: KeyRing) -> Session:
    fill(session, ring)
    session.commit()
    disarm(session.connection())
    return session


def other(value: Any) -> Any:  # noqa: PLR0911 - one line a type
    """A value of the same type that differs."""
    if isinstance(value, Level):
        return Level((value + 1) % 4)
    if isinstance(value, Sealed):
        return Sealed(value.envelope[:-1] + bytes([value.envelope[-1] ^ 1]))
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, str):
        return value[:-1] + ("y" if value.endswith("x") else "x")
    if isinstance(value, tuple):
        return ("archive_only",)
    if isinstance(value, int):
        return value + 1000
    return value + timedelta(days=1)


def undone(session: Session, ring: KeyRing, change: Any) -> bool:
    """Whether verification sees the change; the change is taken back."""
    point = session.begin_nested()
    session.execute(change)
    found = verify(session, ring)
    point.rollback()
    return bool(found)


def rows(session: Session, table: Table) -> list[Any]:
    return list(session.execute(select(table)).all())


def some(session: Session, table: Table) -> list[Any]:
    """The first and the last row; the first alone on PostgreSQL, where each round trip costs. All of them at night."""
    found = rows(session, table)
    few = [found[0]] if session.connection().dialect.name == "postgresql" or len(found) == 1 else [found[0], found[-1]]
    return few[: examples(2, 0)] or found


def test_a_record_that_nobody_touched_verifies(written: Session, ring: KeyRing) -> None:
    assert verify(written, ring) == []
    assert all(rows(written, table) for table in TABLES), (
        "each table should have rows, else the tests below prove nothing"
    )


def test_every_edit_of_every_cell_is_found(written: Session, ring: KeyRing) -> None:
    for table in TABLES:
        (key,) = table.primary_key.columns
        for row in some(written, table):
            for name, value in row._mapping.items():
                if value is not None and (table.name, name) != ("chain_head", "name"):
                    change = update(table).where(key == row._mapping[key.name]).values({name: other(value)})
                    assert undone(written, ring, change), f"{table.name}.{name} of {row._mapping[key.name]}"


def test_every_deletion_is_found(written: Session, ring: KeyRing) -> None:
    for table in TABLES:
        (key,) = table.primary_key.columns
        for row in rows(written, table):
            assert undone(written, ring, delete(table).where(key == row._mapping[key.name])), table.name


def test_an_insertion_is_found(written: Session, ring: KeyRing) -> None:
    for table in (kept.table for kept in HISTORY):
        copied = dict(rows(written, table)[0]._mapping)
        unique = (each for each in table.constraints if isinstance(each, PrimaryKeyConstraint | UniqueConstraint))
        for name in {next(iter(each.columns)).name for each in unique}:
            copied[name] = other(copied[name])
        assert undone(written, ring, insert(table).values(copied)), table.name


def test_a_swap_of_two_rows_is_found(written: Session, ring: KeyRing) -> None:
    for table in (kept.table for kept in HISTORY):
        ids = sorted(row.id for row in rows(written, table))[:2]
        if len(ids) == 2:
            point = written.begin_nested()
            for old, new in ((ids[0], -1), (ids[1], ids[0]), (-1, ids[1])):
                written.execute(update(table).where(table.c.id == old).values(id=new))
            assert verify(written, ring), table.name
            point.rollback()


def test_cutting_off_the_end_shows_only_against_a_checkpoint(session: Session, ring: KeyRing) -> None:
    fill(session, ring)
    before = checkpoint(session)
    with recorder(session, ring) as r:
        r.add_individual("unnamed")
    session.commit()
    kept = checkpoint(session)
    disarm(session.connection())
    for table in ("individual", "subject"):
        session.execute(text(f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM subject)"))
    session.execute(delete(CHANGESET).where(CHANGESET.c.number == kept.number))
    session.execute(update(CHAIN_HEAD).values(number=before.number, hash=before.hash))
    assert [f.where for f in verify(session, ring, kept)] == [f"changeset {kept.number}"]
    assert verify(session, ring, before) == []


def test_a_sealed_body_moved_to_another_row_does_not_open(written: Session, ring: KeyRing) -> None:
    source = next(kept.table for kept in HISTORY if kept.name == "source")
    first, second = rows(written, source)[:2]
    assert undone(written, ring, update(source).where(source.c.id == first.id).values(text=second.text))
