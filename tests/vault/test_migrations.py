"""Migrations go up and down with rows loaded, on both databases, and end at what the models say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

import app.accounts.models
import app.vault.models
from app.keys.ring import KeyRing
from app.storage.base import Base
from app.storage.engines import for_writing
from app.storage.migrations import NewerDatabase, configuration, current, downgrade, head, upgrade
from app.vault.history import CHAIN_HEAD, CHANGESET, CLAIM_VALUE, HISTORY
from app.vault.verify import verify
from tests.vault.record import fill

assert app.accounts.models and app.vault.models  # fills the metadata that is compared
DRAFTS = {"proposal", "proposal_author", "review", "note", "note_done"}
REVISIONS = [s.revision for s in ScriptDirectory.from_config(configuration()).walk_revisions()]


def test_the_newest_revision_is_what_the_models_say(empty_database: Engine) -> None:
    assert current(empty_database) is None
    upgrade(empty_database)
    assert current(empty_database) == head()
    with empty_database.connect() as connection:
        settings = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(settings, Base.metadata) == []


def test_each_migration_goes_down_and_up_with_rows(vault_database: Engine, ring: KeyRing) -> None:
    with Session(for_writing(vault_database)) as session:
        fill(session, ring)
        session.commit()
    for revision in [*REVISIONS[1:], "base"]:
        downgrade(vault_database, revision)
        assert current(vault_database) == (None if revision == "base" else revision)
    assert set(inspect(vault_database).get_table_names()) == {"alembic_version"}
    for revision in reversed(REVISIONS):
        upgrade(vault_database, revision)
    with Session(for_writing(vault_database)) as session:
        fill(session, ring)
        assert verify(session, ring) == []


def test_upgrading_again_keeps_every_row(vault_database: Engine, ring: KeyRing) -> None:
    with Session(for_writing(vault_database)) as session:
        fill(session, ring)
        session.commit()
    upgrade(vault_database)
    with Session(vault_database) as session:
        assert verify(session, ring) == []
        assert session.scalar(select(func.count()).select_from(CHANGESET)) == 4


def test_a_vault_of_a_newer_version_is_refused_and_left_alone(vault_database: Engine) -> None:
    with for_writing(vault_database).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2099_01_01'")
    with pytest.raises(NewerDatabase, match="newer version of Casebook"):
        upgrade(vault_database)
    assert current(vault_database) == "2099_01_01"


def test_a_failed_migration_leaves_the_old_database(empty_database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(empty_database, REVISIONS[-1])
    with empty_database.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE proposal (id integer)")  # the last migration will meet it
    with pytest.raises(Exception, match="proposal"):
        upgrade(empty_database)
    assert current(empty_database) == REVISIONS[-1]
    assert "subject" not in inspect(empty_database).get_table_names()


def test_what_the_chain_covers_is_all_of_a_row_but_sealed_words_and_the_changeset() -> None:
    for kept in HISTORY:
        apart = {kept.sealed, "added_in"}
        assert set(kept.covered) == {column.name for column in kept.table.columns} - apart, kept.name


def test_every_table_of_the_record_is_history_but_drafts() -> None:
    kept = {each.table.name for each in HISTORY} | {CHANGESET.name, CHAIN_HEAD.name, CLAIM_VALUE.name, *DRAFTS}
    ours = {mapper.local_table.name for mapper in Base.registry.mappers if "app.vault" in mapper.class_.__module__}
    assert ours == kept
