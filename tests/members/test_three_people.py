"""Three people run the house from an empty install: invited, cleared by each other, never by themselves."""

from __future__ import annotations

import re
from html import unescape

from app.codebook.levels import Level
from tests.members.host import WORDS


def _invite(host, steward, *roles):
    host.step_up(steward)
    page = steward.post("/people/invite", **dict.fromkeys(roles, "yes"))
    return re.search(r"(/join/[\w-]+)", unescape(page.text))[1]


def test_three_people_from_an_empty_install_all_reach_vetted_without_a_deadlock(host):
    first = host.joined("first", "steward")
    second = host.joined("second", link=_invite(host, first, "steward"))
    third = host.joined("third", link=_invite(host, first, "reviewer"))
    for asker, others in ((first, (second, third)), (second, (first, third)), (third, (first, second))):
        host.cleared(asker, Level.VETTED, *others)
    for browser in (first, second, third):
        assert "the vetted edition" in browser.get("/account").text
        assert host.read(browser, Level.VETTED).status == 303
        assert "You read the vetted edition" in browser.get("/cases").text


def test_nobody_approves_themselves_and_one_voice_is_not_two(host):
    first, second = host.joined("first", "steward"), host.joined("second", "steward")
    assert first.post("/account/ask", page="/account/ask", level="vetted", days="30", **WORDS).status == 303
    request, digest = host.waiting(second, first)
    host.step_up(first)
    assert first.post(f"/requests/{request}", verdict="agree", digest=digest).status == 422
    assert host.agree(second, first).status == 303
    host.step_up(second)
    assert second.post(f"/requests/{request}", verdict="agree", digest=digest).status == 422
    assert 'value="vetted"' not in first.get("/account").text


def test_a_request_that_was_changed_since_it_was_read_is_not_agreed_to(host):
    first, second = host.joined("first", "steward"), host.joined("second", "steward")
    first.post("/account/ask", page="/account/ask", level="researcher", days="30", **WORDS)
    request, digest = host.waiting(second, first)
    host.step_up(second)
    assert second.post(f"/requests/{request}", verdict="agree", digest=digest[::-1]).status == 422
    first.post("/account/ask", page="/account/ask", level="researcher", days="30", **{**WORDS, "purpose": "another"})
    assert second.post(f"/requests/{request}", verdict="agree", digest=digest).status == 422
    assert 'value="researcher"' not in first.get("/account").text


def test_an_invitation_makes_one_account_and_ends_after_three_days(host):
    link = host.invited("editor")
    host.joined("one", link=link)
    assert host.browser().get(link).status == 404
    late = host.invited("editor")
    host.clock.on(days=3)
    assert host.browser().get(late).status == 404


def test_access_ends_on_its_day_and_by_revoking_with_the_next_request(host):
    first, second = host.joined("first", "steward"), host.joined("second", "reviewer")
    third = host.joined("third", factor=True)
    host.cleared(third, Level.VETTED, first, second, days=90)
    host.read(third, Level.VETTED)
    assert "You read the vetted edition" in third.get("/cases").text
    asked = first.post(f"/people/{third.id}/revoke")
    assert asked.status == 422 and "Tick first that you are sure" in asked.text
    assert "You read the vetted edition" in third.get("/cases").text, "one press took it"
    assert first.post(f"/people/{third.id}/revoke", sure="yes").status == 303
    assert "You read the public edition" in third.get("/cases").text
    host.cleared(third, Level.VETTED, first, second, days=90)
    host.clock.on(days=89)
    host.sign_in(third, "third", host.code(third))
    host.read(third, Level.VETTED)
    assert "You read the vetted edition" in third.get("/").text
    host.clock.on(days=1)
    host.sign_in(third, "third", host.code(third))
    assert "You read the public edition" in third.get("/").text


def test_a_request_for_more_than_ninety_days_is_refused(host):
    first = host.joined("first", "steward")
    answer = first.post("/account/ask", page="/account/ask", level="vetted", days="91", **WORDS)
    assert answer.status == 422 and "at most 90 days" in answer.text


def test_the_emergency_stop_closes_all_sessions_and_keeps_everybody_out(host):
    first, second = host.joined("first", "steward"), host.joined("second", "editor")
    asked = first.post("/emergency-stop")
    assert asked.status == 422 and "Tick first that you are sure" in asked.text
    assert second.get("/cases").status == 200
    assert first.post("/emergency-stop", sure="yes").status == 303
    for browser in (first, second):
        assert browser.get("/cases").headers["location"] == "/account/sign-in"
    assert host.sign_in(second, "second", host.code(second)).status == 403


def test_an_account_is_closed_by_whoever_says_that_they_are_sure(host):
    first, second = host.joined("first", "steward"), host.joined("second", "editor")
    where = f"/people/{second.id}/close"
    host.step_up(first)
    assert first.post(where, page="/people").status == 422 and second.get("/cases").status == 200
    assert first.post(where, page="/people", sure="yes").status == 303
    assert second.get("/cases").headers["location"] == "/account/sign-in"
