"""The list to read aloud on a page and as files: default, sections apart, descriptors, others, downloads."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web.test_case_pages import text


def test_the_default_is_returns_to_north_korea_and_any_state_can_be_asked_for(read):
    assert "Returned to: North Korea" in text(read("/lists"))
    assert "Returned to: North Korea" not in text(read("/lists?receiving_state="))
    assert read("/lists").text.count("<li value=") == read("/lists?receiving_state=KP").text.count("<li value=")


@pytest.mark.parametrize(
    ("prefix", "phrases"),
    [
        ("", ["8 people on lines of their own", "a woman in her thirties", "and 7 others whose names are not known",
              "and at least 497 others", "In custody, return feared", "Returned, later escaped again", "disputed",
              "by some accounts also 2", "return to North Korea feared"]),
        ("/ko", ["개별 항목으로 실린 사람 8명", "30대 여성", "그 밖에 이름이 알려지지 않은 7명", "최소 497명",
                 "구금 중, 송환 우려", "송환 후 재탈출", "진술이 엇갈림", "추가로 2명", "북한 송환 우려"]),
    ],
)  # fmt: skip
def test_everybody_is_on_it_in_their_own_section(read, prefix, phrases):
    page = text(read(f"{prefix}/lists"))
    for phrase in phrases:
        assert phrase in page


def test_the_files_hold_the_same_lines_as_the_page(read):
    rows = list(csv.DictReader(io.StringIO(read("/lists.csv").text)))
    assert [row["number"] for row in rows] == [str(n) for n in range(1, 12)]
    assert read("/lists").text.count("<li value=") == len(rows) == len(read("/api/v1/lists").json()["lines"])
    assert len([x for x in read("/lists.txt").text.splitlines() if x.split(". ")[0].isdigit()]) == len(rows)


def test_the_mark_for_excel_is_there_only_when_asked_for(read):
    assert read("/lists.csv?excel=yes").content.startswith(b"\xef\xbb\xbf")
    assert not read("/lists.csv").content.startswith(b"\xef")
    assert "attachment" in read("/lists.csv").headers["content-disposition"]


def test_a_feared_return_is_never_printed_as_one(read):
    rows = list(csv.DictReader(io.StringIO(read("/lists.csv?section=custody").text)))
    assert [(row["returned_to"], row["date"]) for row in rows] == [("", "seized: some day in January 2025")]


@pytest.mark.parametrize("parameter", ["q=x", "after=x", "limit=5"])
def test_what_a_list_would_have_to_ignore_is_an_error(read, parameter):
    assert read(f"/lists?{parameter}").status_code == 400
    assert read(f"/api/v1/lists?{parameter}").status_code == 400
