"""A list of names is matched one after another while others are answered: whoever is hidden meanwhile is not in the answer."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx2 as httpx
import pytest

from app.apps.public import create_app
from app.web.reading.api import names
from tests.loop import in_loop
from tests.publishing.hidden import BETA, hide, named_alike, two_returns
from tests.publishing.press import press_of

NOBODY = [{"name": "Nobody"}] * 3


@pytest.fixture
def house(tmp_path):
    opened = []

    def made(batch):
        press = press_of(batch, tmp_path / "house")
        press.publish()
        opened.append(press)
        return press

    yield made
    for press in opened:
        press.engine.dispose()


def matched(press, name: str, meanwhile: Callable[[], None], monkeypatch) -> list[dict]:
    """What comes back for the name; `meanwhile` comes about after it was looked for, and before the others of the list are."""
    find, looked_for = names.find_names, []

    def finds(*asked, **more):
        found = find(*asked, **more)
        looked_for.append(asked)
        if len(looked_for) == 1:
            assert found.hits
            meanwhile()
        return found

    monkeypatch.setattr(names, "find_names", finds)
    return in_loop(_asked(create_app(press.shelf()), name))


async def _asked(app, name: str) -> list[dict]:
    body = json.dumps({"names": [{"name": name}, *NOBODY]})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://casebook.test") as client:
        answer = await client.post("/api/v1/names/match", content=body)
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert len(results) == len(NOBODY) + 1
    return results[0]["hits"]


def test_who_is_hidden_after_their_name_was_found_is_not_in_the_answer(house, monkeypatch):
    press = house(two_returns())
    hits = matched(press, "Synthetic Beta", lambda: hide(press, BETA), monkeypatch)
    assert [hit for hit in hits if hit["individual"] == BETA or "Beta" in hit["form"]] == []


def test_the_answer_is_that_of_who_never_was_there(house, monkeypatch):
    """A name that fitted better had kept others from being found."""
    press = house(named_alike())
    hits = matched(press, "Kim Chol-suk", lambda: hide(press, BETA), monkeypatch)
    monkeypatch.undo()
    assert hits == in_loop(_asked(create_app(press.shelf()), "Kim Chol-suk"))


def test_who_is_told_of_no_more_by_the_edition_that_the_answer_names_is_not_in_it(house, monkeypatch):
    press = house(two_returns())

    def meanwhile():
        press.withdraw(BETA)
        press.publish()

    hits = matched(press, "Synthetic Beta", meanwhile, monkeypatch)
    assert BETA not in [hit["individual"] for hit in hits]
