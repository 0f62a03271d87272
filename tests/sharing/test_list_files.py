"""Lists as files: nothing that a spreadsheet would run, nobody lost, a header that says what it is."""

from __future__ import annotations

import csv
import io

import pytest

from app.sharing.csv import COLUMNS, safe_cell
from app.sharing.info import ListInfo
from app.sharing.lists import render

INFO = ListInfo("public", "ab12" * 16, 3, "2026-11-24", terms=(("receiving_state", ("KP",)),), years=(2013, 2023))
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0=1", "＝1", '=HYPERLINK("http://x")')


def line(**more):
    """A line as an edition holds it."""
    return {
        "id": "casone0000000001", "individual": "perone0000000001",
        "name": {"latin": "Kim Gasang", "hangul": "김가상", "other": None},
        "form": "full", "section": "returned", "verification": "reported", "disputed": False,
        "age_at_return": {"low": 40, "high": 40, "basis": "international", "minor": "no", "older": "no"},
        "sex": ["female"], "age_band": [], "return_date": ["2023-10-09"], "seizure_date": [], "seizure_place": [],
        "returning_state": ["CN"], "receiving_state": ["KP"], "feared_state": [], "outcome": [], "source_count": 9,
        "event": None, "event_label": "", "origin_place": [], **more,
    }  # fmt: skip


def others(**more):
    return {
        "id": "evone00000000001", "name": None, "section": "returned", "event": "evone00000000001", "event_label": "",
        "others": {"low": 23, "high": 23, "after": 1}, "returning_state": ["CN"], "return_date": ["2023-10-09"],
        "source_count": 2, **more,
    }  # fmt: skip


def cells(body):
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_as_a_formula(text):
    hostile = line(name={"latin": text, "hangul": text, "other": text}, seizure_place=[text])
    for row in cells(render(INFO, [hostile], "csv", "en")):
        for value in row.values():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\0", "＝"))
    assert safe_cell(text).startswith("'")
    assert b"\0" not in render(INFO, [hostile], "csv", "en")


def test_the_columns_of_the_file():
    (row,) = cells(render(INFO, [line()], "csv", "en"))
    assert tuple(row) == COLUMNS
    assert row["name"] == "KIM Gasang"
    assert (row["hangul"], row["age_at_return"], row["child"], row["date"]) == ("김가상", "40", "no", "9 October 2023")
    assert (row["returned_from"], row["returned_to"], row["sources"], row["disputed"]) == (
        "China",
        "North Korea",
        "9",
        "no",
    )


def test_a_line_as_it_is_read_aloud():
    said = render(INFO, [line(), others()], "txt", "en").decode()
    assert "1. KIM Gasang (김가상), 40, from China, 9 October 2023 — 9 sources; reported\n" in said
    assert "2. and 23 others whose names are not known, from China, 9 October 2023 — 2 sources\n" in said
    korean = render(INFO, [line(), others()], "txt", "ko").decode()
    assert "1. 김가상 (KIM Gasang), 40세, 중국에서, 2023년 10월 9일 — 출처 9건" in korean
    assert "2. 그 밖에 이름이 알려지지 않은 23명, 중국에서, 2023년 10월 9일 — 출처 2건" in korean


def test_the_header_says_edition_filters_and_counts():
    child = {"low": 9, "high": 9, "basis": "international", "minor": "yes", "older": "no"}
    head = render(INFO, [line(), line(individual="x", age_at_return=child), others()], "txt", "en").decode()
    for phrase in ("Edition 3 of 24 November 2026", "Returned to: North Korea; returned from 2013 to 2023",
                   "People on lines of their own: 2 (returns: 2)", "Children at the time: 1", "not known: 23",
                   "Returned by force\n-----------------", "9, a child, from China"):  # fmt: skip
        assert phrase in head
    copied = render(ListInfo("public", "ab12" * 16), [], "txt", "ko").decode()
    assert "판 ab12ab12ab12" in copied
    assert "선택 조건: 없음" in copied


def test_sections_stand_apart_and_disputes_and_feared_returns_are_said():
    held = line(section="custody", returning_state=[], receiving_state=[], feared_state=["KP"], return_date=[],
                seizure_date=["2025-01"], seizure_place=["Gasang market"])  # fmt: skip
    said = render(ListInfo("public", "ab"), [line(disputed=True), held], "txt", "en").decode()
    assert "from China, to North Korea, 9 October 2023 — 9 sources; reported; disputed" in said
    tail = said.split("In custody, return feared\n")[1]
    assert (
        "2. KIM Gasang (김가상), 40, return to North Korea feared, seized: Gasang market, some day in January 2025"
        in tail
    )


def test_a_break_inside_a_value_starts_no_line():
    broken = render(INFO, [line(name={"latin": "Kim\n99. Somebody Else", "hangul": None, "other": None})], "txt", "en")
    assert "1. Kim 99. Somebody Else, 40" in broken.decode()


@pytest.mark.parametrize(("kind", "language"), [("pdf", "en"), ("csv", "fr")])
def test_another_format_or_language_is_refused(kind, language):
    with pytest.raises(ValueError, match="csv or txt"):
        render(INFO, [], kind, language)
