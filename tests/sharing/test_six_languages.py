"""Lists in six languages: every word is there, descriptors and groups are said in each, and what is missing falls back visibly."""

from __future__ import annotations

import pytest

from app.codebook.fields import FIELDS
from app.codebook.provinces import is_province, provinces
from app.codebook.vocabularies import vocabulary
from app.sharing.descriptors import descriptor
from app.sharing.filters import own_in_words
from app.sharing.labels import field_label, label, province_label
from app.sharing.others import others_in_words
from app.sharing.printing.words import PRINT
from app.sharing.screen import SCREEN
from app.sharing.tongues import LIST_LANGUAGES, OTHERS, tongue
from app.sharing.txt_words import WORDS

ON_EVERY_LIST = ("section", "verification")
"""Vocabularies that stand on the lines themselves; the others stand only in the words of a filter."""


def missing(language):
    """Terms on lists that the language has no word for yet."""
    return [
        f"{code}.{term}"
        for code in ON_EVERY_LIST
        for term in vocabulary(code).terms
        if "[en]" in label(code, term, language)
    ]


@pytest.mark.parametrize("language", LIST_LANGUAGES)
def test_no_word_of_a_line_is_missing(language):
    assert missing(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_missing_is_listed_and_shown_in_english_and_marked(language):
    lacking = {code for code in FIELDS if "[en]" in field_label(code, language)}
    assert lacking == set(FIELDS) - set(tongue(language)["fields"])
    assert label("outcome", "executed", language) == "Executed [en]"
    assert "[en]" not in label("state", "KP", language)


@pytest.mark.parametrize("language", LIST_LANGUAGES)
def test_a_province_has_a_name_in_every_language_or_is_said_by_state_and_code(language):
    assert all(set(LIST_LANGUAGES) <= set(names) for names in provinces().values())
    assert all(is_province(code) for code in provinces())
    assert province_label("CN-GX", language) == f"{label('state', 'CN', language)} (CN-GX)"
    assert province_label("KP-09", language) in own_in_words("province", "KP-09", language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_frame_keeps_its_values(language):
    for table in (WORDS, PRINT, SCREEN):
        own, model = table[language], table["en"]
        read = getattr if table is WORDS else (lambda words, name: words[name])
        for name in WORDS["en"].__dataclass_fields__ if table is WORDS else table["en"]:
            assert all(read(own, name).count(mark) == read(model, name).count(mark) for mark in "{#"), (language, name)


@pytest.mark.parametrize(
    ("language", "woman", "group"),
    [
        ("en", "a woman in her thirties", "and 23 others whose names are not known"),
        ("ko", "30대 여성", "그 밖에 이름이 알려지지 않은 23명"),
        ("ja", "30代の女性", "ほかに名前の分からない23人"),
        ("zh-Hans", "30多岁的女性", "另有23名姓名不详的人"),
        ("zh-Hant", "30多歲的女性", "另有23名姓名不詳的人"),
        ("es", "una mujer de treinta y tantos años", "y 23 personas más cuyos nombres no se conocen"),
    ],
)
def test_unnamed_people_and_groups_in_words(language, woman, group):
    assert descriptor(["female"], {}, ["thirties"], language) == woman
    assert others_in_words({"low": 23, "high": 23, "after": 3}, language) == group


@pytest.mark.parametrize("language", LIST_LANGUAGES)
def test_a_person_of_whom_nothing_is_known_is_still_said(language):
    assert descriptor([], {}, [], language)
    for low, high in ((3, 3), (40, 40), (15, 19), (0, 1), (70, 75)):
        assert descriptor(["male"], {"low": low, "high": high, "minor": "no", "older": "no"}, [], language)
