"""Somebody withdrawn since the edition was built is gone from every address at once."""

from __future__ import annotations

import pytest

from app.apps.public import create_app
from app.editions.manifest import Suppressed, signed_text, suppression_list
from app.editions.read.shelf import Shelf
from tests.web.conftest import reader, write_public

ADDRESSES = (
    "/cases", "/cases?q=Gasang", "/returns/evlaos0000000002", "/sources/srcfamily0000001", "/cases/casone0000000001",
    "/lists", "/lists.csv", "/lists.txt", "/api/v1/cases", "/api/v1/lists", "/api/v1/cases/casone0000000001",
    "/api/v1/returns/evlaos0000000002", "/api/v1/sources/srcfamily0000001",
)  # fmt: skip


@pytest.mark.parametrize("ids", [["perkim0000000002"], ["caskim0000000002", "caskim0000000008"]])
def test_no_address_names_them_any_more(tmp_path, ids):
    place = write_public(tmp_path)
    read = reader(create_app(Shelf(place)))
    assert all("Gasang" in read(address).text for address in ADDRESSES if "?q=" not in address)
    suppression_list(place.parent, "public").write_text(signed_text(Suppressed(number=1, ids=tuple(ids)), b""))
    for address in ADDRESSES:
        assert "Kim Gasang" not in read(address).text, address
        assert "KIM Gasang" not in read(address).text, address
        assert "김가상" not in read(address).text, address
    assert read("/cases/caskim0000000002").content == read("/cases/x").content
