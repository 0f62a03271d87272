"""Matching a list of names: in the body, in order, with a reason and no score; bad bodies are refused and not repeated."""

from __future__ import annotations

import json

import pytest

from app.web.reading.api.names import LARGEST_BODY, MOST_NAMES, NamesAnswer

PLACE = "/api/v1/names/match"


def _ask(read, body: object):
    return read(PLACE, "POST", content=body if isinstance(body, bytes) else json.dumps(body).encode())


def test_each_name_gets_its_result_in_order_with_a_reason(read):
    known = next(c for c in read("/api/v1/cases?limit=100").json()["items"] if c["name"] and c["name"]["hangul"])
    reply = _ask(read, {"names": [{"name": "Nobody Whatsoever"}, {"name": known["name"]["hangul"], "born": 1980}]})
    answer = NamesAnswer.model_validate(reply.json())
    assert reply.status_code == 200
    assert len(answer.results) == 2
    hit = answer.results[1].hits[0]
    assert (hit.individual, hit.band) == (known["individual"], "same")
    assert hit.why
    assert "score" not in reply.text


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", {"names": []}, {"names": [{"name": ""}]}, {"names": [{"name": "x" * 201}]},
        {"names": [{"name": "x", "secret-canary": 1}]}, {"names": [{"name": "x", "born": 12}]},
        {"names": [{"name": "x"}] * (MOST_NAMES + 1)}, b"\xff\xfe", b"x" * (LARGEST_BODY + 1),
    ],
)  # fmt: skip
def test_a_body_that_is_not_as_described_is_refused_and_not_repeated(read, body):
    reply = _ask(read, body)
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert "canary" not in reply.text


@pytest.mark.parametrize("name", ["🙂🙂", "\u202e김영철", "a" * 200, "金" * 200, "Ким" * 60])
def test_odd_names_are_answered(read, name):
    assert _ask(read, {"names": [{"name": name}]}).status_code == 200
