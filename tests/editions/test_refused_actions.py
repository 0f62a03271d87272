"""What a connection to an edition refuses: everything but reading, on plain and on encrypted files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.codebook.levels import Level
from tests.importing.synthetic_batch import Batch
from tests.publishing.press import Press, press_of

REFUSED = (
    "ATTACH DATABASE ':memory:' AS other",
    "ATTACH DATABASE '{elsewhere}' AS other",
    "VACUUM INTO '{elsewhere}'",
    "PRAGMA query_only = 0",
    "PRAGMA writable_schema = 1",
    "PRAGMA table_info(case_row)",
    "PRAGMA key = 'x'",
    "SELECT * FROM pragma_database_list",
    "INSERT INTO meta VALUES ('x', 'y')",
    "UPDATE case_row SET id = 'x'",
    "DELETE FROM case_row",
    "REPLACE INTO meta VALUES ('level', 'vetted')",
    "CREATE TABLE more (x)",
    "CREATE TEMP TABLE more (x)",
    "CREATE VIEW more AS SELECT 1",
    "CREATE TRIGGER more AFTER INSERT ON meta BEGIN SELECT 1; END",
    "DROP TABLE case_row",
    "ALTER TABLE case_row RENAME TO gone",
    "BEGIN",
    "SAVEPOINT one",
    "REINDEX",
    "ANALYZE",
    "SELECT load_extension('{elsewhere}')",
    "SELECT randomblob(9)",
    "SELECT hex(document) FROM case_row",
    "SELECT sqlite_version()",
    "SELECT group_concat(id) FROM case_row",
    "SELECT fts5(1)",
    "INSERT INTO case_words (case_words) VALUES ('rebuild')",
)
ALLOWED = (
    "SELECT count(*), min(n), max(n), sum(n) FROM case_row",
    "SELECT coalesce(event, ''), length(id) FROM case_row",
    "SELECT rowid FROM case_words WHERE case_words MATCH 'synthetic' ORDER BY bm25(case_words)",
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c",
)


@pytest.fixture(scope="module")
def press(tmp_path_factory) -> Iterator[Press]:
    """One house for all: nothing here may change it."""
    made = press_of(Batch(), tmp_path_factory.mktemp("house") / "house")
    made.publish()
    yield made
    made.engine.dispose()


@pytest.fixture(params=[Level.PUBLIC, Level.VETTED], ids=lambda level: level.code)
def edition(request, press):
    return press.edition(request.param)


@pytest.mark.parametrize("statement", REFUSED)
def test_refused(edition, press, tmp_path, statement):
    before = press.file(Level.of(edition.level)).read_bytes()
    with pytest.raises(Exception, match=r"not authorized|prohibited|authorization") as refused:
        edition.rows(statement.format(elsewhere=tmp_path / "elsewhere"))
    assert type(refused.value).__name__ in ("DatabaseError", "OperationalError")
    assert not (tmp_path / "elsewhere").exists()
    assert press.file(Level.of(edition.level)).read_bytes() == before


@pytest.mark.parametrize("statement", ALLOWED)
def test_allowed(edition, statement):
    assert edition.rows(statement)
