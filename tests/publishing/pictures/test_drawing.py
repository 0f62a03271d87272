"""Pictures: the same bytes each time, nothing in them that a page may not hold, their numbers those of the edition."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter

import pytest

from app.editions.build.rows import rows_of
from app.publishing.pictures import all as drawing
from app.publishing.pictures import draw
from app.publishing.pictures.all import PICTURES, picture_rows
from app.publishing.pictures.geography import crossings_by_route, outlines
from app.publishing.pictures.picture import Holdings
from app.publishing.pictures.reading import RETURNS
from tests import drawings
from tests.web.synthetic_people import content


@pytest.fixture(scope="module")
def rows():
    return rows_of(content())


@pytest.fixture(scope="module")
def files(rows):
    return {name: (media, body) for name, media, body in picture_rows(rows)}


@pytest.fixture(scope="module")
def table(files):
    return lambda name: json.loads(files[f"en/{name}.json"][1])["rows"]


def test_every_picture_comes_in_both_languages_with_data_and_specification(files):
    names = [json.loads(files[f"{language}/pictures.json"][1]) for language in ("en", "ko")]
    assert [p["name"] for p in names[0]] == [p["name"] for p in names[1]]
    assert len(names[0]) == len(PICTURES)
    for language, listed in zip(("en", "ko"), names, strict=True):
        for p in listed:
            for kind, media in (
                ("svg", "image/svg+xml"),
                ("json", "application/json"),
                ("csv", "text/csv"),
                ("vl.json", "application/json"),
            ):
                assert files[f"{language}/{p['name']}.{kind}"][0] == media
            assert p["finding"].endswith("." if language == "en" else "다.")
            assert (re.search("[가-힣]", p["title"]) is not None) == (language == "ko")


def test_drawn_again_they_are_the_same_bytes(rows, files):
    draw.svg.cache_clear()
    anew = drawings.draw(drawing._bodies(rows, "case_row"), drawing._bodies(rows, "event_row"))
    assert {name: (media, body) for name, media, body in anew} == files


def test_they_hold_no_script_no_inline_style_and_no_address(files):
    for name, (_, body) in files.items():
        if name.endswith(".svg"):
            text = body.decode()
            assert not re.search(r"<script|\sstyle=|<style|<image|<foreignObject|\son\w+=", text), name
            assert set(re.findall(r"https?://[^\"]+", text)) <= {
                "http://www.w3.org/2000/svg",
                "http://www.w3.org/1999/xlink",
            }


@pytest.mark.parametrize(
    "drawn", ['<svg style="x"/>', "<svg><script/></svg>", '<svg onload="x"/>', '<svg><image href="http://x"/></svg>']
)
def test_a_drawing_with_any_of_that_is_refused(monkeypatch, drawn):
    monkeypatch.setattr(draw.vl_convert, "vegalite_to_svg", lambda *_, **__: drawn)
    with pytest.raises(draw.UnsafePicture):
        draw.svg(f"not cached {drawn}")


def test_a_specification_that_asks_for_an_address_is_not_drawn():
    with pytest.raises(ValueError, match=r".+"):
        draw.svg(
            '{"data":{"url":"https://example.org/x.json"},"mark":"point","encoding":{"x":{"field":"a","type":"quantitative"}}}'
        )


def test_the_years_are_those_of_the_edition_and_the_uncertain_part_is_apart(table, rows):
    counted = {row["year"]: (row["sure"], row["perhaps"]) for row in table("returns_by_year")}
    assert counted["2023"] == (3, 0)
    assert counted["2013"] == (2, 0)
    assert counted["2017"] == (1, 0)
    documents = [json.loads(row[-1]) for row in rows["case_row"]]
    assert sum(s for s, _ in counted.values()) <= sum(1 for d in documents if d["section"] in RETURNS)


def test_a_case_with_rival_fates_stands_in_each_and_apart(table):
    counted = {row["outcome"]: (row["sole"], row["rival"]) for row in table("outcomes")}
    assert counted["Executed"] == counted["Imprisoned"] == (0, 1)
    assert counted["Reported alive"] == (1, 0)


def test_named_against_estimated_has_an_open_end_where_nobody_gave_one(table):
    rows = table("named_and_estimated")
    assert [(row["named"], row["low"], row["high"]) for row in rows] == [(2, 500, None), (1, 9, 9)]


def test_two_ages_on_both_sides_of_a_group_have_a_row_of_their_own(table):
    counted = {row["age"]: row["female"] + row["male"] + row["other"] for row in table("age_and_sex")}
    assert counted["spans two groups"] == 2
    assert counted["40 to 49"] == 1


def test_nobody_in_custody_is_drawn_as_returned(rows):
    held = Holdings(tuple(json.loads(row[-1]) for row in rows["case_row"] if b'"custody"' in row[-1]), ())
    assert held.cases
    for draw_one in PICTURES:
        numbers = [cell for row in draw_one(held, "en").rows for cell in row[1:] if isinstance(cell, int)]
        assert not any(numbers), draw_one


def test_an_edition_without_anybody_can_be_drawn():
    for draw_one in PICTURES:
        for language in ("en", "ko"):
            picture = draw_one(Holdings((), ()), language)
            assert draw.svg(draw.as_text(draw.specification(picture))).startswith("<svg")
            assert picture.finding


def test_a_name_of_a_return_cannot_become_a_formula(rows):
    found = {name: body for name, _, body in picture_rows(rows)}
    for name, body in found.items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(body.decode())) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_way_counts_once_for_each_pair_of_states(table):
    assert Counter({(r["from"], r["to"]): r["cases"] for r in table("states")})["China", "North Korea"] >= 3


def test_outlines_and_routes_are_whole():
    assert {len(outlines()[window]) > 2 for window in ("asia", "border")} == {True}
    assert all(crossings_by_route().values())
