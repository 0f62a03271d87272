"""The vocabularies as data: every list loads, and every term can be stored, read in two languages and explained."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from app.codebook.fields import FIELDS
from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.vocabularies import UnknownTerm, offered, term, vocabularies, vocabulary

FILES = sorted(
    (f for f in resources.files("app.codebook").joinpath("terms").iterdir() if f.name.endswith(".toml")),
    key=lambda f: f.name,
)
NAMES = [f.name.removesuffix(".toml") for f in FILES]
EXPECTED = [
    "age_band",
    "age_basis",
    "case_category",
    "case_event_type",
    "case_state",
    "certainty",
    "change_reason",
    "claim_standing",
    "consent_basis",
    "consent_status",
    "count_basis",
    "credibility",
    "effect_of_publicity",
    "facility_type",
    "form_of_display",
    "individual_kind",
    "information_basis",
    "interim_action",
    "level",
    "level_reason",
    "mode",
    "name_form",
    "name_scheme",
    "outcome",
    "polarity",
    "proposal_state",
    "protection_status",
    "purpose",
    "relationship",
    "reliability",
    "section",
    "sex",
    "source_type",
    "verification",
    "violation",
    "withdrawal_ground",
]
SNAKE_CASE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
HANGUL = re.compile(r"[가-힣]")
ONE_SENTENCE = re.compile(r"[^.]+(\.[^.\s][^.]*)*\.")

every_file = pytest.mark.parametrize("name", NAMES)


def text_of(name: str) -> str:
    return FILES[NAMES.index(name)].read_text(encoding="utf-8")


def raw(name: str) -> dict[str, Any]:
    """The file as it is written: the loader's mapping would hide a code that stands twice."""
    return tomllib.loads(text_of(name))


def test_the_vocabularies_are_those_of_the_domain() -> None:
    assert NAMES == EXPECTED
    assert list(vocabularies()) == EXPECTED


@every_file
def test_a_file_says_where_its_list_comes_from(name: str) -> None:
    first, second = text_of(name).splitlines()[:2]
    assert first.startswith("# ") and first.endswith(".")
    assert second == f'code = "{name}"'


@every_file
def test_a_file_holds_what_the_loader_reads_and_nothing_else(name: str) -> None:
    written = raw(name)
    assert set(written) == {"code", "definition", "definition_ko", "label", "term"}
    assert set(written["label"]) == {"en", "ko"}
    for entry in written["term"]:
        assert set(entry) == {"code", "en", "ko", "definition", "definition_ko"}, entry


@every_file
def test_codes_are_unique_and_in_snake_case(name: str) -> None:
    codes = [entry["code"] for entry in raw(name)["term"]]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not SNAKE_CASE.fullmatch(code)] == []
    assert list(vocabulary(name).terms) == codes


@every_file
def test_labels_are_there_in_english_and_in_korean(name: str) -> None:
    found = vocabulary(name)
    for label in (found.label, *(t.label for t in found.terms.values())):
        assert label.en.strip() and not HANGUL.search(label.en), label
        assert HANGUL.search(label.ko), label


@every_file
def test_no_two_terms_of_a_list_look_the_same_to_a_reader(name: str) -> None:
    terms = vocabulary(name).terms.values()
    for language in ("en", "ko"):
        labels = [t.label.in_(language) for t in terms]
        assert sorted(labels) == sorted(set(labels))


@every_file
def test_a_definition_is_one_sentence(name: str) -> None:
    found = vocabulary(name)
    definitions = [found.definition.en, *(t.definition.en for t in found.terms.values())]
    assert [d for d in definitions if not ONE_SENTENCE.fullmatch(d)] == []


@every_file
def test_a_definition_is_there_in_korean_too(name: str) -> None:
    found = vocabulary(name)
    for said in (found.definition.ko, *(t.definition.ko for t in found.terms.values())):
        assert HANGUL.search(said) and said.endswith("."), said


@every_file
def test_what_cannot_be_told_has_a_term_and_it_stands_last(name: str) -> None:
    assert list(vocabulary(name).terms)[-1] == "unknown"


@pytest.mark.parametrize("field", [f for f in FIELDS.values() if f.vocabulary], ids=lambda f: f.code)
def test_the_vocabulary_of_a_field_exists(field: Any) -> None:
    assert vocabulary(field.vocabulary).terms


@pytest.mark.parametrize("field", [f for f in FIELDS.values() if f.kind == "term"], ids=lambda f: f.code)
def test_a_field_that_holds_a_term_names_its_vocabulary(field: Any) -> None:
    assert field.vocabulary is not None


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("level", {level.code for level in Level}),
        ("form_of_display", set(Form)),
        ("purpose", set(Purpose)),
        ("claim_standing", set(Standing)),
    ],
)
def test_what_opens_a_record_has_no_value_in_code_for_unknown(name: str, codes: set[str]) -> None:
    """`unknown` is there to be read, never to be acted on: a level, form or purpose not recorded opens nothing."""
    assert set(vocabulary(name).terms) == {*codes, "unknown"}


def test_verification_has_no_term_for_disputed_which_is_a_mark_beside_any_level() -> None:
    assert list(vocabulary("verification").terms) == [
        "not_assessed", "reported", "corroborated", "documented", "unknown",
    ]  # fmt: skip


def test_a_code_that_is_not_in_the_list_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownTerm, match="'blue' is not a term of sex; it holds female, male, other, unknown"):
        term("sex", "blue")


def test_a_form_offers_states_by_their_names_and_other_terms_in_their_own_order():
    names = [label for _, label in offered("state")]
    assert names == sorted(names)
    assert names[0].startswith("A")
    assert [code for code, _ in offered("certainty")] == list(vocabulary("certainty").terms)
