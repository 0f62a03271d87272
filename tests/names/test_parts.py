"""Family and given name told apart, and the aid for reading aloud."""

from __future__ import annotations

import pytest

from app.names.aloud import reading_aid
from app.names.parts import parts


@pytest.mark.parametrize(
    ("text", "family", "given", "given_first"),
    [
        ("김영철", "김", "영철", False),
        ("남궁옥분", "남궁", "옥분", False),
        ("Kim Yong-chol", "kim", "yongchol", False),
        ("Yong Chol KIM", "kim", "yongchol", True),
        ("Yŏngch'ŏl Kim", "kim", "yongchol", True),
        ("Choe, Tong-u", "choe", "tongu", False),
        ("金英哲", "金", "英哲", False),
        ("Jin Yingzhe", "jin", "yingzhe", False),
        ("KIMYONGCHOL", "kim", "yongchol", False),
    ],
)
def test_family_and_given_name(text: str, family: str, given: str, given_first: bool) -> None:
    best = parts(text)[0]
    assert ("".join(best.family), "".join(best.given), best.given_first) == (family, given, given_first)


def test_odds_of_the_ways_sum_to_one() -> None:
    assert sum(one.odds for one in parts("Haeun Kim")) == pytest.approx(1.0)


def test_a_hangul_name_is_read_with_its_sounds() -> None:
    aid = reading_aid("김극렬")
    assert aid is not None
    assert (aid.split, aid.say, aid.sure) == ("김·극·렬", "keem geung-nyuhl", True)


def test_an_open_spelling_is_said_to_be_open() -> None:
    aid = reading_aid("Kim Yong-chol")
    assert aid is not None
    assert not aid.sure
    assert {aid.split.replace("·", ""), *aid.others} >= {"김영철", "김용철"}


@pytest.mark.parametrize("text", ["○영금", "", "xyzzy"])
def test_no_aid_for_what_cannot_be_read(text: str) -> None:
    assert reading_aid(text) is None
