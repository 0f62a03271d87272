"""Names in scripts other than the recorded one: what is withheld is found in Russian and Chinese words too."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.names import han
from app.names.withheld import Spelt, WithheldNames, runs, windows
from bench.names.transit import russian
from tests.names.test_spelling import NAME

IN_THE_PRESS = {
    "김일성": "Ким Ир Сен", "김정일": "Ким Чен Ир", "김정은": "Ким Чен Ын", "최룡해": "Чхве Рён Хэ", "조명록": "Чо Мён Нок",
    "이승만": "Ли Сын Ман", "박정희": "Пак Чон Хи", "노무현": "Но Му Хён", "이명박": "Ли Мён Бак", "박근혜": "Пак Кын Хе",
    "문재인": "Мун Чжэ Ин", "윤석열": "Юн Сок Ёль",
}  # fmt: skip
"""Statesmen, as Russian papers write them: some by no system."""
CHARACTERS = sorted(char for char, row in han.characters().items() if row.met)


@given(NAME, st.integers(), st.sampled_from(["", "а", "у", "ом", "е"]))
@settings(deadline=None)
def test_a_name_is_found_as_russian_texts_write_it(name: str, seed: int, ending: str) -> None:
    """The spelling is made by the benchmark's rules, which were written apart from these tables."""
    text = russian(name, random.Random(seed))
    assert WithheldNames([name], []).hits(f"Сказала, что видела {text}{ending}, и ушла")


@pytest.mark.parametrize("name", IN_THE_PRESS)
def test_a_name_is_found_as_the_press_writes_it(name: str) -> None:
    assert WithheldNames([name], []).hits(f"Встреча с {IN_THE_PRESS[name]}ом")


@given(st.lists(st.sampled_from(CHARACTERS), min_size=3, max_size=3))
@settings(deadline=None)
def test_a_name_is_found_in_the_characters_that_are_read_so(chars: list[str]) -> None:
    name = "".join(han.characters()[char].hangul[0] for char in chars)
    assert WithheldNames([name], []).hits(f"关于{''.join(chars)}的报道")


@pytest.mark.parametrize("text", ["Ким Чен Чхоль", "Пак Ён Чхоль", "关于金正哲的报道", "Ким", "金"])
def test_other_people_are_no_hits(text: str) -> None:
    assert not WithheldNames(["김영철"], []).hits(text)


@pytest.mark.parametrize("text", ["Ким Ён Чхоль", "关于金英哲的报道"])
def test_somebody_shown_who_is_written_so_gives_nobody_away(text: str) -> None:
    """Northern *Yong* is 영 or 용: the words are those of either, so they say nothing of a hidden one."""
    assert WithheldNames(["Kim Yong-chol"], []).hits(text)
    assert not WithheldNames(["Kim Yong-chol"], ["김영철"]).hits(text)


@given(st.lists(st.one_of(NAME, st.text(max_size=12), st.sampled_from(["Ким Ён Чхоля", "金英哲", "Yong-ch'ŏl"]))))
@settings(deadline=None)
def test_each_window_of_a_text_stands_in_one_of_its_runs(words: list[str]) -> None:
    """What an index of the runs does not find is never looked at again."""
    text = " ".join(words)
    found = list(runs(text))
    longest = max(Spelt([text]).longest, 12)
    assert all(any(window in run for run in found) for window in windows(text, longest))
