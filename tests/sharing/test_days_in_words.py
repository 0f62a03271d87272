"""Partial dates in words: never more exact than the date, in both languages."""

from __future__ import annotations

import pytest

from app.sharing.days import day_in_words, days_in_words, narrowed

TABLE = [
    ("2023-10-09", "9 October 2023", "2023년 10월 9일"),
    ("2013-05", "some day in May 2013", "2013년 5월 중 어느 날"),
    ("2013", "some time in 2013", "2013년 중"),
    ("2017~", "about 2017", "2017년경"),
    ("2025-07-28?", "perhaps 28 July 2025", "2025년 7월 28일(불확실)"),
    ("2005%", "perhaps about 2005", "2005년경(불확실)"),
    ("../2004-06-29", "by 29 June 2004", "늦어도 2004년 6월 29일"),
    ("2004-09/..", "September 2004 or later", "2004년 9월 이후"),
    ("1998/2006", "between 1998 and 2006", "1998년부터 2006년 사이"),
    ("[1999,2000]", "1999 or 2000", "1999년 또는 2000년"),
    ("{1999,2000}", "1999 and 2000", "1999년, 2000년"),
    ("2004-21", "some time in spring 2004", "2004년 봄 중"),
    ("199X", "some time in the 1990s", "1990년대 중"),
    ("not a date", "not a date", "not a date"),
]


@pytest.mark.parametrize(("edtf", "english", "korean"), TABLE)
def test_each_kind_of_date(edtf, english, korean):
    assert day_in_words(edtf, "en") == english
    assert day_in_words(edtf, "ko") == korean


def test_a_date_that_only_repeats_another_less_exactly_is_left_out():
    assert narrowed(["2023-10", "2023-10-09", "2023"]) == ["2023-10-09"]
    assert narrowed(["2003-01-18", "2003-01-29"]) == ["2003-01-18", "2003-01-29"]
    assert narrowed(["2023-10-09", "2023-10-09"]) == ["2023-10-09"]
    assert narrowed(["2017", "2017~"]) == ["2017"]


def test_dates_that_differ_are_both_said():
    assert days_in_words(["2003-01-18", "2003-01-29"], "en") == "18 January 2003 or 29 January 2003"
    assert days_in_words(["2003-01-18", "2003-01-29"], "ko") == "2003년 1월 18일 또는 2003년 1월 29일"
    assert days_in_words([], "en") == ""
