"""Every example in the OpenAPI document is asked, alone and as written there, and is answered as the document says."""

from __future__ import annotations

from urllib.parse import urlencode

from app.codebook.fields import filters

IN_NO_EDITION = {"/api/v1/lists/{key}"}
"""What a noticeboard holds has no example: none is frozen before somebody freezes it."""


def _written(parameter: dict) -> list[tuple[str, str]]:
    """The example as OpenAPI's style says it stands in an address."""
    value, name = parameter["example"], parameter["name"]
    if not isinstance(value, list):
        return [(name, str(value))]
    return [(name, str(v)) for v in value] if parameter["explode"] else [(name, ",".join(value))]


def _every(document: dict):
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if "requestBody" not in operation and path not in IN_NO_EDITION:
                yield path, operation.get("parameters", [])


def test_each_example_is_answered(read):
    asked = 0
    for template, parameters in _every(read("/openapi.json").json()):
        path = template
        by_place = {
            place: [p for p in parameters if p["in"] == place and "example" in p] for place in ("path", "query")
        }
        for parameter in by_place["path"]:
            path = path.replace("{" + parameter["name"] + "}", parameter["example"])
        assert "{" not in path
        required = [pair for p in by_place["query"] if p["required"] for pair in _written(p)]
        citing = [("of", "query")] if path.endswith("citation") else []
        for parameter in by_place["query"]:
            own = [] if parameter["required"] or parameter["name"] in ("of", "format") else citing
            pairs = [*(r for r in required if r[0] != parameter["name"]), *own, *_written(parameter)]
            answer = read(f"{path}?{urlencode(pairs)}")
            assert answer.status_code == 200, (path, pairs, answer.text)
            asked += 1
        assert read(f"{path}?{urlencode(required)}").status_code == 200
    assert asked > 250


def test_every_query_parameter_but_a_place_in_pages_has_an_example_and_a_description(read):
    for path, parameters in _every(read("/openapi.json").json()):
        for parameter in parameters:
            assert "example" in parameter or parameter["name"] in ("after", "id"), (path, parameter["name"])
            assert parameter["in"] == "path" or parameter["description"]


def test_every_filter_of_the_codebook_can_be_left_out_and_listed(read):
    names = {p["name"] for p in read("/openapi.json").json()["paths"]["/api/v1/cases"]["get"]["parameters"]}
    assert {f.code + end for f in filters() for end in ("", ".not", ".in")} <= names
