"""Errors: one answer for what is not there and what may not be shown; a parameter named; nothing repeated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.apps.public import create_app
from app.editions.read.shelf import Shelf
from tests.web.conftest import reader

CANARY = "Zq7canary"


@pytest.mark.parametrize("prefix", ["", "/ko"])
def test_not_there_is_one_answer_byte_for_byte(read, prefix):
    paths = ("/cases/x", "/cases/perheld000000005", "/returns/casone0000000001", f"/sources/{CANARY}", "/x", "/cases/")
    answers = [read(prefix + path) for path in paths]
    assert {a.status_code for a in answers} == {404}
    assert len({a.content for a in answers}) == 1
    assert len({tuple(a.headers.items()) for a in answers}) == 1


def test_not_there_is_one_answer_of_the_api_too(read):
    answers = [read(f"/api/v1/{path}") for path in ("cases/x", "returns/evheld", "sources/srchidden0000004", "x")]
    assert {a.headers["content-type"] for a in answers} == {"application/problem+json"}
    assert len({a.content for a in answers}) == 1


@pytest.mark.parametrize("path", ["/cases", "/ko/cases", "/lists", "/lists.csv", "/about", "/codebook", "/cases/x"])
def test_an_unknown_parameter_is_an_error_that_names_it(read, path):
    answer = read(f"{path}?oucome={CANARY}")
    assert answer.status_code == 400
    assert "oucome" in answer.text
    assert CANARY not in answer.text


def test_a_problem_document_names_the_parameter_and_the_nearest_word(read):
    problem = read("/api/v1/cases?oucome=executed").json()
    assert (problem["status"], problem["parameter"], problem["nearest"]) == (400, "oucome", "outcome")
    value = read("/api/v1/cases?outcome=executd").json()
    assert (value["parameter"], value["nearest"]) == ("outcome", "executed")
    assert read("/api/v1/cases?stat=CN").json()["nearest"] == "state"


@pytest.mark.parametrize(
    "address",
    [
        f"/cases?year={CANARY}", f"/cases?sex={CANARY}", f"/cases?after={CANARY}", f"/cases?limit={CANARY}",
        f"/lists?q={CANARY}", f"/lists.csv?excel={CANARY}", f"/cases?section={CANARY}&section=x", f"/{CANARY}",
        f"/cases/{CANARY}?x={CANARY}", f"/cases?q={CANARY * 30}", f"/cases?q={CANARY * 900}",
        "/cases?" + "&".join([f"sex={CANARY}"] * 60), f"/static/{CANARY}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "/ko", "/api/v1"])
def test_nothing_that_was_sent_comes_back(read, prefix, address):
    answer = read(prefix + address)
    assert answer.status_code in {400, 404, 414}
    assert CANARY.encode() not in answer.content
    assert CANARY not in str(answer.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/cases", "/api/v1/cases"])
def test_nothing_can_be_written(read, method, path):
    answer = read(path, method=method, headers={"X-Secret": CANARY})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert CANARY not in answer.text


@pytest.mark.parametrize(("path", "kind"), [("/cases", "text/html"), ("/api/v1/cases", "application/problem+json")])
def test_a_fault_of_ours_says_nothing_of_it(place, caplog, path, kind):
    app = create_app(Shelf(place))

    def broken(_: object) -> None:
        raise ValueError(CANARY)

    app.state.room = replace(app.state.room, edition=broken)
    answer = reader(app)(f"{path}?sex={CANARY}")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith(kind)
    assert "content-security-policy" in answer.headers
    assert CANARY not in answer.text + caplog.text
    assert "ValueError in broken" in caplog.text


def test_a_name_that_is_no_plain_word_is_not_repeated(read):
    answer = read("/api/v1/cases?%3Cscript%3E=1")
    assert answer.json()["parameter"] == "(not a plain name)"
