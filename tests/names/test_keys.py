"""Keys: one name, one key, in every script; bounded whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names.comparing import weighed
from app.names.keys import MAX_ALL_KEYS, keys
from app.names.reading import MAX_READINGS, MAX_SYLLABLES
from app.names.readings import korean_readings, recorded
from app.names.slips import MAX_CORRECTIONS, corrections
from app.names.storing import index_keys, parsed, unparsed

ODD = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="abcdeghijklmnoprstuwy -'", max_size=200),
    st.text(alphabet="김영철金英哲KimЮн○\u202e\u200f\u0301👩‍👩‍👧 ", max_size=80),
    st.sampled_from(["a" * 10_000, "yeo" * 4_000, "김" * 10_000, "김 " * 5_000, "o-" * 5_000, "\u0301" * 9_000]),
)


@pytest.mark.parametrize(
    "text",
    [
        "Kim Yong-chol",
        "Kim Yŏngch'ŏl",
        "Gim Yeongcheol",
        "Kim Young Chul",
        "Yong Chol Kim",
        "KIMYONGCHOL",
        "金英哲",
        "Jin Yingzhe",
        "Ким Ён Чхоль",
        "Kim Vĩnh Triết",
        "\u1100\u1175\u11b7 \u110b\u1167\u11bc \u110e\u1165\u11af",
    ],
)
def test_every_form_of_a_name_meets_its_hangul(text: str) -> None:
    assert "0UG.GIM.JVL" in keys(text)


@given(ODD)
@settings(deadline=None)
def test_any_text_is_read_within_the_caps(text: str) -> None:
    assert len(keys(text)) <= MAX_ALL_KEYS
    assert len(corrections(text)) <= MAX_CORRECTIONS
    assert len(korean_readings(text)) <= MAX_READINGS
    assert all(len(one.cells) <= MAX_SYLLABLES for one in recorded(text))
    index_keys(text)


@given(ODD)
@settings(deadline=None, max_examples=50)
def test_parsed_readings_come_back_as_they_were(text: str) -> None:
    line = parsed(text)
    kept = unparsed(line) if line else ()
    assert [(one.cells, one.places, one.swapped) for one, _ in kept] == [
        (one.cells, one.places, one.swapped) for one, _ in weighed(text)
    ]


def test_a_masked_name_is_filed_by_what_it_shows() -> None:
    assert list(index_keys("○영금")) == ["!0UG.GVM"]


def test_a_name_is_filed_by_its_parts_and_evidence() -> None:
    found = index_keys("김영철", born=1962, place="Hamhung")
    assert {"?0UG.JVL", "=GIM", "=GIM@1962", "=GIM@hamhung"} <= set(found)
