"""The members' own pages in Korean: each of them, and every form stays in the language it was sent in."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.codebook.levels import Level
from app.web.account.policies import MEMBERS_POLICIES
from tests.homes import shipped_home
from tests.members.host import PASSWORD, Host

OWN = sorted(
    path
    for method, path in MEMBERS_POLICIES
    if method == "GET" and path.startswith(("/account", "/people", "/requests", "/access-log")) and "{" not in path
)
SAME_IN_BOTH = {"CSV", "English", "Authorization", "Bearer", "API", "Synthetic"}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    host = Host(shipped_home(tmp_path_factory.mktemp("korean") / "home"))
    host.steward, other = host.joined("steward", "steward"), host.joined("other", "steward")
    host.member = host.joined("member")
    host.cleared(host.member, Level.VETTED, host.steward, other)
    host.read(host.member, Level.VETTED)
    return host


def _words(page: str) -> set[str]:
    """English words that a reader sees: of the page without its tags, codes, secrets, ids and day of the week."""
    main = re.sub(r"<(code|style|head|p class=\"secret\"|h2)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    found = {w for w in re.findall(r"[A-Za-z]{3,}[a-z0-9]*", unescape(main)) if not re.search(r"[0-9]", w)}
    return {w for w in found if w == w.capitalize() or w.isupper() or w.islower()} - SAME_IN_BOTH


@pytest.mark.parametrize("path", OWN)
def test_each_own_page_stands_in_korean_and_leads_to_itself_in_english(house, path):
    browser = house.member if path == "/account/match" else house.steward
    if path == "/account/export":
        browser = house.member
    korean = browser.get("/ko" + path)
    assert korean.status == browser.get(path).status == 200
    assert '<html lang="ko">' in korean.text
    assert f'<a class="tongue" href="{path}" lang="en"' in korean.text
    assert f'<a class="tongue" href="/ko{path}" lang="ko"' in browser.get(path).text
    main = korean.text.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<td>.*?</td>|<ul class=.secret.*?</ul>", " ", main, flags=re.DOTALL)
    assert re.search("[가-힣]", main)
    assert _words("<main" + main) <= {"steward", "member", "other"}, _words(main)  # sign-in names
    for action in re.findall(r'(?:action|href)="(/[^"]*)"', main):
        assert action.startswith(("/ko/", "/static/")), action


def test_a_stranger_is_asked_in_in_the_language_of_the_address(house):
    assert house.browser().get("/ko/cases").headers["location"] == "/ko/account/sign-in"
    assert house.browser().get("/cases").headers["location"] == "/account/sign-in"
    assert "로그인" in house.browser().get("/ko/account/sign-in").text


def test_the_whole_way_in_is_korean(house):
    browser, link = house.browser(), "/ko" + house.invited("editor")
    refused = browser.post(link, page=link, login="ko", name="Synthetic", password=PASSWORD)
    assert refused.status == 422 and "3자 이상 60자 이하" in refused.text
    made = browser.post(link, page=link, login="korean", name="Synthetic", password=PASSWORD)
    assert made.headers["location"] == "/ko/account/sign-in?made=yes"
    assert "계정이 만들어졌습니다" in browser.get("/ko/account/sign-in?made=yes").text
    there = "/ko/account/sign-in"
    wrong = browser.post(there, page=there, login="korean", password="wrong", code="")
    assert wrong.status == 403 and "맞지 않습니다" in wrong.text
    assert browser.post(there, page=there, login="korean", password=PASSWORD).headers["location"] == "/ko/account"
    assert browser.get("/ko/account").headers["location"] == "/ko/account/factor"


def test_a_search_and_the_log_know_the_korean_addresses_too(house):
    found = house.member.post("/ko/account/search", page="/ko/account", name="Kim")
    assert found.status == 200 and '<html lang="ko">' in found.text
    assert '<a class="tongue" href="/cases" lang="en"' in found.text
    house.step_up(house.member)
    before = house.steward.get(f"/access-log/viewers/{house.member.id}").text.count("matched")
    names = re.findall(r'lang="ko(?:-Latn)?">([^<]+)<', house.member.get("/lists").text)
    names += re.findall(r'class="name" lang="ko(?:-Latn)?">([^<]+)<', house.member.get("/cases").text)
    matched = house.member.post("/ko/account/match", page="/ko/account", names=unescape("\n".join(names)))
    assert matched.status == 200 and "/ko/cases/" in matched.text
    assert house.steward.get(f"/access-log/viewers/{house.member.id}").text.count("matched") > before
