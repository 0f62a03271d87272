"""What every answer of the members' application carries: kept nowhere, told to nobody, and cookies that no script and no other site has."""

from __future__ import annotations

import pytest

from app.web.account.cookies import SESSION, Jar
from app.web.account.headers import KeptNowhere
from tests.homes import shipped_home
from tests.members.host import Host


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    host = Host(shipped_home(tmp_path_factory.mktemp("headers") / "home"))
    host.reader = host.joined("reader")
    return host


@pytest.mark.parametrize(
    "path", ["/account/sign-in", "/account", "/cases", "/nothing", "/api/v1/cases", "/lists.csv", "/cases?x=1"]
)
def test_every_answer_is_kept_nowhere_and_runs_nothing(house, path):
    for browser in (house.browser(), house.reader):
        headers = browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "etag" not in headers and "access-control-allow-origin" not in headers
        policy = headers["content-security-policy"]
        for part in ("default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy
        assert "script-src" not in policy and "unsafe" not in policy


def test_a_tag_of_an_older_answer_gets_no_shorter_one(house):
    assert house.reader.get("/cases", **{"if-none-match": "*"}).status == 200


def test_cookies_are_for_this_host_and_no_script(house):
    browser = house.browser()
    page = browser.get("/account/sign-in")
    assert all("HttpOnly" in c and "SameSite=strict" in c and "Path=/" in c for c in page.cookies) and page.cookies
    answer = house.sign_in(browser, "reader", house.code(house.reader))
    assert answer.status == 303 and len(answer.cookies) == 3


def test_over_https_cookies_are_bound_to_the_host_and_sent_in_secret_alone():
    from starlette.responses import Response  # noqa: PLC0415

    response = Response()
    Jar(secure=True).put(response, SESSION, "value")
    assert response.headers["set-cookie"] == "__Host-casebook=value; HttpOnly; Path=/; SameSite=strict; Secure"
    assert Jar(secure=True).read("casebook=planted; __Host-casebook=ours") == {SESSION: "ours"}
    assert KeptNowhere


def test_pages_hold_no_script_no_style_of_their_own_and_no_other_host(house):
    for path in ("/account/sign-in", "/account", "/account/ask", "/account/tokens", "/account/factor", "/cases", "/"):
        text = house.reader.get(path).text
        assert "<script" not in text and "style=" not in text and " on" + "click" not in text
        assert "http://" not in text.replace("http://www.w3.org", "") and "https://" not in text


def test_nothing_that_was_typed_comes_back(house):
    browser = house.browser()
    answer = browser.post(
        "/account/sign-in",
        page="/account/sign-in",
        login="canary-login",
        password="canary-password",
        code="canary-code",
    )
    assert answer.status == 403 and "canary" not in answer.text
    unknown = house.sign_in(house.browser(), "nobody at all", "123456", password="wrong password")
    known = house.sign_in(house.browser(), "reader", "123456", password="wrong password")
    import re  # noqa: PLC0415

    bare = [re.sub(r'value="[0-9a-f]{64}"', "", a.text) for a in (unknown, known)]
    assert bare[0] == bare[1] and unknown.status == known.status
