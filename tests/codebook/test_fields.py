"""A field is declared once; what follows from it follows for all."""

from __future__ import annotations

import pytest

from app.codebook.fields import FIELDS, SubjectKind, facets, filters
from app.codebook.values import TermValue, read_value, read_value_of
from app.codebook.vocabularies import UnknownTerm, term, vocabulary
from app.disclosure.forms import WITHHELD_BY_FORM


def test_every_field_has_both_labels_a_definition_and_a_kind_that_exists():
    for field in FIELDS.values():
        assert field.label.en
        assert field.label.ko
        assert field.definition.endswith(".")
        assert (field.vocabulary is not None) == (field.kind == "term")


def test_only_coded_vocabulary_fields_are_filters_and_only_filters_are_facets():
    assert all(field.vocabulary for field in filters())
    assert set(facets()) <= set(filters())


def test_a_descriptor_withholds_every_field_of_a_person_that_is_not_coded():
    assert set(WITHHELD_BY_FORM) == {
        f.code for f in FIELDS.values() if f.subject is SubjectKind.INDIVIDUAL and not f.coded
    }
    assert "name" in WITHHELD_BY_FORM


@pytest.mark.parametrize("kind", ["name", "age", "place", "count", "text"])
def test_a_value_reads_back_from_its_canonical_text(kind):
    value = read_value_of(kind, "합성 ○ text")
    assert read_value(value.canonical()) == value


def test_a_code_that_no_vocabulary_holds_is_named_with_those_it_does():
    with pytest.raises(UnknownTerm, match="female, male"):
        term("sex", "woman")
    assert vocabulary("state").terms["KP"].label.ko == "북한"
    assert TermValue(term="x").canonical() == '{"kind":"term","term":"x"}'
