"""Jamo arithmetic, the initial-sound law and assimilation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names import hangul

SYLLABLE = st.integers(0xAC00, 0xD7A3).map(chr)


@given(SYLLABLE)
@settings(deadline=None)
def test_split_and_join_are_inverse(char: str) -> None:
    assert hangul.join(hangul.split(char)) == char


@pytest.mark.parametrize(("one", "other"), [("리", "이"), ("류", "유"), ("림", "임"), ("로", "노"), ("녀", "여")])
def test_the_law_goes_both_ways(one: str, other: str) -> None:
    assert other in hangul.law_forms(one)
    assert one in hangul.law_forms(other)
    assert hangul.lawful(one) == hangul.lawful(other)


@given(SYLLABLE)
@settings(deadline=None)
def test_law_forms_begin_with_the_form_given(char: str) -> None:
    forms = hangul.law_forms(char)
    assert forms[0] == char
    assert len(set(forms)) == len(forms)
    assert {hangul.lawful(form) for form in forms} == {hangul.lawful(char)}


@pytest.mark.parametrize(
    ("written", "spoken"), [("극렬", "긍녈"), ("독립", "동닙"), ("천리", "철리"), ("영철", "영철")]
)
def test_consonants_assimilate(written: str, spoken: str) -> None:
    assert hangul.pronounced(written) == spoken
