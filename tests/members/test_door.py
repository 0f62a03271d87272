"""The door: one answer for strangers, tokens that read what they say, and rates."""

from __future__ import annotations

import pytest

from app.accounts.tokens import make_token
from app.web.account.policies import RATES
from tests.members.cells import Cells


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return Cells(tmp_path_factory.mktemp("door") / "home")


def _ids(house):
    return house.objects("plain", "{case_id}")


def test_a_strangers_answer_is_the_same_for_what_is_there_and_what_is_not(house):
    browser = house.host.browser()
    ids = _ids(house)
    for base in ("/cases/", "/api/v1/cases/", "/people/", "/nothing/"):
        answers = {
            (a.status, a.body, tuple(sorted(a.headers.items()))) for a in (browser.get(base + i) for i in ids.values())
        }
        assert len(answers) == 1
    assert browser.get("/no-such-page").status == browser.get("/cases").status == 303


def test_a_token_reads_what_it_says_and_never_the_vetted_edition(house):
    vetted = house.back("vetted")
    with house.host.books.writing() as session:
        secret = make_token(session, vetted.id, "script", "read:researcher", 3, house.host.clock())
    asked = {"authorization": f"Bearer {secret}"}
    stranger = house.host.browser()
    assert b'"level":"researcher"' in stranger.ask("GET", "/api/v1/edition", b"", asked).body
    hidden = house.objects("researcher", "{case_id}")["hidden"]
    assert stranger.ask("GET", f"/api/v1/cases/{hidden}", b"", asked).status == 404
    assert stranger.ask("GET", "/account", b"", asked).status == 303  # a token opens the API alone
    assert stranger.ask("GET", "/api/v1/edition", b"", {"authorization": "Bearer casebook_wrong"}).status == 401
    house.host.clock.on(days=3)
    assert stranger.ask("GET", "/api/v1/edition", b"", asked).status == 401


def test_requests_beyond_the_rate_of_their_class_wait(house):
    browser = house.host.browser()
    house.host.clock.on(minutes=2)
    for _ in range(RATES["door"]):
        assert browser.get("/account/sign-in").status == 200
    assert browser.get("/account/sign-in").status == 429
    house.host.clock.on(minutes=1)
    assert browser.get("/account/sign-in").status == 200
