"""By the desk's pages: who wrote in a draft approves nothing that was made of it; and somebody lowered looks again and goes on."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from tests.desk.forms import Writer, form_on
from tests.desk.test_writing import recorded, told
from tests.desk.walk import content_of_page


@pytest.fixture(scope="module")
def seats(desk):
    return {name: desk.seat(name, "editor", "reviewer") for name in ("ann", "cleo", "dora")}


@pytest.fixture(autouse=True)
def later(desk):
    """Each test in a minute of its own: requests are counted by the minute."""
    desk.clock.on(seconds=61)


@pytest.fixture
def begun(seats):
    """A draft that Ann typed, open with Cleo as well."""
    ann = Writer(seats["ann"])
    ann.press("save", told(ann.rows()[:1], ["Typed By Ann"]))
    return ann, Writer(seats["cleo"], ann.path)


def settled_apart(ann, cleo):
    assert cleo.press("save", {"revision": ""}).status == 428
    return cleo.press("apart")


def handed_in_meanwhile(ann, cleo):
    assert ann.press("hand_in").status == 303
    refused = cleo.press("hand_in", {"todos": "call back"})
    assert refused.status == 409 and "Keep it as a new draft" in refused.text
    return cleo.press("apart")


def kept_once_more_after_it_was_set_apart(ann, cleo):
    assert settled_apart(ann, cleo).status == 303
    other = Writer(cleo.browser, cleo.path)
    assert other.press("hand_in").status == 303
    assert cleo.press("save").status == 409
    return cleo.press("apart")


@pytest.mark.parametrize(
    "way", [settled_apart, handed_in_meanwhile, kept_once_more_after_it_was_set_apart], ids=lambda way: way.__name__
)
def test_nobody_who_wrote_in_a_draft_approves_what_was_made_of_it(seats, begun, way):
    ann, cleo = begun
    first = ann.path.partition("?")[0]
    assert way(ann, cleo).status == 303, cleo.page
    assert cleo.path.startswith("/drafts/") and first not in cleo.path and "Typed By Ann" in cleo.page
    assert cleo.press("hand_in").status == 303
    place = cleo.path.partition("?")[0]
    content = content_of_page(seats["dora"].get(place).text)
    for author in (ann, cleo):
        assert "Approve exactly this" not in author.browser.get(place).text
        refused = author.browser.post(f"{place}/approve", page="/", content=content)
        assert refused.status == 403 and "Nobody approves what they wrote" in refused.text
    assert seats["dora"].post(f"{place}/approve", page="/", content=content).status == 303


def test_a_level_above_ones_own_in_a_copy_of_what_others_wrote_is_kept_and_said_to_be_above(seats, begun):
    ann, cleo = begun
    ann.press("hand_in")
    assert cleo.press("save", {"level": "sealed"}).status == 409
    kept = cleo.press("apart")
    made = kept.text.partition("<code>")[2].partition("<")[0]
    assert kept.status == 200 and "above yours" in kept.text
    assert cleo.browser.get(f"/drafts/{made}").status == 404


def test_of_a_draft_that_is_not_there_for_somebody_none_is_made(desk, begun):
    ann, _ = begun
    low = Writer(desk.seat("low", "editor", level=Level.RESEARCHER))
    fields = form_on(low.page, "/drafts").fields | {"do": "apart"}
    key = ann.path.partition("?")[0].rpartition("/")[2]
    hidden, absent = (low.browser.bare_post(f"/drafts/{each}", **fields) for each in (key, "0" * 16))
    assert hidden.status == absent.status == 404 and "Keep it as a new draft" not in hidden.text
    assert hidden.text.replace(key, "") == absent.text.replace("0" * 16, "")


def test_who_was_lowered_looks_again_and_hands_it_in(desk, seats):
    somebody = next(one.public_id for one in recorded(desk).individuals if one.level is Level.PUBLIC)
    editor = desk.seat("lowered", "editor")
    writer = Writer(editor, editor.post("/drafts", page="/", individual=somebody).place)
    row = writer.rows()[0]
    names = {f"o:{row}:1:field": "occupation", f"o:{row}:1:value": "miner", "level": "public", "subjects": "public"}
    assert writer.press("save", {**told([], []), **names}).status == 303
    assert editor.post("/account/edition", page="/", level="researcher").status == 303
    writer.open()
    refused = writer.press("hand_in")
    assert refused.status == 428 and f"/records/{somebody}" in refused.text and "I have looked at it" in refused.text
    assert form_on(writer.page, "/drafts").fields[f"c:{row}:occupation:1:value"] == "miner"
    assert writer.press("looked").status == 303
    assert writer.press("hand_in").status == 303, writer.page
