"""One's own account: made, warned of others' attempts, its password changed; and no slow hash while others wait to write."""

from __future__ import annotations

import re

import pytest

from app.accounts import passwords
from tests.members.host import PASSWORD

FRESH = "another long password of nobody"
FAILED = re.compile(r"(\d+) attempts? to sign in with your name failed")


def _failed(browser) -> int:
    """How many attempts the account's page tells of."""
    found = FAILED.search(browser.get("/account").text)
    return int(found[1]) if found else 0


def test_after_joining_the_sign_in_page_says_that_the_account_was_made(host):
    browser, link = host.browser(), host.invited()
    done = browser.post(link, page=link, login="somebody", name="Synthetic", password=PASSWORD)
    assert done.headers["location"] == "/account/sign-in?made=yes"
    assert "Your account was made" in browser.get("/account/sign-in?made=yes").text
    assert "Your account was made" not in browser.get("/account/sign-in").text


def test_an_invitation_is_not_used_up_by_a_password_that_is_not_taken(host):
    browser, link = host.browser(), host.invited("steward")
    short = browser.post(link, page=link, login="somebody", name="Synthetic", password="short")
    assert short.status == 422 and "12 to 256" in short.text and "steward" in short.text
    assert browser.post(link, page=link, login="somebody", name="Synthetic", password=PASSWORD).status == 303


def test_the_owner_is_told_once_how_many_attempts_failed(host):
    owner = host.joined("owner")
    assert _failed(owner) == 0
    for password, code in (("wrong", ""), (PASSWORD, "000000"), (PASSWORD, "")):
        assert host.sign_in(host.browser(), "owner", code, password).status == 403
    assert host.sign_in(host.browser(), "nobody", "", "wrong").status == 403
    host.sign_in(owner, "owner", host.code(owner))
    assert _failed(owner) == 3
    assert "You were here before on 24 November 2026" in owner.get("/account").text
    host.sign_in(owner, "owner", host.code(owner))
    assert _failed(owner) == 0


def test_a_wrong_step_up_is_told_of_while_one_is_here(host):
    owner = host.joined("owner")
    assert owner.post("/account/step-up", code="000000").status == 403
    assert "1 attempt failed since you came in" in owner.get("/account").text


@pytest.mark.parametrize("factor", [True, False])
def test_the_password_is_changed_by_who_knows_it_and_has_a_code(host, factor):
    owner = host.joined("owner", factor=factor)
    other = host.browser()
    other.seed = owner.seed
    assert host.sign_in(other, "owner", host.code(owner) if factor else "").status == 303
    for proof in ({"password": "wrong"}, {"password": PASSWORD, "code": "000000"}):
        if factor or proof["password"] == "wrong":
            refused = owner.post("/account/password", fresh=FRESH, **proof)
            assert refused.status == 403 and "is not right" in refused.text
    code = {"code": host.code(owner)} if factor else {}
    short = owner.post("/account/password", password=PASSWORD, fresh="short", **code)
    assert short.status == 422 and "12 to 256" in short.text
    before = owner.cookies["casebook"]
    done = owner.post(
        "/account/password", password=PASSWORD, fresh=FRESH, **code
    )  # a refusal of the new one costs no code
    assert done.headers["location"] == "/account?changed=password"
    assert owner.cookies["casebook"] != before and owner.get("/account").status == 200
    assert other.get("/account").status == 303  # signed out
    again = host.code(owner) if factor else ""
    assert host.sign_in(other, "owner", again).status == 403
    assert host.sign_in(other, "owner", again, FRESH).status == 303


def test_who_holds_a_session_alone_cannot_guess_the_password_for_ever(host):
    owner = host.joined("owner", factor=False)
    for _ in range(10):
        assert owner.post("/account/password", password="wrong", fresh=FRESH).status == 403
    assert owner.post("/account/password", password=PASSWORD, fresh=FRESH).status == 403


def test_no_hash_is_computed_while_a_transaction_is_open(host, monkeypatch):
    """Somebody else can write at every moment of it."""
    owner, asked, ask = host.joined("owner"), [], passwords._process.ask
    plain = host.joined("plain", factor=False)

    def and_somebody_writes(question):
        asked.append(question)
        with host.books.writing():
            return ask(question)

    monkeypatch.setattr(passwords._process, "ask", and_somebody_writes)
    host.joined("third")
    assert host.sign_in(host.browser(), "owner", "", "wrong").status == 403
    assert plain.post("/account/step-up", password="wrong").status == 403
    assert plain.post("/account/step-up", password=PASSWORD).status == 303
    assert owner.post("/account/password", password="wrong", fresh=FRESH).status == 403
    code = host.code(owner)
    assert owner.post("/account/password", password=PASSWORD, code=code, fresh=FRESH).status == 303
    assert len(asked) >= 7


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("language", ["", "/ko"])
def test_tokens_end_with_the_old_password_unless_their_owner_says_that_nobody_knew_it(host, keep, language):
    owner = host.joined("owner")
    host.step_up(owner)
    made = owner.post("/account/tokens", page="/account/tokens", name="script", scope="read:public", days="9").text
    token = re.search(r"casebook_[\w-]+", made)[0]
    program = {"authorization": f"Bearer {token}"}
    assert host.browser().get("/api/v1/edition", **program).status == 200
    before = owner.get(f"{language}/account/password").text
    assert (
        "You have 1 token" if not language else "프로그램용 토큰이 1개 있습니다"
    ) in before and 'name="tokens"' in before
    said = {"tokens": "keep"} if keep else {}
    done = owner.post(f"{language}/account/password", password=PASSWORD, fresh=FRESH, code=host.code(owner), **said)
    after = owner.get(done.headers["location"]).text
    assert ("have ended, too" in after or "토큰도 모두 폐기" in after) != keep
    assert (host.browser().get("/api/v1/edition", **program).status == 200) == keep


def test_where_there_is_no_token_nothing_is_said_of_any(host):
    owner = host.joined("owner", factor=False)
    assert "token" not in owner.get("/account/password").text.partition("<h1>")[2]
    done = owner.post("/account/password", password=PASSWORD, fresh=FRESH)
    assert done.headers["location"] == "/account?changed=password"
