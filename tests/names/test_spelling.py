"""What folding, spellings and keys promise to the check for withheld names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names.keys import MAX_ALL_KEYS
from app.names.spelling import MAX_SPELLINGS, fold, keys, spellings

# The two hundred commonest syllables of given names: names are made of few of the 11,172.
SYLLABLES = (
    "영수정성진용석희현기상호재경원종선주동창철순태병규봉일민우준훈은명인식승남길화연환혜윤광옥대숙복춘형학미근국혁지홍한강중하충금림만송구덕"
    "두문룡섭설찬란범실월심별세도열련향택녀관익제운욱의천유삼균갑자헌웅해오신채장무서효권필모아시조건배래완소곤빈예보흥회나치교달표부이백양린"
    "응돈록다묵득리판후평애비목렬엽직면술출락계방귀산청노라언휘칠억낙휴을탁가걸위항행흠어숭사전임생안요집겸점극령차로암솔업왕풍량팔추"
)
FAMILY = st.sampled_from("김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허노심하")
NAME = st.tuples(FAMILY, st.text(st.sampled_from(SYLLABLES), min_size=1, max_size=2)).map("".join)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yŏngch'ŏl Kim", "yongcholkim"),
        ("KIM  Yong-chol", "kimyongchol"),
        ("김 영철", "김영철"),
        ("\u1100\u1175\u11b7", "김"),
        ("\uf9e1", "李"),
        ("○영금", "○영금"),
        ("Kimʼ`’", "kim"),
    ],
)
def test_folding_leaves_only_letters(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize("text", ["Kim Yong-chol", "Kim Young Chul", "Yŏngch'ŏl Kim", "Gim Yeongcheol", "김 영 철"])
def test_one_name_has_one_key(text: str) -> None:
    assert set(keys("김영철")) <= set(keys(text))


@given(NAME)
@settings(max_examples=60, deadline=None)
def test_every_spelling_meets_the_names_own_keys(name: str) -> None:
    own = set(keys(name))
    some = sorted(spellings(name))[::9]
    lost = [spelling for spelling in some if not own & set(keys(spelling))]
    assert not lost


@given(st.lists(st.sampled_from(["kim", "yong", "chol", "Lee", "Ri", "Park", "haeun", "x7", "영", "철"]), max_size=6))
@settings(deadline=None)
def test_order_changes_no_key(parts: list[str]) -> None:
    assert set(keys(" ".join(parts))) == set(keys(" ".join(reversed(parts))))


@given(NAME)
@settings(deadline=None)
def test_spaces_in_hangul_change_no_key(name: str) -> None:
    assert keys(" ".join(name)) == keys(name)


def test_customary_and_ruled_spellings_in_both_orders() -> None:
    found = spellings("이설주")
    assert {"리설주", "leeseolju", "risolju", "solju" + "ri", "rheesulju", "seoljuyi"} <= found


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_taken_and_bounded(text: str) -> None:
    assert len(keys(text)) <= MAX_ALL_KEYS
    assert len(spellings(text)) <= MAX_SPELLINGS
