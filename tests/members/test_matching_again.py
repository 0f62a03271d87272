"""A list of up to 500 names is long to paste and to put right: it comes back whatever stands in its way, in both languages."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from app.codebook.levels import Level
from app.web.account import searching
from tests.members.host import Answer, Browser, Host
from tests.members.test_asking_again import form_of

NAMES = "\n" + "\n".join(f"Nobody <Whatsoever> {n}" for n in range(500))


@pytest.fixture
def vetted(host: Host) -> Browser:
    stewards = host.joined("one", "steward"), host.joined("two", "steward")
    member = host.joined("vetted")
    host.cleared(member, Level.VETTED, *stewards)
    host.step_up(member)
    return member


@pytest.fixture(params=["", "/ko"])
def address(request) -> str:
    return f"{request.param}/account/match"


def send(member: Browser, address: str, **form: str) -> Answer:
    return member.bare_post(address, **form)


def came_back(answer: Answer, status: int, first: str = "", names: str = NAMES) -> dict[str, str]:
    """The list stands in the form as it was sent; `first`: where the page leads to in a new tab."""
    assert answer.status == status and 'role="alert"' in answer.text, answer.text[-2000:]
    assert (f'{first}" target="_blank"' in answer.text) if first else ('target="_blank"' not in answer.text)
    form = form_of(answer)
    assert form["names"] == names
    return form


def test_where_a_code_is_asked_for_first(host, vetted, address):
    host.clock.on(minutes=6)
    prefix = address.removesuffix("/account/match")
    form = came_back(send(vetted, address, csrf=vetted.token(), names=NAMES), 403, f"{prefix}/account/step-up")
    host.step_up(vetted)
    assert "Nobody" in send(vetted, address, **form).text.partition("<ul>")[2]


def test_after_the_session_ended(host, vetted, address):
    csrf = vetted.token()
    host.clock.on(hours=9)
    form = came_back(send(vetted, address, csrf=csrf, names=NAMES), 403, "/account/sign-in")
    form = came_back(send(vetted, address, **form), 403, "/account/sign-in")  # pressed before signing in
    host.sign_in(vetted, "vetted", host.code(vetted))
    host.step_up(vetted)
    form = came_back(send(vetted, address, **form), 403)
    assert send(vetted, address, **form).status == 200


def test_with_the_token_of_another_session(vetted, address):
    came_back(send(vetted, address, csrf="0" * 64, names=NAMES), 403)


@pytest.mark.parametrize("more", ["\n" + "x" * 201, "\none more"])
def test_what_is_too_long(vetted, address, more):
    came_back(send(vetted, address, csrf=vetted.token(), names=NAMES + more), 422, names=NAMES + more)


@pytest.mark.parametrize(("said", "status"), [("database is locked", 503), ("database or disk is full", 500)])
def test_where_the_hits_cannot_be_put_on_record(vetted, address, monkeypatch, said, status):
    def fail(*_, **__):
        raise OperationalError("", {}, Exception(said))

    monkeypatch.setattr(searching, "find_names", fail)
    came_back(send(vetted, address, csrf=vetted.token(), names=NAMES), status)


def test_what_was_matched_stands_in_the_form_to_be_changed(vetted, address):
    answer = send(vetted, address, csrf=vetted.token(), names="Nobody Whatsoever")
    assert answer.status == 200 and form_of(answer)["names"] == "Nobody Whatsoever"


def test_another_site_is_told_nothing_and_an_empty_list_is_no_form(host, vetted, address):
    theirs = vetted.bare_post(address, "https://elsewhere.example", csrf=vetted.token(), names=NAMES)
    assert theirs.status == 403 and "Whatsoever" not in theirs.text
    host.clock.on(minutes=6)
    assert send(vetted, address, csrf=vetted.token(), names=" ").status == 303
