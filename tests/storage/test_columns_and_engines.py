"""Columns and engines behave alike on SQLite and PostgreSQL, and never say what a value is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from enum import IntEnum
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from app.keys.ring import KeyRing
from app.storage.columns import CodeList, Moment, OrderedEnum
from app.storage.engines import UnsupportedDatabase, engine_for, for_reading, for_writing
from app.storage.sealed import Sealed, SealedColumn, context


class Size(IntEnum):
    SMALL = 0
    LARGE = 1


THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("size", OrderedEnum(Size)),
    Column("codes", CodeList),
    Column("at", Moment),
    Column("text", SealedColumn),
    Column("name", String(8), unique=True),
)


@pytest.fixture
def things(empty_database: Engine) -> Engine:
    THINGS.metadata.create_all(empty_database)
    return empty_database


def stored(engine: Engine, **values: object) -> object:
    with for_writing(engine).begin() as connection:
        connection.execute(insert(THINGS).values(id=1, **values))
        return connection.execute(select(THINGS.c[next(iter(values))])).scalar_one()


def test_an_enum_keeps_its_order(things: Engine) -> None:
    assert stored(things, size=Size.LARGE) is Size.LARGE
    with things.connect() as connection:
        assert connection.execute(select(THINGS.c.id).where(THINGS.c.size > Size.SMALL)).all()


def test_codes_are_a_set(things: Engine) -> None:
    assert stored(things, codes=["media", "archive_only", "media"]) == ("archive_only", "media")


def test_a_moment_is_kept_to_the_microsecond_in_utc(things: Engine) -> None:
    seoul = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9)))
    assert stored(things, at=seoul) == datetime(2026, 11, 24, 0, 0, 0, 123456, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused(things: Engine) -> None:
    with pytest.raises(StatementError):
        stored(things, at=datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001 - the case itself


def test_a_sealed_column_gives_back_what_only_its_place_opens(things: Engine, tmp_path: Path) -> None:
    ring = KeyRing.first_use(tmp_path / "keys")
    place = context("things", 1, "text", 2)
    back = stored(things, text=Sealed.close(ring, place, "김영금"))
    assert isinstance(back, Sealed)
    assert back.open(ring, place) == "김영금"
    assert repr(back) == "Sealed(...)"


def test_a_sealed_column_refuses_plain_text_without_repeating_it(things: Engine) -> None:
    with pytest.raises(StatementError) as error:
        stored(things, text="canary")
    assert "canary" not in str(error.value)


def test_an_error_of_the_database_does_not_repeat_our_parameters(things: Engine) -> None:
    with pytest.raises(IntegrityError) as error, things.begin() as connection:
        connection.execute(insert(THINGS), [{"id": 1, "name": "canary"}, {"id": 2, "name": "canary"}])
    assert "canary" not in str(error.value) + str(error.value.orig)


def test_sqlite_is_durable_and_keeps_references(tmp_path: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "secure_delete": 1}
    with engine_for(f"sqlite:///{tmp_path}/a.db").connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted


def test_a_writer_holds_the_lock_from_its_first_moment(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/a.db")
    with for_writing(engine).connect() as first, closing(sqlite3.connect(tmp_path / "a.db", timeout=0)) as second:
        first.begin()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            second.execute("BEGIN IMMEDIATE")


def test_a_reader_sees_one_moment(things: Engine) -> None:
    with for_reading(things).connect() as reader:
        before = reader.execute(select(THINGS.c.id)).all()
        with for_writing(things).begin() as writer:
            writer.execute(insert(THINGS).values(id=1))
        assert reader.execute(select(THINGS.c.id)).all() == before == []


def test_other_databases_are_refused_by_name() -> None:
    with pytest.raises(UnsupportedDatabase, match="not on mysql"):
        engine_for("mysql://somebody:canary@somewhere/x")
