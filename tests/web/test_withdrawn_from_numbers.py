"""Somebody withdrawn since the edition was built is in no number of the pages: named so far, pictures, index of sources."""

from __future__ import annotations

import json

import pytest

from app.apps.public import create_app
from app.editions.manifest import Suppressed, signed_text, suppression_list
from app.editions.read.shelf import Shelf
from tests.web.conftest import reader, write_public

DRAWINGS = (
    "/pictures/states",
    "/pictures/states.svg",
    "/ko/pictures/map.csv",
    "/pictures/outcomes.vl.json",
    "/pictures/map.json",
)


@pytest.fixture
def withdrawn(tmp_path):
    place = write_public(tmp_path)

    def without(*ids):
        suppression_list(place.parent, "public").write_text(signed_text(Suppressed(number=1, ids=ids), b""))
        return reader(create_app(Shelf(place)))

    return without


def test_named_so_far_goes_down_on_pages_and_in_the_api(withdrawn):
    read = withdrawn("perkim0000000002")
    assert "Named so far: 0 of 9" in read("/returns/evlaos0000000002").text
    assert "Named so far: 0 of 9" in read("/returns").text
    event = read("/api/v1/returns/evlaos0000000002").json()
    assert (event["named"], event["described"]) == (0, 1)
    assert json.loads(withdrawn("pergirl000000006")("/api/v1/returns/evlaos0000000002").text)["described"] == 0


def test_pictures_that_count_them_are_not_there_until_they_are_drawn_anew(withdrawn):
    read = withdrawn()
    assert {read(address).status_code for address in DRAWINGS} == {200}
    read = withdrawn("perkim0000000002")
    assert {read(address).status_code for address in DRAWINGS} == {404}
    assert "drawn anew" in read("/pictures").text
    assert "<img" not in read("/pictures").text


def test_a_withdrawal_that_the_edition_no_longer_holds_takes_no_picture_away(withdrawn):
    assert withdrawn("somebodywhoisgone")("/pictures/states.svg").status_code == 200


def test_a_source_that_supports_nobody_else_leaves_the_index(withdrawn):
    every = [f"/sources/{key}" in withdrawn()("/sources").text for key in ("srcfamily0000001", "srcreport0000002")]
    assert every == [True, True]
    read = withdrawn(
        *(f"per{x}" for x in ("one0000000001", "kim0000000002", "mask000000003", "elder00000008")), "evoct00000000001"
    )
    assert "/sources/srcreport0000002" not in read("/sources").text
    assert "/sources/srcfamily0000001" in read("/sources").text


def test_a_corrections_log_links_only_what_can_be_followed(read):
    assert "carries no log" in read("/corrections").text
    assert read("/corrections.json").json() == {"corrections": None}
