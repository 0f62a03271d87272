"""Descriptors, ages, groups and names as a list says them."""

from __future__ import annotations

import pytest

from app.sharing.ages import childhood, old_age, standing_in_words, years_in_words
from app.sharing.descriptors import descriptor
from app.sharing.names import latin_form, printed_name
from app.sharing.others import others_in_words
from app.sharing.tally import tally
from app.sharing.txt_words import towards


def age(low=None, high=None, minor="no", older="no"):
    if low is None:
        return {"low": None, "high": None, "minor": "not_assessed", "older": "not_assessed"}
    return {"low": low, "high": high if high is not None else low, "minor": minor, "older": older}


@pytest.mark.parametrize(
    ("sex", "given", "bands", "english", "korean"),
    [
        (["female"], age(34), [], "a woman in her thirties", "30대 여성"),
        (["male"], age(40, 49), [], "a man in his forties", "40대 남성"),
        ([], age(25), [], "an adult in their twenties", "20대 성인"),
        (["female"], age(), ["thirties"], "a woman in her thirties", "30대 여성"),
        (["female"], age(), ["seventies_plus"], "a woman of seventy or older", "70대 이상 여성"),
        (["male"], age(34, 45), [], "a man aged 34 to 45", "34~45세 남성"),
        (["male"], age(3, 4, "yes"), [], "a boy of 3 or 4", "3~4세 남자 어린이"),
        (["female"], age(15, 15, "yes"), [], "a girl of 15", "15세 여자 청소년"),
        (["female"], age(0, 0, "yes"), [], "an infant girl", "여자 영아"),
        ([], age(), ["infant"], "an infant", "영아"),
        (["male"], age(), ["adolescent"], "a teenage boy", "남자 청소년"),
        (["female"], age(15, 19, "by_some"), [], "a woman or girl aged 15 to 19, a child by some accounts",
         "15~19세 여성, 일부 진술에 따르면 아동"),
        (["female"], age(), [], "a woman or girl", "여성"),
        (["female", "male"], age(), ["unknown"], "a person", "한 사람"),
        ([], age(), ["adult_unspecified"], "an adult", "성인"),
    ],
)  # fmt: skip
def test_a_person_without_a_name_in_a_few_words(sex, given, bands, english, korean):
    assert descriptor(sex, given, bands, "en") == english
    assert descriptor(sex, given, bands, "ko") == korean


def test_years_and_standing():
    assert [years_in_words(a, "en") for a in (age(40), age(15, 16), age(14, 17), age())] == [
        "40",
        "15 or 16",
        "14 to 17",
        "",
    ]
    assert standing_in_words(age(16, 16, "yes"), [], "en") == ["a child"]
    assert standing_in_words(age(58, 61, "no", "by_some"), [], "ko") == ["일부 진술에 따르면 고령자"]


def test_bands_speak_only_where_no_age_is_coded():
    assert childhood(age(), ["child"]) == "yes"
    assert childhood(age(), ["adolescent", "twenties"]) == "by_some"
    assert childhood(age(30), ["child"]) == "no"
    assert childhood(age(), ["unknown"]) == "not_assessed"
    assert old_age(age(), ["sixties"]) == "yes"
    assert old_age(age(), ["adult_unspecified"]) == "not_assessed"


@pytest.mark.parametrize(
    ("latin", "hangul", "form", "printed"),
    [
        ("Kim Cheol-ok", "김철옥", "full", "KIM Cheol-ok (김철옥)"),
        ("Ri Song", "리송", "full", "RI Song (리송)"),
        ("Mi Sook Kang", "강미숙", "full", "Mi Sook Kang (강미숙)"),
        ("Kim Cheol-ok", None, "full", "Kim Cheol-ok"),
        ("Kim Cheol-ok", "김철옥", "as_published", "Kim Cheol-ok (김철옥)"),
        ("Kim", "김", "full", "Kim (김)"),
        (None, "○영금", "full", "○영금"),
        ("Ji-hoon*", "지훈*", "full", "Ji-hoon* (지훈*)"),
    ],
)  # fmt: skip
def test_a_name_is_as_printed_and_its_family_name_in_capitals_only_if_sure(latin, hangul, form, printed):
    name = {"latin": latin, "hangul": hangul, "other": None}
    assert printed_name({**name, "latin": latin_form(name, form)}, "as_published", "en") == printed


@pytest.mark.parametrize(
    ("low", "high", "after", "english", "korean"),
    [
        (7, 7, 2, "and 7 others whose names are not known", "그 밖에 이름이 알려지지 않은 7명"),
        (497, None, 3, "and at least 497 others whose names are not known", "그 밖에 이름이 알려지지 않은 최소 497명"),
        (40, 48, 0, "40 to 48 people whose names are not known", "이름이 알려지지 않은 40~48명"),
        (0, 3, 1, "and up to 3 others whose names are not known", "그 밖에 이름이 알려지지 않은 최대 3명"),
        (1, 1, 1, "and one other person whose name is not known", "그 밖에 이름이 알려지지 않은 1명"),
        (1, 1, 0, "one person whose name is not known", "이름이 알려지지 않은 1명"),
    ],
)
def test_the_others_of_a_return(low, high, after, english, korean):
    group = {"low": low, "high": high, "after": after}
    assert others_in_words(group, "en") == english
    assert others_in_words(group, "ko") == korean


def test_one_man_on_two_lines_is_counted_once():
    lines = [
        {"individual": "a", "age_at_return": age(15, 19, "by_some")},
        {"individual": "a", "age_at_return": age()},
        {"individual": "b", "age_at_return": age(70, 70, "no", "yes")},
        {"others": {"low": 5, "high": None, "after": 2}},
    ]
    counted = tally(lines)
    assert (counted.people, counted.cases) == (2, 3)
    assert (counted.children, counted.children_by_some, counted.older) == (0, 1, 1)
    assert (counted.others_low, counted.others_high) == (5, None)


def test_korean_directions_follow_the_last_sound():
    assert [towards(state, "{}") for state in ("북한", "러시아", "라오스")] == ["북한으로", "러시아로", "라오스로"]
    assert towards("China", "to {}") == "to China"
