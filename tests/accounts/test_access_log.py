"""The access log: any single change of it is found, at every position, on both databases; and it holds no name."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, text

from app.accounts.access_log import ENTRY, Noted, findings, head_of, write
from app.accounts.books import Books
from app.accounts.queue import Queue
from app.storage.append_only import drop
from app.storage.chain import link
from app.storage.engines import engine_for
from tests.conftest import examples

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROWS = examples(60, 2000)
STEP = examples(7, 181)
"""Every position is tried in test_every_position; here some of them, in real databases."""


def _fill(books: Books) -> None:
    with books.writing() as session:
        write(
            session,
            "viewer0000000001",
            [Noted("view", f"case{n:012d}", "all", "grant00000000001", "ab") for n in range(ROWS)],
            AT,
        )


def _found(books: Books, kept=()) -> list[str]:
    with books.reading() as session:
        return list(findings(session, kept))


def _unguarded(engine: Engine) -> None:
    """As somebody with full rights to the database would begin."""
    from importlib import util  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    spec = util.spec_from_file_location("access", Path(__file__).parents[2] / "alembic/versions/2026_11_24_8_access.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with engine.begin() as connection:
        for guard in module.KEPT:
            for statement in drop(guard, engine.dialect.name):
                connection.exec_driver_sql(statement)


def _undone(engine: Engine, *statements: str):
    """Whether verification finds the change; the change is rolled back."""
    from sqlalchemy.orm import Session  # noqa: PLC0415

    with Session(engine) as session:
        for statement in statements:
            session.execute(text(statement))
        found = list(findings(session))
        session.rollback()
    return found


def test_a_whole_log_has_no_findings(books):
    assert _found(books) == []
    _fill(books)
    assert _found(books) == []


@pytest.mark.parametrize("column", ["viewer", "kind", "object", "fields", '"grant"', "edition"])
def test_every_edit_of_every_column_is_found(books, column):
    _fill(books)
    _unguarded(books.engine)
    for number in range(1, ROWS + 1, STEP):
        assert _undone(books.engine, f"UPDATE access_entry SET {column} = 'x' WHERE number = {number}"), number


def test_every_deletion_swap_and_insertion_is_found(books):
    _fill(books)
    _unguarded(books.engine)
    for n in range(1, ROWS + 1, STEP):
        assert _undone(books.engine, f"DELETE FROM access_entry WHERE number = {n}"), n
        if n < ROWS:
            assert _undone(
                books.engine,
                f"UPDATE access_entry SET number = {10 * ROWS} WHERE number = {n}",
                f"UPDATE access_entry SET number = {n} WHERE number = {n + 1}",
                f"UPDATE access_entry SET number = {n + 1} WHERE number = {10 * ROWS}",
            ), n
        columns = 'previous_hash, at, viewer, kind, object, fields, "grant", edition'
        fresh = "X'" + "ab" * 32 + "'" if books.engine.dialect.name == "sqlite" else "'\\x" + "ab" * 32 + "'"
        assert _undone(
            books.engine,
            f"INSERT INTO access_entry (number, hash, {columns}) SELECT {ROWS + n}, {fresh}, {columns} FROM access_entry WHERE number = {n}",
        ), n


def test_a_log_cut_off_with_its_head_is_found_by_a_checkpoint_and_so_is_one_chained_anew(books):
    _fill(books)
    with books.reading() as session:
        kept = head_of(session)
    _unguarded(books.engine)
    with books.engine.begin() as connection:
        last = connection.execute(text(f"SELECT number, hash FROM access_entry WHERE number = {ROWS - 1}")).one()
        connection.execute(text(f"DELETE FROM access_entry WHERE number = {ROWS}"))
        connection.execute(text("UPDATE access_head SET number = :number, hash = :hash"), last._mapping)
    assert _found(books) == []  # this is what a checkpoint is for
    assert _found(books, [kept])
    with books.writing() as session:  # another last entry, rightly chained
        write(session, "viewer0000000001", [Noted("view", "another000000000")], AT)
    assert _found(books) == []
    assert _found(books, [kept])


def test_the_database_refuses_to_change_or_delete_an_entry(books):
    _fill(books)
    for statement in ("UPDATE access_entry SET viewer = 'x'", "DELETE FROM access_entry"):
        with pytest.raises(Exception, match="append-only"), books.engine.begin() as connection:
            connection.exec_driver_sql(statement)


def test_many_writers_make_one_unbroken_chain(books):
    """Some of them in each of several processes, which share nothing but the database."""
    processes = [Books(engine_for(books.engine.url), books.keys) for _ in range(examples(2, 5))]
    finished = []

    def work(who: int) -> None:
        own = processes[who % len(processes)]
        for n in range(examples(6, 200)):
            with own.writing() as session:
                write(session, f"viewer{who:010d}", [Noted("view", f"case{n:012d}")], AT)
        finished.append(who)

    writers = [threading.Thread(target=work, args=(n,)) for n in range(examples(6, 50))]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    for own in processes:
        own.engine.dispose()
    assert sorted(finished) == list(range(len(writers)))
    assert _found(books) == []
    with books.reading() as session:
        rows = session.execute(select(ENTRY.c.viewer, ENTRY.c.object)).all()
        assert head_of(session).number == len(rows) == len(set(rows)) == examples(6, 200) * examples(6, 50)


def test_who_writes_takes_turns_in_the_order_of_coming():
    queue, order, inside = Queue(), [], threading.Event()

    def wait(n: int) -> None:
        with queue.turn():
            order.append(n)

    with queue.turn():
        waiting = []
        for n in range(20):
            waiting.append(threading.Thread(target=wait, args=(n,)))
            waiting[-1].start()
            while len(queue._waiting) <= n:
                inside.wait(0.001)
        assert order == []
    for each in waiting:
        each.join()
    assert order == list(range(20))
    with pytest.raises(KeyError), queue.turn():
        raise KeyError  # a fault gives the turn on, too
    with queue.turn(), pytest.raises(RuntimeError, match="turn already"), queue.turn():
        pass


def test_a_link_covers_what_came_before():
    assert link(b"a" * 32, b"x") != link(b"b" * 32, b"x")
