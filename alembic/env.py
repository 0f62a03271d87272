"""Where Alembic meets this house: the tables to compare with, and the connection to work on.

Code passes its own connection (app.storage.migrations); people at a terminal pass `-x url=...`. Never commits a connection
that it was given.
"""

from __future__ import annotations

from sqlalchemy import Connection

import app.accounts.models
import app.vault.models  # noqa: F401 - fills Base.metadata; a room with tables of its own adds its line here
from alembic import context
from app.storage.base import Base
from app.storage.engines import engine_for, for_writing


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    url = context.get_x_argument(as_dictionary=True).get("url")
    if url is None:
        raise SystemExit("Give the database: alembic -x url=sqlite:///FILE ...")
    with for_writing(engine_for(url)).begin() as own:
        migrate(own)
