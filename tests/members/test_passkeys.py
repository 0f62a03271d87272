"""Passkeys without a browser: where they are offered, what strange answers get, and which pages may run a script."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from app.accounts.models import PasskeyChallenge
from app.web.account import site
from app.web.account.policies import MEMBERS_POLICIES
from app.web.account.site import site_of
from tests.homes import shipped_home
from tests.members.host import Host

STRANGE = (
    "", "{}", "[]", "null", "1", "{", '{"id": 1}', "\x00", "9" * 5000, "[" * 5000,
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "AA",
                                                                              "signature": "AA", "userHandle": "AA"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "AA"}}),
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    host = Host(shipped_home(tmp_path_factory.mktemp("passkeys") / "home"))
    host.member = host.joined("member")
    return host


def _challenges(house) -> int:
    with house.books.reading() as session:
        return session.scalar(select(func.count()).select_from(PasskeyChallenge))


@pytest.mark.parametrize("credential", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_answer_opens_nothing_and_uses_its_question_up(house, credential):
    house.clock.on(minutes=6)
    stranger = house.browser()
    before = _challenges(house)
    refused = stranger.post("/account/passkey", page="/account/passkey", credential=credential)
    assert refused.status == 403 and "No passkey that is known" in refused.text
    assert "casebook" not in stranger.cookies
    assert _challenges(house) <= before + 1  # the one that the page asks anew
    house.sign_in(house.member, "member", house.code(house.member))
    refused = house.member.post("/account/passkeys", page="/account/passkeys", credential=credential, name="x")
    assert refused.status == 422


def test_guesses_are_slowed_for_a_network(house):
    house.clock.on(minutes=2)
    stranger = house.browser()
    statuses = [
        stranger.post("/account/passkey", page="/account/passkey", credential="{}").status for _ in range(6)
    ]  # fmt: skip
    assert statuses == [403] * 5 + [429]


def test_a_passkey_is_added_with_a_fresh_proof_alone(house):
    house.clock.on(minutes=10)
    house.sign_in(house.member, "member", house.code(house.member))
    house.clock.on(minutes=6)
    assert "give a fresh proof first" in house.member.get("/account/passkeys").text
    assert house.member.post("/account/passkeys", credential="{}").headers["location"] == "/account/step-up"


def test_scripts_run_on_the_pages_of_passkeys_alone(house):
    house.sign_in(house.member, "member", house.code(house.member))
    for path in sorted(path for method, path in MEMBERS_POLICIES if method == "GET" and "{" not in path):
        answer = house.member.get(path)
        house.clock.on(seconds=1)
        scripted = path.removeprefix("/ko") in ("/account/passkey", "/account/passkeys")
        assert ("script-src 'self'" in answer.headers["content-security-policy"]) is scripted, path
        assert ("<script" in answer.text) is scripted, path
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_without_the_extra_nothing_offers_them(house, monkeypatch):
    assert site_of(house.house).id == "localhost"
    monkeypatch.setattr(site, "INSTALLED", False)
    house.sign_in(house.member, "member", house.code(house.member))
    for path in ("/account", "/account/step-up", "/account/sign-in"):
        assert "passkey" not in house.member.get(path).text, path
    for path in ("/account/passkey", "/account/passkeys"):
        assert house.member.get(path).status == 404
        assert house.member.post(path, credential="{}").status in (303, 404)
