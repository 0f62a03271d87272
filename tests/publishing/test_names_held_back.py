"""While a suppression list is ahead of its edition, no answer says the name of whoever is on it: not as a person's own, and not in
words about others. Asked of the public application and of the members'.
"""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from app.apps.public import create_app
from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.manifest import read_suppressed
from app.editions.read.bibliography import sources
from app.editions.read.cases import case, csv_chunks, every_line, page
from app.editions.read.holdings import event, events, source
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines, lines_by_id
from app.editions.read.query import CaseQuery
from app.editions.read.selection import selected
from tests.importing.synthetic_batch import Batch
from tests.publishing.press import press_of

ALPHA, BETA, EVENT = "p000000000000000", "p000000000000001", "e000000000000000"
BETA_CASE, PAPER, LIST = "c000000000000001", "s000000000000000", "s000000000000001"
NAMES = ("Synthetic Alpha", "SYNTHETIC-ALPHA", "합성가")
SAID = ("friend of Synthetic Alpha", "seen with 합성가씨", "beside SYNTHETIC-ALPHA")
WAYS = (
    "/", "/ko", "/cases", "/ko/cases", "/cases?q=Alpha", "/cases?q=friend", f"/cases/{BETA_CASE}", f"/ko/cases/{BETA_CASE}", "/returns",
    f"/returns/{EVENT}", "/sources", f"/sources/{PAPER}", f"/sources/{LIST}", "/lists", "/lists.csv?receiving_state=",
    "/lists.txt?receiving_state=", "/corrections", "/corrections.json", "/api/v1/cases", "/api/v1/cases?include=claims",
    "/api/v1/cases?q=Alpha", "/api/v1/cases?name=Synthetic+Beta", "/api/v1/cases?name=Synthetic+Beta&include=claims",
    "/api/v1/cases?fields=occupation", "/api/v1/cases.csv", "/api/v1/cases.csv?fields=occupation", f"/api/v1/cases/{BETA_CASE}",
    "/api/v1/returns", f"/api/v1/returns/{EVENT}", "/api/v1/sources", f"/api/v1/sources/{PAPER}", f"/api/v1/sources/{LIST}",
    "/api/v1/lists", f"/api/v1/citation?id={BETA_CASE}", f"/api/v1/citation?id={EVENT}", "/openapi.json",
)  # fmt: skip


def told_of_alpha() -> Batch:
    """Everything that can be said in words says Alpha: a source, a place, a return, and what is told of Beta."""
    batch = Batch()
    batch.set("public_sources.csv", 2, title="Testimony of Synthetic Alpha", author="Synthetic Alpha")
    batch.set("return_events.csv", 2, label="The return of Synthetic Alpha")
    for n, row in enumerate(batch.rows["public_claims.csv"], 2):
        if row["case_key"] == "synthetic-beta":
            batch.set("public_claims.csv", n, quote_or_locator="with Synthetic Alpha")
    return batch.add("public_claims.csv", **_from("the house of 합성가"))


def _from(place: str) -> dict[str, str]:
    return {
        "case_key": "synthetic-beta",
        "field": "home_town",
        "value": place,
        "source_key": "list-2013-07",
        "quote_or_locator": "line 2",
    }


@pytest.fixture
def press(tmp_path):
    made = press_of(told_of_alpha(), tmp_path / "house")
    for text in SAID:
        made.say(BETA, "occupation", text, Level.PUBLIC)
        made.say(BETA_CASE, "fate", text, Level.PUBLIC)
    made.publish()
    yield made
    made.engine.dispose()


@pytest.fixture
def client(press):
    with TestClient(create_app(press.shelf())) as opened:
        yield opened


def said_by(client) -> list[tuple[str, str]]:
    """Where an answer says one of the names, beside the address that was asked."""
    return [(way, name) for way in WAYS for name in NAMES if name in client.get(way).text]


@pytest.mark.parametrize("action", ["hidden_now", "masked"])
def test_no_answer_says_the_name_of_whoever_is_on_the_list(client, press, action):
    assert {way for way, _ in said_by(client)} >= {
        f"/cases/{BETA_CASE}",
        f"/api/v1/cases/{BETA_CASE}",
        "/sources",
        f"/sources/{PAPER}",
        "/api/v1/cases.csv",
        "/api/v1/cases?name=Synthetic+Beta",
        "/api/v1/cases?fields=occupation",
        "/api/v1/cases.csv?fields=occupation",
    }  # fmt: skip  else it would mean little that nobody says it afterwards
    press.withdraw(ALPHA, action=action)
    press.suppress()
    assert said_by(client) == []
    assert client.get(f"/cases/{BETA_CASE}").status_code == client.get(f"/sources/{PAPER}").status_code == 200
    press.publish()
    assert all(name not in client.get(f"/cases/{BETA_CASE}").text for name in NAMES)


@pytest.mark.parametrize("words", ["Alpha", "lpha", "합성가", "friend"])
def test_words_that_name_somebody_on_the_list_are_not_searched(client, press, words):
    assert client.get(f"/api/v1/cases?q={words}").json()["cases"] > 0
    press.withdraw(ALPHA)
    press.suppress()
    assert client.get(f"/api/v1/cases?q={words}").json()["cases"] == 0


def test_a_name_is_not_matched_while_the_return_is_on_the_list(client, press):
    asked = {"names": [{"name": "Synthetic Alpha"}]}
    assert client.post("/api/v1/names/match", json=asked).json()["results"][0]["hits"]
    press.withdraw(EVENT)
    press.suppress()
    assert client.post("/api/v1/names/match", json=asked).json()["results"][0]["hits"] == []


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_nothing_that_is_read_of_an_edition_of_any_level_says_it(press, level):
    press.withdraw(ALPHA)
    press.suppress()
    edition = press.edition(level)
    assert any(name in _read(edition) for name in NAMES)
    edition.suppressed = frozenset(read_suppressed(press.shelves.suppressed(level), press.ring.verifier()).ids)
    assert [name for name in NAMES if name in _read(edition)] == []
    edition.close()


def _read(edition) -> str:
    """All that the two applications ask of an edition; the members' export too."""
    asked = CaseQuery(limit=100)
    whole = read_list_query([("receiving_state", ""), ("purpose", "reading_aloud")])
    read = [
        case(edition, BETA_CASE), page(edition, asked).documents, events(edition), event(edition, EVENT), sources(edition),
        [source(edition, key) for key in (PAPER, LIST)], chosen_lines(edition, whole),
        lines_by_id(edition, [BETA_CASE], "reading_aloud"), [line.decode() for line in every_line(edition).values()],
        [part.decode() for part in csv_chunks(edition, asked)], selected(edition, asked),
    ]  # fmt: skip
    return json.dumps(read, ensure_ascii=False)


def test_a_namesake_who_is_shown_gives_nobody_away(tmp_path):
    """As at publication: words with a name that the edition shows for somebody else stay."""
    batch = told_of_alpha()
    for n, row in enumerate(batch.rows["public_claims.csv"], 2):
        if row["case_key"] == "synthetic-beta" and row["field"].startswith("name"):
            batch.set("public_claims.csv", n, value="Synthetic Alpha")
    other = press_of(batch, tmp_path / "other")
    other.say(BETA, "occupation", "made up", Level.PUBLIC)  # so that the source still supports somebody
    other.publish()
    other.withdraw(ALPHA)
    other.suppress()
    with TestClient(create_app(other.shelf())) as client:
        at_once = client.get(f"/api/v1/sources/{PAPER}").json()
        other.publish()
        assert (
            at_once["title"] == client.get(f"/api/v1/sources/{PAPER}").json()["title"] == "Testimony of Synthetic Alpha"
        )
    other.engine.dispose()
