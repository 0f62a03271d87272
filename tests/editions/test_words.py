"""Words are found in Hangul, Chinese characters and Latin letters, two syllables and two characters included, and nothing beside them."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest

from app.editions.words import indexed, phrase

TEXT = "Synthetic person of Tumen (도문), also written 図們 and 圖們; Yi Ga-na (이가나), 合成; fled in 2013."


@pytest.fixture
def found():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE kept USING fts5(words, tokenize='trigram')")
    connection.execute("INSERT INTO kept VALUES (?)", (indexed(TEXT),))
    yield lambda asked: bool(connection.execute("SELECT 1 FROM kept WHERE words MATCH ?", (phrase(asked),)).fetchall())
    connection.close()


@pytest.mark.parametrize(
    "asked",
    ["도문", "가나", "이", "나", "도", "合成", "圖們", "合", "Tumen", "tumen", "TUME", "yi", "Yi Ga-na", "ga-na", "2013", "person fled", "이가나 合成"],
)  # fmt: skip
def test_found(found, asked):
    assert found(asked)


@pytest.mark.parametrize("asked", ["도무", "무", "들", "成合", "們合", "th", "um", "tumens", "fled never", "1", "문도"])
def test_not_found(found, asked):
    assert not found(asked)


@pytest.mark.parametrize(
    "typed", ["도문", unicodedata.normalize("NFD", "도문"), "ＴＵＭＥＮ", "Túmen", "  tumen  ", "“Tumen”"]
)
def test_however_it_is_typed(found, typed):
    assert found(typed)


@pytest.mark.parametrize("typed", ["", "...", "-", '"', "* ( )"])
def test_marks_alone_are_no_word(typed):
    assert phrase(typed) is None
