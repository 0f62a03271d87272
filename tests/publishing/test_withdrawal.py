"""Whoever is withdrawn is gone at once by the suppression list, and gone for good by the next edition; nobody else is moved."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.apps.public import create_app
from app.codebook.levels import EDITION_LEVELS, Level
from app.publishing.suppress import suppress_now
from tests.importing.synthetic_batch import Batch
from tests.publishing.press import on_disk, press_of

ALPHA, BETA, EVENT = "p000000000000000", "p000000000000001", "e000000000000000"
ALPHA_CASE, BETA_CASE = "c000000000000000", "c000000000000001"
PAPER = "s000000000000000"
PAGES = ("/", "/cases", f"/cases/{BETA_CASE}", f"/returns/{EVENT}", "/lists", f"/sources/{PAPER}", "/returns")
ANSWERS = (
    "/api/v1/cases", f"/api/v1/cases/{BETA_CASE}", "/api/v1/edition", f"/api/v1/returns/{EVENT}", f"/api/v1/sources/{PAPER}",
    "/lists.csv?receiving_state=KP", "/lists.txt?receiving_state=KP", "/api/v1/cases?q=Synthetic",
)  # fmt: skip
GONE = (f"/cases/{ALPHA_CASE}", f"/api/v1/cases/{ALPHA_CASE}")
TRACES = ("Synthetic Alpha", "합성가", ALPHA, ALPHA_CASE)


@pytest.fixture
def client(press):
    press.publish()
    with TestClient(create_app(press.shelf())) as opened:
        yield opened


def seen(client) -> dict[str, str]:
    return {path: client.get(path).text for path in (*PAGES, *ANSWERS)}


def traces(client) -> list[tuple[str, str]]:
    return [(path, trace) for path, text in seen(client).items() for trace in TRACES if trace in text]


def test_before_a_withdrawal_the_person_is_seen(client):
    seen_on = {path for path, _ in traces(client)}
    assert seen_on >= {
        "/cases",
        "/lists",
        "/api/v1/cases",
        f"/cases/{BETA_CASE}",
        f"/returns/{EVENT}",
        f"/sources/{PAPER}",
    }
    assert [path for path in (*GONE, *PAGES, *ANSWERS) if client.get(path).status_code != 200] == []
    assert client.get("/api/v1/cases").json()["cases"] == 2


def test_at_once_by_the_list_alone_and_for_good_by_the_next_edition(client, press):
    press.withdraw(ALPHA_CASE)
    press.suppress()
    assert_gone(client)
    press.publish()
    assert_gone(client)
    assert all(trace.encode() not in press.file(Level.PUBLIC).read_bytes() for trace in TRACES)
    assert len(list(press.shelves.folder(Level.PUBLIC).glob("*.sqlite"))) == 1  # nor does the older file stay


def assert_gone(client) -> None:
    assert traces(client) == []
    absent = client.get("/api/v1/cases/0000000000000000")
    assert [client.get(path).status_code for path in GONE] == [404, 404]
    gone = client.get(f"/api/v1/cases/{ALPHA_CASE}")
    assert gone.text.replace(ALPHA_CASE, "") == absent.text.replace("0000000000000000", "")
    counted = client.get("/api/v1/cases").json()
    assert (counted["cases"], counted["individuals"]) == (1, 1)
    assert client.get("/api/v1/cases?sex=female").json()["cases"] == 0
    assert client.get("/api/v1/cases?q=Alpha").json()["cases"] == 0
    assert client.get("/api/v1/cases?sex=male").json()["cases"] == 1


def test_an_event_that_is_withdrawn(client, press):
    press.withdraw(EVENT)
    press.suppress()
    assert client.get(f"/returns/{EVENT}").status_code == 404
    assert "A made-up return" not in "".join(seen(client).values())


def test_ids_that_a_level_never_held_never_stand_in_its_list(tmp_path):
    press = press_of(Batch().set("decisions.csv", 2, form="hold"), tmp_path / "house")
    press.publish()
    before = on_disk(press.shelves.folder(Level.PUBLIC))
    press.withdraw(ALPHA)
    listed = press.suppress()
    assert listed[Level.PUBLIC] == listed[Level.RESEARCHER] == ()
    assert set(listed[Level.VETTED]) == {ALPHA, ALPHA_CASE}
    press.publish()
    assert (
        on_disk(press.shelves.folder(Level.PUBLIC)) == before
    )  # the public host does not even learn that something moved
    press.engine.dispose()


def test_a_list_keeps_who_was_withdrawn_after_the_edition_has_lost_them(press):
    press.publish()
    press.withdraw(ALPHA)
    press.suppress()
    press.publish()
    assert all(set(press.suppress()[level]) >= {ALPHA, ALPHA_CASE} for level in EDITION_LEVELS)


@pytest.mark.parametrize("hurt", ["the file", "the manifest"])
def test_where_an_edition_cannot_be_read_a_withdrawal_is_listed_and_nobody_leaves_the_list(press, hurt):
    press.publish()
    press.withdraw(BETA)
    press.suppress()
    path = press.file(Level.PUBLIC) if hurt == "the file" else press.shelves.manifest(Level.PUBLIC)
    path.write_bytes(path.read_bytes()[:100])
    press.withdraw(ALPHA)
    now = suppress_now({ALPHA: Level.PUBLIC, ALPHA_CASE: Level.PUBLIC}, press.shelves, press.ring, masked=False)
    assert set(now[Level.PUBLIC].ids) == {ALPHA, ALPHA_CASE, BETA, BETA_CASE}
    above = {"h000000000000000": Level.VETTED}
    assert suppress_now(above, press.shelves, press.ring, masked=False)[Level.PUBLIC] == now[Level.PUBLIC]
    assert set(press.suppress()[Level.PUBLIC]) == {ALPHA, ALPHA_CASE, BETA, BETA_CASE}


def test_a_list_that_says_the_same_is_left_alone(press):
    press.publish()
    press.withdraw(ALPHA)
    press.suppress()
    before = press.shelves.suppressed(Level.PUBLIC).stat().st_mtime_ns
    press.suppress()
    assert press.shelves.suppressed(Level.PUBLIC).stat().st_mtime_ns == before


def test_who_is_masked_is_hidden_until_the_next_edition_shows_a_descriptor(client, press):
    press.withdraw(ALPHA, action="masked")
    press.suppress()
    assert_gone(client)
    press.publish()
    assert press.suppress()[Level.PUBLIC] == ()
    masked = client.get(f"/api/v1/cases/{ALPHA_CASE}").json()
    assert masked["form"] == "descriptor"
    assert all(name.encode() not in press.file(Level.PUBLIC).read_bytes() for name in ("Synthetic Alpha", "합성가"))
    numbers = [press.suppress() for _ in range(2)]
    assert numbers[0] == numbers[1], "looking again moves nothing"
