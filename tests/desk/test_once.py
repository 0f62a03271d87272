"""A form that is sent twice is done once, and an error of the desk stands in the desk's own frame."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select
from starlette.responses import RedirectResponse

from app.codebook.levels import Level
from app.vault.models import Note, Proposal, Withdrawal
from app.web.desk.once import KEPT, Acts
from tests.desk.forms import form_on
from tests.desk.walk import approved, hand_in, record_people


@pytest.fixture(scope="module")
def seats(desk):
    return {
        "editor": desk.seat("o-editor", "editor"),
        "reviewer": desk.seat("o-reviewer", "reviewer"),
        "low": desk.seat("o-low", "editor", level=Level.RESEARCHER),
    }


@pytest.fixture(scope="module")
def people(desk):
    return record_people(desk, "Once")


def _counted(desk) -> list[int]:
    with desk.house.books.reading() as session:
        return [session.scalars(select(func.count()).select_from(each)).one() for each in (Proposal, Note, Withdrawal)]


@pytest.mark.parametrize(
    ("page", "action", "typed"),
    [
        ("/drafts/new", "/drafts", {"s:title": "Synthetic, twice", "do": "save"}),
        ("/records/{key}", "/drafts", {}),
        ("/records/{key}", "/records/{key}/notes", {"kind": "todo", "text": "ask again"}),
        ("/records/{key}", "/records/{key}/hide", {"ground": "safety", "action": "masked"}),
        ("/records/{key}/propose/level", "/records/{key}/propose/level", {"level": "vetted", "why": "so"}),
    ],
)
def test_a_double_click_is_one_act(desk, seats, people, page, action, typed):
    at = page.format(key=people["Once Beta"])
    form = form_on(seats["editor"].get(at).text, action.format(key=people["Once Beta"]))
    before, sent = _counted(desk), form.fields | typed
    one, two = (seats["editor"].bare_post(form.action, **sent) for _ in range(2))
    assert (one.status, one.headers.get("location")) == (two.status, two.headers.get("location")) and one.status == 303
    assert sum(_counted(desk)) == sum(before) + 1
    desk.clock.on(seconds=5)
    again = form_on(seats["editor"].get(at).text, form.action).fields
    assert again["once"] != sent["once"], "what is drawn anew is another act"


def test_the_second_click_waits_for_the_first():
    acts, done = Acts(), []

    async def act():
        done.append(1)
        await asyncio.sleep(0)
        return RedirectResponse(f"/drafts/{len(done)}", 303)

    async def clicks():
        return await asyncio.gather(*(acts.once("mark", act) for _ in range(5)))

    assert {answer.headers["location"] for answer in asyncio.run(clicks())} == {"/drafts/1"} and done == [1]


def test_no_more_acts_are_remembered_than_said():
    acts = Acts()

    async def many():
        for n in range(KEPT + 5):
            await acts.once(str(n), _moved)

    asyncio.run(many())
    assert len(acts._known) == len(acts._led) == KEPT


async def _moved():
    return RedirectResponse("/", 303)


def test_what_failed_may_be_sent_again_and_others_are_not_mixed_up(desk, seats, people):
    form = form_on(seats["editor"].get(f"/records/{people['Once Alpha']}/propose/level").text, "/records/")
    wrong = [seats["editor"].bare_post(form.action, **form.fields | {"level": "vetted", "why": ""}) for _ in range(2)]
    assert [answer.status for answer in wrong] == [422, 422]
    other = form_on(seats["low"].get("/drafts/new").text, "/drafts")
    made = {
        who: seats[who].bare_post("/drafts", **other.fields | {"csrf": form_on(seats[who].get("/drafts/new").text, "/drafts").fields["csrf"], "do": "save"})
        for who in ("low", "editor")
    }  # fmt: skip
    assert len({answer.place for answer in made.values()}) == 2


def test_an_error_has_the_desks_frame_and_is_the_same_for_what_is_not_there_and_what_is_above(seats, people):
    absent, above = (seats["low"].get(f"/records/{key}") for key in ("0" * 16, people["Concealed Omega"]))
    assert absent.status == above.status == 404 and absent.body == above.body
    for answer in (absent, seats["low"].get("/nothing"), seats["low"].get("/records?a=b")):
        assert "Casebook, the desk" in answer.text and 'href="/records"' in answer.text
        assert "/cases" not in answer.text and "/lists" not in answer.text


def test_a_decision_says_why_to_whoever_may_read_it(seats, people):
    key = people["Once Alpha"]
    done = hand_in(
        seats["editor"], f"/records/{key}/propose/decision", form="count_only", basis="none", consent_status="unknown",
        effect="unclear", why="a relative is still there",
    )  # fmt: skip
    approved(seats["reviewer"], done.place)
    page = seats["reviewer"].get(f"/records/{key}").text
    assert "Why it was decided so" in page and "a relative is still there" in page and "their family asked" in page
