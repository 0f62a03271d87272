"""Whom a list alone hides is answered as somebody who never was: on the pages of others, in orders, lists, counts and matches.

What the reader says with the list is compared with the edition that is built anew without them.
"""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.apps.public import create_app
from app.codebook.levels import EDITION_LEVELS, Level
from app.codebook.values import CountValue
from app.editions.read.bibliography import sources
from app.editions.read.gone import gone
from app.editions.read.holdings import event, totals
from app.storage.engines import for_writing
from app.vault.models import Source, Subject
from app.vault.recording import Recorder
from app.web.policy import POLICIES
from tests.homes import NOW
from tests.importing import synthetic_batch as made_up
from tests.importing.synthetic_batch import Batch
from tests.publishing.by_a_list import of_people, read, with_list
from tests.publishing.hidden import (
    ALPHA,
    ALPHA_AGAIN,
    ALPHA_CASE,
    BETA,
    BETA_CASE,
    GAMMA,
    GAMMA_CASE,
    SECOND,
    hide,
    two_returns,
)  # fmt: skip
from tests.publishing.press import press_of

NEVER = {"c": "c0000000000000zz", "p": "p0000000000000zz", "e": "e0000000000000zz"}
"""Ids that nobody has, by the letter that those of their kind begin with."""
HIDDEN = {
    "a person": (GAMMA, (GAMMA, GAMMA_CASE)),
    "somebody with two cases": (ALPHA, (ALPHA, ALPHA_CASE, ALPHA_AGAIN)),
    "a return": (SECOND, (SECOND, GAMMA, GAMMA_CASE, ALPHA_AGAIN)),
}
"""What is hidden, and every id that is gone with it."""
ASKED = (
    "/api/v1/citation?id=", "/lists?event=", "/lists.csv?event=", "/lists.txt?receiving_state=&event=", "/api/v1/lists?event=", "/cases?q=",
    "/api/v1/cases?q=", "/api/v1/cases?name=", "/api/v1/returns?after=", "/api/v1/sources?after=", "/api/v1/cases?after=",
    "/api/v1/cases?sort=name&after=", "/api/v1/cases?sort=-return_date&after=", "/cases?after=", "/ko/cases?after=",
    "/api/v1/cases.csv?after=", "/api/v1/lists?receiving_state=&event=",
)  # fmt: skip


@pytest.fixture(params=HIDDEN)
def hidden(request):
    return HIDDEN[request.param]


@pytest.fixture
def press(tmp_path):
    made = press_of(two_returns(), tmp_path / "house")
    made.publish()
    yield made
    made.engine.dispose()


@pytest.fixture
def client(press):
    with TestClient(create_app(press.shelf())) as opened:
        yield opened


def addresses() -> list[str]:
    """Every address that is read with an id in it, up to the id, and what comes behind."""
    paths = [path for method, path in POLICIES if method == "GET" and path.count("{") == 1]
    return [*paths, *(f"{asked}{{}}" for asked in ASKED)]


def test_every_address_answers_whoever_is_hidden_as_who_never_was(client, press, hidden):
    what, ids = hidden
    hide(press, what)
    tried = [(f"{before}{key}{after}", key) for before, after in map(_parts, addresses()) for key in ids]
    assert len(tried) > 40  # else it would mean little
    differ = [way for way, key in tried if _told(client, way, key) != _told(client, way.replace(key, NEVER[key[0]]), NEVER[key[0]])]  # fmt: skip
    assert differ == []


def _parts(address: str) -> tuple[str, str]:
    before, _, rest = address.partition("{")
    return before, rest.partition("}")[2]


def _told(client, way: str, key: str) -> tuple[int, dict[str, str], str]:
    """What comes back, without the id itself."""
    found = client.get(way, follow_redirects=False)
    headers = {name: value for name, value in found.headers.items() if name not in ("date", "etag", "content-length")}
    return found.status_code, headers, found.text.replace(key, "#")


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_no_document_holds_an_id_that_is_gone(press, level, hidden):
    what, ids = hidden
    edition = with_list(press, level, lambda: hide(press, what))
    assert set(ids) == gone(edition)
    assert [key for key in ids if key in json.dumps(read(edition), ensure_ascii=False)] == []


def test_who_is_decided_by_themselves_is_tied_to_nobody_while_their_return_is_hidden(client, press):
    """The finding as it stood: ties, other cases, and the name beside them."""
    assert "Synthetic Gamma" in client.get(f"/cases/{BETA_CASE}").text
    hide(press, SECOND)
    alpha, beta = (client.get(f"/api/v1/cases/{key}").json() for key in (ALPHA_CASE, BETA_CASE))
    assert alpha["other_cases"] == []
    assert [tie["individual"] for tie in beta["relations"]] == [ALPHA]
    assert [tie["cases"] for tie in beta["relations"]] == [[ALPHA_CASE]]
    assert "Gamma" not in client.get(f"/cases/{BETA_CASE}").text
    assert ALPHA_AGAIN not in client.get(f"/cases/{ALPHA_CASE}").text


def test_names_of_those_in_a_hidden_return_are_withheld_in_words_about_others(client, press):
    press.say(BETA, "occupation", "friend of Synthetic Gamma", Level.PUBLIC)
    press.publish()
    assert "Synthetic Gamma" in client.get(f"/api/v1/cases/{BETA_CASE}").text
    hide(press, SECOND)
    assert "Gamma" not in client.get(f"/api/v1/cases/{BETA_CASE}").text


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("who", [GAMMA, ALPHA, BETA])
def test_a_list_alone_says_of_people_what_the_next_edition_will(press, level, who):
    at_once = of_people(read(with_list(press, level, lambda: hide(press, who))))
    press.publish()
    anew = press.edition(level)
    assert at_once == of_people(read(anew))
    anew.close()


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("who", [GAMMA, ALPHA])
@pytest.mark.parametrize("returned", [3, 60])
def test_all_others_of_a_return_are_as_many_as_the_next_edition_says(press, level, who, returned):
    """And no sum of what is named and what is not tells that somebody was there."""
    _counted(press, returned)
    press.publish()
    edition = with_list(press, level, lambda: hide(press, who))
    at_once, told = _others(edition), event(edition, SECOND)
    assert at_once == {"low": returned - told["named"], "high": returned - told["named"], "after": told["named"]}
    press.publish()
    assert at_once == _others(press.edition(level))


def _counted(press, number: int) -> None:
    """A source says that so many were returned in the second return."""
    with Session(for_writing(press.engine)) as session, session.begin():
        subject = session.scalars(select(Subject.id).where(Subject.public_id == SECOND)).one()
        source = session.scalars(select(Source.id).order_by(Source.id)).first()
        with Recorder(session, press.ring, "nobody-1", "nobody-2", NOW) as recorder:
            said = CountValue(text=str(number), low=number, high=number)
            recorder.add_claim(subject, "count", said, source, wording=str(number), level=Level.PUBLIC)


def _others(edition) -> dict[str, int]:
    return next(line["others"] for line in read(edition)["lists"] if line["id"] == SECOND)


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_as_many_sources_are_counted_as_are_listed(press, level, hidden):
    edition = with_list(press, level, lambda: hide(press, hidden[0]))
    assert totals(edition)["sources"] == len(sources(edition))


def test_a_source_that_supports_only_somebody_hidden_is_neither_listed_nor_counted_nor_answered(tmp_path):
    press = press_of(_with_a_diary(), tmp_path / "house")
    press.publish()
    with TestClient(create_app(press.shelf())) as client:
        assert client.get(f"/api/v1/sources/{DIARY}").status_code == 200
        before = client.get("/api/v1/sources").json()["sources"]
        hide(press, GAMMA)
        assert client.get(f"/api/v1/sources/{DIARY}").status_code == 404
        assert client.get("/api/v1/sources").json()["sources"] == before - 1
        assert totals(press.shelf().current())["sources"] == before - 1
    press.engine.dispose()


DIARY = "s000000000000003"


def _with_a_diary() -> Batch:
    """A made-up diary says where Synthetic Gamma is from, and nothing else."""
    coded = {"source_type": "family_testimony", "language": "en", "publisher_key": "diar", "derives_from": ""}
    said = made_up._claims("synthetic-gamma", "diary-2013-09", home_town="a made-up town")
    batch = two_returns().add("public_sources.csv", **made_up._source("diary-2013-09", "A made-up diary"))
    return batch.add("source_codings.csv", source_key="diary-2013-09", public_id=DIARY, **coded).add(
        "public_claims.csv", **said[0]
    )


@pytest.mark.parametrize("decided", ["2026-11-24", "2027-01-01"])
def test_the_list_of_the_moment_names_whomever_the_publisher_will(tmp_path, decided):
    """Of who is in two returns, of which one is hidden, a decision of a later day shows nothing yet."""
    batch = two_returns(gamma_decided=False)
    for row in batch.rows["decisions.csv"]:
        row["decided_on"] = decided if row["key"] == "synthetic-alpha" else row["decided_on"]
    press = press_of(batch, tmp_path / "house")
    press.publish()
    at_once = hide(press, SECOND)
    by_the_publisher = press.suppress()
    for level in EDITION_LEVELS:
        assert at_once[level] >= set(by_the_publisher[level])
    assert (ALPHA_CASE in by_the_publisher[Level.PUBLIC]) == (decided == "2027-01-01")
    press.engine.dispose()


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("named", [{GAMMA}, {GAMMA_CASE}])
def test_a_person_and_their_only_case_are_hidden_by_the_id_of_either(press, level, named):
    edition = press.edition(level)
    edition.suppressed = frozenset({GAMMA, GAMMA_CASE})
    by_both = read(edition)
    edition.suppressed = frozenset(named)
    assert read(edition) == by_both
    assert gone(edition) == {GAMMA, GAMMA_CASE}
    edition.close()
