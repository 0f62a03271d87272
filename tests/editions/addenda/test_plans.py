"""Look-ups go through the indexes of both files: an addendum must not make a reader walk through its base."""

from __future__ import annotations

import pytest

from app.editions.read.amended import NAMES
from tests.editions.addenda.people import after, before
from tests.editions.addenda.states import amended

LOOKED_UP = (
    "SELECT individual, event, document FROM case_row WHERE id = 'x'",
    "SELECT n, document FROM case_row WHERE n IN (1, 2)",
    "SELECT n, document FROM case_summary WHERE n IN (1, 2)",
    "SELECT n, line FROM case_csv WHERE n IN (1, 2)",
    "SELECT n FROM case_row WHERE individual IN ('x', 'y')",
    "SELECT n FROM case_row WHERE event IN ('x', 'y')",
    "SELECT document FROM event_row WHERE id = 'x'",
    "SELECT document FROM source_row WHERE id = 'x'",
    "SELECT document, aloud FROM list_line WHERE id IN ('x', 'y')",
    "SELECT place, document FROM list_line WHERE id IN ('x', 'y')",
    "SELECT position FROM list_term WHERE field IN ('year') AND term BETWEEN '2001' AND '2009'",
    "SELECT value FROM meta WHERE key = 'x'",
)
NAMED = "SELECT k.key, f.text FROM {} AS k JOIN {} AS f ON f.form_id = k.form_id WHERE k.key IN ('x') ORDER BY k.key, k.form_id"
IN_PARTS = tuple(NAMED.format(*part) for part in NAMES)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    found = amended([before(), after()], tmp_path_factory.mktemp("plans"))
    yield found
    found.close()


@pytest.mark.parametrize("sql", [*LOOKED_UP, *IN_PARTS])
def test_no_table_is_walked(edition, sql):
    edition.connection.set_authorizer(None)  # EXPLAIN is nothing that a reader may do
    plan = [row[3] for row in edition.rows(f"EXPLAIN QUERY PLAN {sql}")]
    walked = [step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step and "gone" not in step]
    assert not walked, plan
