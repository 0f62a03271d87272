"""Running migrations from code: which revision a database is at, and bringing it to the newest one this code knows.

Each run is one transaction: a process killed half-way leaves the old database. Never goes down by itself.
"""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from alembic import command
from app.storage.engines import for_writing

_APP = Path(__file__).resolve().parents[1]
SCRIPTS = _APP / "_alembic" if (_APP / "_alembic").is_dir() else _APP.parent / "alembic"
"""In an installed wheel they lie inside the package, in a clone beside it."""

_ONE_AT_A_TIME = 7_310_442  # any number, the same for all who migrate this house's PostgreSQL


class NewerDatabase(Exception):
    """The database is at a revision that this code does not know."""

    code = "newer_database"

    def __init__(self) -> None:
        super().__init__("This vault was written by a newer version of Casebook; use that version, or a backup.")


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration for this house, working on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str | None:
    """The newest revision this code knows."""
    return _scripts().get_current_head()


def current(engine: Engine) -> str | None:
    """The revision the database is at; None if it was never migrated."""
    with engine.connect() as connection:
        return _current(connection)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`; NewerDatabase if it is ahead of this code."""
    with for_writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        check_known(connection)
        command.upgrade(configuration(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision` ("base": nothing). For tests and for people with a backup: rows are lost."""
    with for_writing(engine).begin() as connection:
        check_known(connection)
        command.downgrade(configuration(connection), revision)


def check_known(connection: Connection) -> None:
    """Raise NewerDatabase unless this code knows the database's revision."""
    at = _current(connection)
    if at is not None and at not in {script.revision for script in _scripts().walk_revisions()}:
        raise NewerDatabase


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())
