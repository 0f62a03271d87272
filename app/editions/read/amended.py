"""A base and its addendum read as one: views with the names of the tables, so that whoever asks need not know of two files.

A row of the base counts unless the addendum ends it. Both files keep their indexes: SQLite asks each of them by itself.
"""

from __future__ import annotations

from typing import Any

from app.editions.schema import COLUMNS

ADDED = "added"
"""The name under which an addendum is open beside its base."""
_NUMBERS = {
    "case_row": ("n", "gone_case"),
    "case_summary": ("n", "gone_case"),
    "case_csv": ("n", "gone_case"),
    "case_text": ("n", "gone_case"),
    "case_order": ("n", "gone_case"),
    "event_row": ("n", "gone_event"),
    "source_row": ("n", "gone_source"),
    "list_line": ("position", "gone_line"),
    "list_term": ("position", "gone_line"),
}
STANDING_FORMS = "standing_form"
"""Forms of names in the base of people whose rows there still count."""
NAMES = (("main.name_key", STANDING_FORMS), ("added.name_key", "added.name_form"))
"""Where names are looked up, part by part: keys and forms."""


def unite(connection: Any) -> None:
    """Make the views. What an edition says of itself stands wholly in the addendum."""
    for table, (number, gone) in _NUMBERS.items():
        columns = ", ".join(COLUMNS[table])
        _view(
            connection,
            table,
            f"SELECT {columns} FROM main.{table} WHERE {number} NOT IN (SELECT {number} FROM added.{gone})"
            f" UNION ALL SELECT {columns} FROM added.{table}",
        )
    _view(connection, "meta", "SELECT key, value FROM added.meta")
    _view(
        connection,
        STANDING_FORMS,
        f"SELECT {', '.join(COLUMNS['name_form'])} FROM main.name_form"
        " WHERE person_id NOT IN (SELECT id FROM added.gone_person)",
    )
    _view(
        connection,
        "digest",
        "SELECT part, id, hash FROM main.digest AS d WHERE part <> 'meta' AND part <> 'derived' AND NOT EXISTS"
        " (SELECT 1 FROM added.gone_digest AS g WHERE g.part = d.part AND g.id = d.id)"
        " UNION ALL SELECT part, id, hash FROM added.digest WHERE part <> 'derived'",
    )


def _view(connection: Any, name: str, sql: str) -> None:
    connection.execute(f"CREATE TEMP VIEW {name} AS {sql}")
