"""A request for access is some paragraphs: what was typed comes back whatever stands in its way, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from app.accounts.sessions import NOTED_EVERY
from app.storage.engines import for_writing
from tests.desk.forms import form_on
from tests.members.host import WORDS, Answer, Browser, Host

TYPED = (
    {"level": "researcher", "days": "30"}
    | WORDS
    | {"purpose": '\na purpose\n\nof three "paragraphs"', "affiliation": "<nobody>"}
)


@pytest.fixture(params=["", "/ko"])
def address(request) -> str:
    return f"{request.param}/account/ask"


def send(member: Browser, address: str, **form: str) -> Answer:
    return member.bare_post(address, **form)


def form_of(answer: Answer) -> dict[str, str]:
    """The form on a page, as it would be sent."""
    return form_on(
        answer.text.replace('<form method="post" class', '<form method="post" action="again" class'), "again"
    ).fields


@pytest.fixture
def member(host: Host) -> Browser:
    return host.joined("asks")


@pytest.fixture
def busy(host: Host) -> Iterator[None]:
    """Another writer is at it, and nobody here waits for long."""
    engine = host.books.engine
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    engine.dispose()
    with Session(for_writing(engine)) as session:
        session.execute(text("SELECT 1"))
        yield


def came_back(answer: Answer, status: int) -> dict[str, str]:
    assert answer.status == status and 'role="alert"' in answer.text, answer.text
    form = form_of(answer)
    assert {name: form[name] for name in TYPED} == TYPED
    return form


def test_while_another_writes(host, member, busy, address):
    host.clock.on(seconds=NOTED_EVERY.total_seconds() + 1)
    came_back(send(member, address, csrf=member.token(), **TYPED), 503)


def test_after_the_session_ended(host, member, address):
    csrf = member.token()
    host.clock.on(hours=9)
    form = came_back(send(member, address, csrf=csrf, **TYPED), 403)
    form = came_back(send(member, address, **form), 403)  # pressed before signing in: still there
    host.sign_in(member, "asks", host.code(member))
    form = came_back(send(member, address, **form), 403)
    assert send(member, address, **form).status == 303


def test_what_the_rules_do_not_take(member, address):
    for wrong in ({"days": "999"}, {"level": "sealed"}, {"referees": " "}):
        answer = send(member, address, csrf=member.token(), **TYPED | wrong)
        assert answer.status == 422
        kept = {name: value for name, value in TYPED.items() if name not in wrong}
        form = form_of(answer)
        assert {name: form[name] for name in kept} == kept


def test_another_site_is_told_nothing_and_an_empty_form_is_no_form(host, member, address):
    host.clock.on(hours=9)
    theirs = member.bare_post(address, "https://elsewhere.example", **TYPED)
    assert theirs.status == 403 and "paragraphs" not in theirs.text
    assert "<form" not in send(member, address, level="researcher").text.partition("<main")[2]
