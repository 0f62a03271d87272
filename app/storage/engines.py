"""Engines for SQLite and PostgreSQL that behave alike: durable, with foreign keys, and silent about values in errors.

Transactions are ours: `for_writing` takes SQLite's write lock at once, so that a writer never fails half-way on a busy
database; `for_reading` sees one moment of the vault through all its queries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import ConnectionPoolEntry

LONGEST_WAIT = 10
"""Seconds that a writer waits for another one before it is told so: SQLite's busy_timeout, PostgreSQL's lock_timeout."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL may lose an acknowledged commit at a power cut
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE passes by the DELETE triggers
    f"busy_timeout={LONGEST_WAIT}000",
    "cache_size=-65536",  # 64 MiB: indexes over random ids and hashes are written all over
    "secure_delete=ON",  # an erased value must not live on in a free page
)
_BEGIN, _WAIT = "casebook_begin", "casebook_wait"
_LOCK_NOT_AVAILABLE = "55P03"
"""SQLSTATE lock_not_available, PostgreSQL's appendix A."""


class UnsupportedDatabase(ValueError):
    """The address names a database that this house does not run on."""


def engine_for(url: str | URL) -> Engine:
    """An engine for `sqlite:///...` or `postgresql://...`; errors name the statement, never its values."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address)
    raise UnsupportedDatabase(f"Casebook runs on SQLite and PostgreSQL, not on {address.get_backend_name()}.")


def for_writing(engine: Engine, wait: float | None = None) -> Engine:
    """The same engine, whose transactions hold SQLite's write lock from their first moment.

    `wait`: seconds that they wait for another writer, where that is not the longest.
    """
    patience = {} if wait is None else {_WAIT: round(wait * 1000)}
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}, **patience)
    return engine.execution_options(**patience) if patience else engine


def for_reading(engine: Engine) -> Engine:
    """The same engine, whose transactions see one snapshot (SQLite in WAL mode does so by itself)."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def is_for_writing(connection: Connection) -> bool:
    """Whether its transaction may write from its first moment, as one of `for_writing` may."""
    options = connection.get_execution_options()
    return _BEGIN in options if connection.dialect.name == "sqlite" else not options.get("postgresql_readonly")


def waited_too_long(problem: DBAPIError) -> bool:
    """Whether a writer gave up because another one was still at it. Nothing was written, and a moment later it may be taken."""
    return getattr(problem.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE or "database is locked" in str(problem.orig)


def is_too_busy(problem: Exception) -> bool:
    """Whether it may be taken a moment later: another writer was at it for too long, or no connection became free."""
    return isinstance(problem, NoConnection) or (isinstance(problem, DBAPIError) and waited_too_long(problem))


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql(address: URL) -> Engine:
    options = f"{address.query.get('options', '')} -c lock_timeout={LONGEST_WAIT}s".strip()
    engine = create_engine(
        address.set(drivername="postgresql+psycopg").update_query_dict({"options": options}), hide_parameters=True
    )
    event.listen(engine, "handle_error", _keep_to_the_point)
    event.listen(engine, "begin", _be_patient)
    return engine


def _keep_to_the_point(error: ExceptionContext) -> None:
    """PostgreSQL adds a DETAIL that repeats the row or the key it refuses: values, in every log. Keep its first line."""
    for each in (error.original_exception, error.sqlalchemy_exception):
        if each is not None:
            each.args = tuple(str(part).partition("\n")[0] for part in each.args[:1]) + each.args[1:]


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and never covers DDL
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    with _waiting(connection, options.get(_WAIT)):
        connection.exec_driver_sql(options.get(_BEGIN, "BEGIN"))


@contextmanager
def _waiting(connection: Connection, wait: int | None) -> Iterator[None]:
    """SQLite waits so many milliseconds meanwhile, and then as long as before: the connection goes back to the pool."""
    if wait is None:
        yield
        return
    before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={before}")


def _be_patient(connection: Connection) -> None:
    """PostgreSQL waits so many milliseconds for each lock, until the transaction ends."""
    wait = connection.get_execution_options().get(_WAIT)
    if wait is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
