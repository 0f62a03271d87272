"""The import page of the docs follows the declared tables: every file, every column, every field of a claim."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.importing.tables import CLAIM_FIELDS, TABLES, Table

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([a-z_.]+)`")


def row_of(file: str) -> str:
    """The line of the page's table that describes the file."""
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{file}` |")]
    assert len(rows) == 1, f"{file} has {len(rows)} rows in docs/importing.md"
    return rows[0]


def test_the_page_describes_the_declared_files_in_their_order_and_no_other():
    described = re.findall(r"^\| `(\w+\.csv)` \|", PAGE, re.MULTILINE)
    assert described == list(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.file)
def test_a_file_is_described_with_exactly_its_columns(table: Table):
    columns = row_of(table.file).split("|")[3]
    assert tuple(CODE.findall(columns)) == table.columns


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.file)
def test_the_columns_in_bold_are_those_that_may_not_be_empty(table: Table):
    bold = re.findall(r"\*\*`([a-z_]+)`\*\*", row_of(table.file))
    assert set(bold) == set(table.filled)


def test_every_field_of_a_claim_is_described_with_the_field_it_fills():
    section = PAGE.partition("### Claims")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    described = {code: set(CODE.findall(cells[2])) for cells in rows for code in CODE.findall(cells[1])}
    assert set(described) == set(CLAIM_FIELDS)
    assert {code for code, lands in CLAIM_FIELDS.items() if lands not in described[code]} == set()
