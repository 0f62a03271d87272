"""The end of a line that is typed counts as one letter, as in the browser that keeps to `maxlength`, and is stored as one."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from fastapi import Request
from starlette.types import Message

from app.editions.errors import BadQuery
from app.web.account.forms import FORM, NotText, fields_of
from app.web.forms import fields, form_pairs
from tests.loop import in_loop

TYPED = "one\n\ntwo\nthree"
SENT = TYPED.replace("\n", "\r\n")


def test_a_box_of_the_public_host_that_is_full_of_lines_is_taken() -> None:
    assert fields([("words", SENT)], {"words": len(TYPED)}) == {"words": TYPED}
    with pytest.raises(BadQuery):
        fields([("words", SENT + "x")], {"words": len(TYPED)})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_form_with_an_account_has_the_lines_as_they_were_typed(end: str) -> None:
    body = urlencode({"text": TYPED.replace("\n", end), "csrf": "a"}).encode()
    assert fields_of(body, FORM) == {"text": TYPED, "csrf": "a"}


@pytest.mark.parametrize("sent", [b"text=a\xff", b"text=a%FF", b"text=%ED%A0%80", b"t%FFext=a", b"text=a&csrf=%C3"])
def test_what_is_no_text_is_no_form(sent: bytes) -> None:
    with pytest.raises(NotText):
        fields_of(sent, FORM)
    with pytest.raises(BadQuery):
        in_loop(form_pairs(_request(sent)))


def _request(body: bytes) -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request({"type": "http", "headers": []}, receive)


@pytest.mark.parametrize(
    ("sent", "typed"), [(b"text=a%EF%BF%BD", "a\ufffd"), (b"text=a%00", "a\ufffd"), (b"text=%EA%B9%80", "김")]
)
def test_letters_that_are_sent_are_taken(sent: bytes, typed: str) -> None:
    assert fields_of(sent, FORM) == {"text": typed}
