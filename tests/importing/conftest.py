from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from app.cli.import_ import import_batch
from app.cli.sentences import Refused
from app.storage.base import Base
from tests.databases import vault_database
from tests.importing.synthetic_batch import Batch

__all__ = ["vault_database"]


@pytest.fixture
def batch() -> Batch:
    """A batch without a fault, to be broken."""
    return Batch()


@dataclass
class Desk:
    """A home over a vault: runs the command `casebook import` and counts what the vault holds."""

    home: Path
    engine: Engine

    @property
    def address(self) -> str:
        return self.engine.url.render_as_string(hide_password=False)

    def import_(self, folder: Path) -> None:
        import_batch(folder, self.home, self.address)

    def refused(self, folder: Path) -> Refused:
        """Why the command refuses the folder."""
        with pytest.raises(Refused) as caught:
            self.import_(folder)
        return caught.value

    def counts(self) -> dict[str, int]:
        """How many rows each table of the vault has."""
        with self.engine.connect() as connection:
            tables = Base.metadata.sorted_tables
            return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


@pytest.fixture
def desk(vault_database: Engine, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "home", vault_database)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Batch], Path]:
    """Write a batch into a folder."""
    return lambda batch: batch.write(tmp_path / "batch")
