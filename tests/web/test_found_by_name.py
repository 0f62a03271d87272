"""Finding a case by name: however it is spelled, the best first, with the reason in words on the page and as a code in the API."""

from __future__ import annotations

import pytest

from app.web.reading.matched import SENTENCES


@pytest.fixture(scope="module")
def known(read):
    items = read("/api/v1/cases?limit=100").json()["items"]
    return next(c for c in items if c["name"] and c["name"]["hangul"] and "○" not in c["name"]["hangul"])


def test_the_person_comes_first_with_a_reason_and_no_score(read, known):
    answer = read(f"/api/v1/cases?name={known['name']['hangul']}").json()
    first = answer["items"][0]
    assert first["individual"] == known["individual"]
    assert first["match"]["band"] == "same"
    assert "score" not in first["match"]


def test_the_page_says_why(read, known):
    page = read(f"/cases?name={known['name']['hangul']}").text
    assert "Why they were found" in page
    assert any(sentence in page for sentence in SENTENCES.values())


def test_other_filters_narrow_the_people_found(read, known):
    assert read(f"/api/v1/cases?name={known['name']['hangul']}&year=1901").json()["items"] == []


def test_a_name_that_nobody_here_has_finds_nobody_and_says_so(read):
    assert read("/api/v1/cases?name=Zzyzx").json()["items"] == []
    assert read("/cases?name=Zzyzx").status_code == 200
