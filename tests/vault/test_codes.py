"""A code that its vocabulary does not hold is recorded nowhere: an edition that met it could say nothing of it."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.codebook.fields import FIELDS
from app.codebook.values import AgeValue, CountValue, NameValue, PlaceValue, TermValue, Value
from app.codebook.vocabularies import UnknownTerm, vocabulary
from app.keys.ring import KeyRing
from app.vault.history import HISTORY
from app.vault.models.columns import VOCABULARY
from app.vault.recording.sheet import Sheet
from tests.vault.record import recorder

CODES = [(each.table, column) for each in HISTORY for column in each.table.columns if VOCABULARY in column.info]
NO_TERMS = {
    "subject.kind", "claim.kind", "claim.field", "source.language", "source.published", "source_copy.media_type",
    "source_copy.role", "duplicate_decision.decision", "erasure.ground", "import_batch.kind",
}  # fmt: skip
"""Columns as wide as a code whose values this code gives itself, or which are none."""


def _as_wide(column: Column[object]) -> bool:
    return isinstance(column.type, String) and column.type.length == 64 and not column.name.endswith(("_by", "actor"))


def test_every_column_of_codes_says_of_which_vocabulary_they_are() -> None:
    wide = {f"{each.table.name}.{c.name}" for each in HISTORY for c in each.table.columns if _as_wide(c)}
    assert wide - {f"{table.name}.{column.name}" for table, column in CODES} == NO_TERMS


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda each: each.name)
@pytest.mark.parametrize(("table", "column"), CODES, ids=lambda each: each.name)
def test_only_terms_are_put_down(table, column, dialect) -> None:
    sheet, vacant = Sheet(table, dialect), dict.fromkeys(table.columns.keys())
    for known in vocabulary(column.info[VOCABULARY]).terms:
        sheet.put(vacant | {column.name: known})
    with pytest.raises(UnknownTerm, match="it holds"):
        sheet.put(vacant | {column.name: "forged"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", NameValue(text="x", form="forged")),
        ("name", NameValue(text="x", scheme="forged")),
        ("age_at_return", AgeValue(text="39", low=39, high=39, basis="forged")),
        ("seizure_place", PlaceValue(text="x", code="QQ-01")),
        ("seizure_place", PlaceValue(text="x", code="")),
        ("mode", TermValue(term="forged")),
        ("mode", TermValue(term="")),
        ("count", CountValue(text="x", low=1, basis="forged")),
    ],
)
def test_only_terms_stand_in_a_value(session: Session, ring: KeyRing, field: str, value: Value) -> None:
    with pytest.raises(UnknownTerm):
        recorder(session, ring).add_claim(1, field, value, 1)


def test_every_field_of_terms_has_a_vocabulary() -> None:
    for field in FIELDS.values():
        assert (field.kind == "term") == (field.vocabulary is not None)
