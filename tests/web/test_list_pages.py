"""The list to read aloud on a page and as files: default, sections apart, descriptors, others, downloads."""

from __future__ import annotations

import csv
import io

import pytest

from app.apps.public import create_app
from app.editions.manifest import Suppressed, signed_text, suppression_list
from app.editions.read.shelf import Shelf
from tests.web.conftest import reader, write_public
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


@pytest.mark.parametrize(
    ("prefix", "province", "tag"),
    [("", "North Hamgyong", "people from North Hamgyong"), ("/ko", "함경북도", "함경북도 출신")],
)
def test_a_province_of_origin_is_chosen_by_its_name_in_the_language_of_the_page(read, prefix, province, tag):
    assert f'<option value="KP-09">{province}</option>' in read(f"{prefix}/lists").text
    assert tag in text(read(f"{prefix}/lists?province=KP-09"))


@pytest.mark.parametrize(
    "asked", ["province=KP-09", "origin=synthetic+town", "origin=hamgyong", "origin=함경북도", "origin=咸镜北道", "origin=KP-09"]
)  # fmt: skip
def test_where_people_are_from_is_found_by_code_and_by_word_of_the_place_or_its_province(read, asked):
    (line,) = read(f"/api/v1/lists?{asked}").json()["lines"]
    assert (line["origin_place"], line["province"]) == (["Synthetic Town"], ["KP-09"])


@pytest.mark.parametrize("asked", ["province=KP-10", "province=CN-XJ", "origin=elsewhere"])
def test_nobody_is_from_elsewhere(read, asked):
    assert read(f"/api/v1/lists?{asked}").json()["lines"] == []


def test_a_province_of_which_the_only_person_was_withdrawn_is_offered_no_more(tmp_path):
    place = write_public(tmp_path)
    read = reader(create_app(Shelf(place)))
    assert "North Hamgyong" in read("/lists").text
    suppression_list(place.parent, "public").write_text(
        signed_text(Suppressed(number=1, ids=("perelder00000008",)), b"")
    )
    assert "North Hamgyong" not in read("/lists").text


@pytest.mark.parametrize("parameter", ["province=KP", "province=kp-09", "province=North", "q=x", "after=x", "limit=5"])
def test_what_a_list_would_have_to_ignore_is_an_error(read, parameter):
    assert read(f"/lists?{parameter}").status_code == 400
    assert read(f"/api/v1/lists?{parameter}").status_code == 400


def test_hangul_beside_a_latin_spelling_is_said_to_be_korean(read):
    assert '(<span lang="ko">가상일</span>)</span>' in read("/lists").text
