"""The end of a line that is typed counts as one letter, as in the browser that keeps to `maxlength`, and is stored as one."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from app.editions.errors import BadQuery
from app.web.account.forms import FORM, fields_of
from app.web.forms import fields

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
