"""Opening a home for work: its vault at the newest schema and its keys. The one place where sessions begin and commits happen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.cli.home import Home, open_home
from app.keys.ring import KeyRing
from app.storage.engines import engine_for, for_reading, for_writing
from app.storage.migrations import current, head, upgrade
from app.storage.rehearsal import never_kept


class House:
    """An open home: engine and key ring."""

    def __init__(self, home: Home, engine: Engine, ring: KeyRing) -> None:
        self.home, self.engine, self.ring = home, engine, ring

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the vault."""
        with Session(for_reading(self.engine)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose work is committed at the end, whole, unless something was raised."""
        with Session(for_writing(self.engine)) as session, session.begin():
            yield session

    @contextmanager
    def rehearsing(self) -> Iterator[Session]:
        """A session in which something is written to see what would come of it; nothing of it stays."""
        with never_kept(self.engine) as session:
            yield session


@contextmanager
def open_house(root: Path, vault: str | None, *, make: bool = False) -> Iterator[House]:
    """The home at `root`, migrated if it is new or behind, with its keys."""
    home = open_home(root, vault, make)
    ring = KeyRing.first_use(home.keys) if make else KeyRing(home.keys)
    engine = engine_for(home.vault_url)
    try:
        if current(engine) != head():
            upgrade(engine)
        yield House(home, engine, ring)
    finally:
        engine.dispose()
