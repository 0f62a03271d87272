"""A browser that asks first whether it may send a tag or a list of names to the API is told so, by every address alike."""

from __future__ import annotations

import pytest

ASKS = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}


@pytest.mark.parametrize(
    "address", ["/api/v1/cases", "/api/v1/cases/nobody", "/api/v1/names/match", "/openapi.json", "/api/v1/nowhere"]
)
def test_the_api_lets_any_site_ask(read, address):
    answer = read(address, method="OPTIONS", headers=ASKS)
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST"
    assert answer.headers["access-control-allow-headers"] == "Content-Type, If-None-Match"


def test_pages_and_plain_options_are_refused_as_before(read):
    assert read("/cases", method="OPTIONS", headers=ASKS).status_code == 405
    assert read("/api/v1/cases", method="OPTIONS").status_code == 405
    assert "access-control-allow-origin" not in read("/cases", method="OPTIONS", headers=ASKS).headers


def test_an_answer_to_a_list_of_names_may_be_read_elsewhere(read):
    answer = read("/api/v1/names/match", method="POST", json={"names": [{"name": "Synthetic"}]})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
