"""What a sheet's page sends by itself while two people write on one draft: nothing of either is lost, and nobody is asked twice."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.desk.forms import form_on
from tests.desk.host import DeskHost
from tests.homes import empty_home


class Page:
    """An open sheet with its script: types, sends by itself, and goes on with the revision that came back."""

    def __init__(self, browser, path="/drafts/new"):
        self.browser = browser
        self.open(path)

    def open(self, path):
        form = form_on(self.browser.get(path).text, "/drafts")
        self.at, self.fields = form.action, form.fields

    def keep(self, **typed):
        self.fields |= typed
        answer = self.browser.bare_post(self.at, **{**self.fields, "do": "by_itself"})
        if answer.status == 200:
            kept = json.loads(answer.text)
            self.at, self.fields["revision"] = kept["at"], kept["revision"]
        return answer

    def row(self, number=0):
        return [name.split(":")[1] for name in self.fields if name.startswith("r:") and name.endswith(":kind")][number]


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> DeskHost:
    """One of its own: its clock goes on between the sequences, since so much is not typed within a minute."""
    return DeskHost(tmp_path_factory.mktemp("itself") / "home", made=empty_home)


@pytest.fixture(scope="module")
def seats(desk):
    return {who: desk.seat(who, "editor") for who in ("left", "right")}


def test_a_new_sheet_is_one_draft_however_often_it_is_kept(seats):
    page = Page(seats["left"])
    for title in ("A", "A synthetic", "A synthetic report", "A synthetic"):
        assert page.keep(**{"s:title": title}).status == 200
    mine = seats["left"].get("/").text
    assert mine.count(page.at.rpartition("/")[2]) == 1 and mine.count(">A synthetic<") == 1
    assert form_on(seats["left"].get(page.at).text, "/drafts").fields["s:title"] == "A synthetic"


PARTS = {"left": ("s:title", "why", "todos"), "right": ("e:label",)}
STEPS = st.lists(
    st.tuples(st.sampled_from(["left", "right"]), st.integers(0, 3), st.sampled_from("abc"), st.sampled_from(["type", "add"])),
    min_size=1, max_size=10,
)  # fmt: skip


@given(steps=STEPS)
@settings(max_examples=examples(12, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_one_of_two_wrote_is_lost(desk, seats, steps):
    desk.clock.on(seconds=61)
    left = Page(seats["left"])
    assert left.keep(**{"s:publisher_key": "synthetic"}).status == 200
    pages = {"left": left, "right": Page(seats["right"], left.at)}
    wrote = {}
    for who, part, letter, what in steps:
        page = pages[who]
        if what == "add":  # a press: the page is drawn anew, with what the other one wrote
            page.fields |= {"do": "add", "many": "1"}
            done = page.browser.bare_post(page.at, **page.fields)
            assert done.status == 303, (steps, done.text[1200:2300])
            page.open(page.at)
        names = [*PARTS[who], f"c:{page.row(0 if who == 'left' else 1)}:name:1:value"]
        name = names[part % len(names)]
        assert page.keep(**{name: letter}).status == 200
        wrote[name] = letter
    shown = form_on(seats["left"].get(left.at).text, "/drafts").fields
    assert {name: shown[name] for name in wrote} == wrote
    rows = sum(name.startswith("r:") and name.endswith(":kind") for name in shown)
    assert rows == 3 + sum(what == "add" for *_, what in steps)


def test_what_both_changed_is_not_stored_and_not_put_aside_before_somebody_presses(desk, seats):
    desk.clock.on(seconds=61)
    left = Page(seats["left"])
    left.keep(**{"s:title": "as it was"})
    right = Page(seats["right"], left.at)
    assert left.keep(**{"s:title": "by the left"}).status == 200
    for _ in range(3):
        assert right.keep(**{"s:title": "by the right"}).status == 412
    fields = form_on(seats["right"].get(left.at).text, "/drafts").fields
    assert fields["s:title"] == "by the left"
    pressed = seats["right"].bare_post(left.at, **{**right.fields, "do": "save"})
    assert pressed.status == 412 and "by the left" in pressed.text and "by the right" in pressed.text
