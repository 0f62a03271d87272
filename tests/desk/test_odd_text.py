"""Text that one of the two databases would not take is answered alike on both, and nothing that was typed is lost."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from app.codebook.fields import SubjectKind
from app.vault.models import Subject
from tests.desk.forms import Writer, form_on
from tests.desk.host import DeskHost
from tests.desk.walk import record_people

TYPED = {
    "value": "Zimmermann", "source": "new", "source_title": "A synthetic report", "source_publisher": "synthetic",
    "source_publisher_key": "synthetic", "source_type": "ngo_report", "why": "as it says",
    "polarity": "asserts", "level": "vetted",
}  # fmt: skip
TOO_LONG = {
    "source_publisher_key": "k" * 129, "basis": "x" * 70, "certainty": "x" * 70,
    "level_reason": "x" * 70,
}  # fmt: skip


def test_what_no_database_holds_is_not_asked_for_and_what_is_too_long_comes_back(either_desk: DeskHost) -> None:
    key = record_people(either_desk)["Synthetic Alpha"]
    editor = either_desk.seat("e", "editor")
    for address in (f"/records/{key}\0", "/proposals/a\0b", "/drafts/a\0", "/records?after=a%00b"):
        assert editor.get(address).status == 404, address
    page = f"/records/{key}/propose/fact"
    form = form_on(editor.get(f"{page}?field=occupation").text, page).fields | TYPED
    for name, text in TOO_LONG.items():
        refused = editor.bare_post(page, **form | {name: text})
        assert refused.status == 422 and "letters" in refused.text, name
        assert form_on(refused.text, page).fields["value"] == "Zimmermann"
        either_desk.clock.on(minutes=1)
    taken = editor.bare_post(page, **form | {"value": "Zimmer\0mann", "source_publisher_key": "k\0"})
    assert taken.status == 303, taken.text[taken.text.index('role="alert"') :][:300]


def test_what_is_no_text_is_refused_and_nothing_is_stored(either_desk: DeskHost) -> None:
    """Also by the members' pages: one door stands before both."""
    editor = either_desk.seat("e", "editor")
    form = form_on(editor.get("/drafts/new").text, "/drafts")
    before = editor.get("/proposals").text
    headers = {"content-type": "application/x-www-form-urlencoded", "origin": editor.origin}
    for wrong in (b"Kim%FF", b"Kim\xff", b"%ED%A0%80"):
        sent = urlencode({name: each for name, each in form.fields.items() if name != "s:title"}).encode()
        answer = editor.ask("POST", form.action, sent + b"&do=save&s%3Atitle=" + wrong, headers)
        assert answer.status == 400 and "not text in UTF-8" in answer.text and "Kim" not in answer.text
    assert editor.get("/proposals").text == before


@pytest.mark.parametrize("name", ["basis", "certainty", "level_reason", "source_reliability", "source_basis"])
def test_a_code_that_no_list_offers_comes_back(either_desk: DeskHost, name: str) -> None:
    key = record_people(either_desk)["Synthetic Alpha"]
    editor, page = either_desk.seat("e", "editor"), f"/records/{key}/propose/fact"
    form = form_on(editor.get(f"{page}?field=occupation").text, page).fields | TYPED
    refused = editor.bare_post(page, **form | {name: "forged"})
    assert refused.status == 422 and "is not a term of" in refused.text
    assert form_on(refused.text, page).fields["value"] == "Zimmermann"


@pytest.mark.parametrize("published", ["some day in spring", "2013-13"])
def test_the_day_of_a_source_is_a_date(either_desk: DeskHost, published: str) -> None:
    key = record_people(either_desk)["Synthetic Alpha"]
    editor, page = either_desk.seat("e", "editor"), f"/records/{key}/propose/fact"
    form = form_on(editor.get(f"{page}?field=occupation").text, page).fields | TYPED
    refused = editor.bare_post(page, **form | {"source_published": published})
    assert refused.status == 422 and "is not a date" in refused.text


MANY = "9" * 20
"""More than sixty-four bits hold."""


def test_a_count_without_end_comes_back_with_its_reason(either_desk: DeskHost) -> None:
    record_people(either_desk)
    with either_desk.house.books.reading() as session:
        key = session.scalars(select(Subject.public_id).where(Subject.kind == SubjectKind.RETURN_EVENT)).first()
    editor, page = either_desk.seat("e", "editor"), f"/records/{key}/propose/fact"
    form = form_on(editor.get(f"{page}?field=count").text, page).fields | TYPED
    refused = editor.bare_post(page, **form | {"value": MANY})
    assert refused.status == 422 and "at most 9 digits" in refused.text
    assert form_on(refused.text, page).fields["why"] == TYPED["why"]


def test_a_count_without_end_on_a_sheet_has_its_reason_beside_it(either_desk: DeskHost) -> None:
    writer = Writer(either_desk.seat("e", "editor"))
    answer = writer.press("hand_in", {"why": "as it says", "s:title": "T", "c:event:count:0:value": MANY})
    assert answer.status == 422 and "at most 9 digits" in writer.page
    assert MANY in form_on(writer.page, "/drafts").fields.values()


def test_an_address_that_only_takes_forms_says_so_and_one_whose_page_is_known_leads_there(desk):
    editor = desk.seat("addresses", "editor")
    for address, page in (("/drafts", "/proposals"), ("/search", "/"), ("/records/search", "/records")):
        answer = editor.get(address)
        assert (answer.status, answer.headers.get("location")) == (303, page)
    answer = editor.get("/proposals/0000000000000000/approve")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert "Nothing can be read at this address" in answer.text and "can only be read" not in answer.text
    written = editor.bare_post("/proposals", csrf=editor.token())
    assert written.status == 405 and "POST" not in written.headers["allow"] and "can only be read" in written.text
