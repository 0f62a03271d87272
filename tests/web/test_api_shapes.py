"""Every body of the API is what OpenAPI says it is, with nothing beside; a case is the bytes that were published."""

from __future__ import annotations

import sqlite3

import pytest

from app.web.reading.api import answers, list_shapes, models


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/api/v1/cases", answers.CasesAnswer), ("/api/v1/cases/casone0000000001", models.CaseDocument),
        ("/api/v1/cases/casdesc000000004", models.CaseDocument), ("/api/v1/returns", answers.EventsAnswer),
        ("/api/v1/returns/evoct00000000001", answers.EventDocument),
        ("/api/v1/facets?sex=female", answers.FacetsAnswer),
        ("/api/v1/sources/srcfamily0000001", answers.SourceAnswer), ("/api/v1/edition", answers.EditionAnswer),
        ("/api/v1/codebook", answers.CodebookAnswer), ("/api/v1/lists", list_shapes.ListAnswer),
        ("/api/v1/nowhere", answers.Problem), ("/api/v1/cases?x=1", answers.Problem),
    ],
)  # fmt: skip
def test_a_body_has_its_declared_shape_and_nothing_beside(read, address, shape):
    shape.model_validate_json(read(address).content)


def test_a_case_is_served_as_it_was_stored(read, place):
    stored = sqlite3.connect(place.with_name("public-1.sqlite")).execute("SELECT id, document FROM case_row").fetchall()
    for key, document in stored:
        assert read(f"/api/v1/cases/{key}").content == document


def test_pages_of_cases_follow_each_other(read):
    address, ids = "/api/v1/cases?limit=4", []
    while address:
        answer = read(address).json()
        ids += [item["id"] for item in answer["items"]]
        address = answer["next"]
    assert len(ids) == len(set(ids)) == answer["cases"] == 9


def test_totals_count_individuals_cases_and_events_apart(read):
    edition = read("/api/v1/edition").json()
    assert (edition["individuals"], edition["cases"], edition["return_events"]) == (8, 9, 2)


def test_openapi_describes_every_address_and_every_parameter(read):
    document = read("/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/v1/cases", "/api/v1/cases/{case_id}", "/api/v1/facets", "/api/v1/returns", "/api/v1/returns/{event_id}",
        "/api/v1/cases.json", "/api/v1/cases.csv", "/api/v1/counts", "/api/v1/counts.json", "/api/v1/counts.csv",
        "/api/v1/citation", "/api/v1/sources", "/api/v1/sources/{source_id}", "/api/v1/lists", "/api/v1/lists/{key}", "/api/v1/codebook", "/api/v1/edition", "/api/v1/names/match",
    }  # fmt: skip
    for address, path in document["paths"].items():
        assert set(path) == {"post" if address.endswith("/match") else "get"}
        assert all("422" not in operation["responses"] for operation in path.values())
    names = {p["name"] for p in document["paths"]["/api/v1/cases"]["get"]["parameters"]}
    assert {"sex", "outcome", "returning_state", "year", "q", "after", "limit", "section"} <= names
    assert document["components"]["schemas"]["CaseDocument"]["additionalProperties"] is False


def test_every_documented_parameter_is_understood(read):
    document = read("/openapi.json").json()
    for path in ("/api/v1/cases", "/api/v1/facets", "/api/v1/lists"):
        for parameter in document["paths"][path]["get"]["parameters"]:
            assert read(f"{path}?{parameter['name']}=").status_code == 200, (path, parameter["name"])
