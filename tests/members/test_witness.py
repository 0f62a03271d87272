"""No log, no answer: each case of the vetted edition that goes out has its entry first, one for each answer, and no name in it."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from app.accounts import access_log
from app.codebook.levels import Level
from app.web.account import witness
from tests.homes import shipped_home
from tests.members.host import Host


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    host = Host(shipped_home(tmp_path_factory.mktemp("witness") / "home"))
    host.first, host.second = host.joined("first", "steward"), host.joined("second", "reviewer")
    host.reader = host.joined("reader")
    host.cleared(host.reader, Level.VETTED, host.first, host.second)
    host.read(host.reader, Level.VETTED)
    return host


@pytest.fixture(autouse=True)
def _signed_in(house):
    """Time goes on between the tests, and idle sessions end."""
    house.clock.on(minutes=16)
    for name, browser in (("first", house.first), ("reader", house.reader)):
        house.sign_in(browser, name, house.code(browser))
    house.read(house.reader, Level.VETTED)


def _rows(host):
    with host.books.reading() as session:
        return session.execute(access_log.ENTRY.select().order_by("number")).all()


def _vetted(host):
    return host.house.shelves[Level.VETTED]().current()


def _case(host) -> str:
    """A case that only the vetted edition has."""
    public = {row[0] for row in host.house.shelves[Level.PUBLIC]().current().rows("SELECT id FROM case_row")}
    return min(row[0] for row in _vetted(host).rows("SELECT id FROM case_row") if row[0] not in public)


@pytest.mark.parametrize(
    "path", ["/cases/{case}", "/ko/cases/{case}", "/api/v1/cases/{case}", "/api/v1/cases/{case}?fields=section", "/cases",
             "/api/v1/cases?limit=500", "/api/v1/cases.csv", "/lists?purpose=un_submission", "/lists.txt?purpose=un_submission",
             "/lists.csv?purpose=un_submission", "/returns", "/api/v1/lists?purpose=un_submission",
             "/ko/lists.txt?receiving_state=&purpose=un_submission"]
)  # fmt: skip
def test_each_case_in_an_answer_has_one_entry_by_its_viewer_under_the_grant(house, path):
    path = path.format(case=_case(house))
    house.clock.on(minutes=1)
    before = len(_rows(house))
    answer = house.reader.get(path)
    assert answer.status == 200
    written = _rows(house)[before:]
    cases = {row[0] for row in _vetted(house).rows("SELECT id FROM case_row")}
    shown = {found for found in re.findall(r"[0-9a-z]{16}", answer.text) if found in cases}
    objects = [row.object for row in written]
    assert len(objects) == len(set(objects))
    assert shown <= set(objects)
    if "lists.txt" in path:
        assert len(objects) >= len(re.findall(r"^\d+\. ", answer.text, re.MULTILINE)) - 40 and objects
    for row in written:
        assert (row.viewer, row.kind, row.edition) == (house.reader.id, "view", _vetted(house).content)
        assert re.fullmatch("[0-9a-z]{16}", row.grant)


def test_if_the_entry_cannot_be_written_nothing_goes_out(house, monkeypatch):
    def broken(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(access_log, "write", broken)
    for path in (f"/cases/{_case(house)}", "/api/v1/cases.csv", "/lists.txt?purpose=un_submission", "/api/v1/cases"):
        answer = house.reader.get(path)
        assert answer.status == 500
        assert not [name for name in _names(house) if name in answer.text]


def test_an_answer_of_a_kind_that_the_witness_cannot_read_does_not_go_out(house):
    async def ask(media: bytes):
        sent = []

        async def app(scope, receive, send):
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", media)]})
            await send({"type": "http.response.body", "body": b"\x00\x01"})

        async def send(message):
            sent.append(message)

        visitor = SimpleNamespace(opened={Level.VETTED: _vetted(house)})
        scope = {"type": "http", "path": "/somewhere", "query_string": b"", "state": {"here": visitor}}
        await witness.Witness(app)(scope, None, send)
        return sent

    import asyncio  # noqa: PLC0415

    with pytest.raises(witness.UnreadAnswer):
        asyncio.run(ask(b"application/pdf"))
    assert asyncio.run(ask(b"text/html"))


def test_reading_the_researcher_edition_writes_no_view_and_the_log_has_no_names(house):
    house.step_up(house.reader)
    house.reader.post("/account/edition", level="researcher")
    before = len(_rows(house))
    assert house.reader.get("/cases").status == 200
    assert len(_rows(house)) == before
    house.read(house.reader, Level.VETTED)
    text = " ".join(str(tuple(row)) for row in _rows(house))
    assert [name for name in _names(house) if name in text] == []


def test_matching_ones_own_list_shows_and_logs_the_hits_alone(house):
    documents = [json.loads(r[0]) for r in _vetted(house).rows("SELECT document FROM case_row")]
    mine = next(d for d in documents if d["name"] and d["name"].get("hangul") and "○" not in d["name"]["hangul"])
    house.step_up(house.reader)
    before = len(_rows(house))
    answer = house.reader.post("/account/match", names=f"{mine['name']['hangul']}\nQqq Zzzyx\n")
    assert answer.status == 200 and mine["id"] in answer.text and "no match" in answer.text
    written = _rows(house)[before:]
    assert {row.kind for row in written} == {"match"}
    cases = {row[0] for row in _vetted(house).rows("SELECT id FROM case_row")}
    assert {row.object for row in written} == {i for i in re.findall(r"[0-9a-z]{16}", answer.text) if i in cases}


def test_names_are_searched_by_a_form_and_never_in_an_address(house):
    for path in (
        "/cases?name=Kim",
        "/cases?q=Kim",
        "/api/v1/cases?name=Kim",
        "/api/v1/facets?q=Kim",
        "/ko/cases?name=Kim",
    ):
        answer = house.reader.get(path)
        assert answer.status == 400 and "Kim" not in answer.text
    answer = house.reader.post("/account/search", page="/cases", name="Kim")
    assert answer.status == 200


def test_a_steward_sees_who_saw_whom_and_a_burst_is_marked(house):
    house.reader.get("/api/v1/cases.csv")
    shown = house.first.get("/access-log").text
    assert house.reader.id in shown and "burst" in shown.partition("</thead>")[2]
    case = _case(house)
    assert house.reader.id in house.first.get(f"/access-log/cases/{case}").text
    assert house.first.get(f"/access-log/viewers/{house.reader.id}").status == 200
    assert not [name for name in _names(house) if name in shown]


def test_a_stewards_own_edition_stays_public_however_much_they_manage(house):
    assert "You read the public edition" in house.first.get("/cases").text
    assert house.first.get(f"/cases/{_case(house)}").status == 404


def test_an_export_is_marked_logged_row_by_row_and_found_again_by_its_order(house):
    from app.accounts.fingerprints import whose  # noqa: PLC0415

    house.step_up(house.reader)
    before = len(_rows(house))
    answer = house.reader.post("/account/export", agreed="yes")
    lines = answer.text.splitlines()
    copy = re.search(r"Copy (\w+), given to (\w+)", lines[0])
    assert copy[2] == house.reader.id
    order = [line.split(",")[0].strip('"') for line in lines[3:]]
    written = _rows(house)[before:]
    assert sorted(row.object for row in written) == sorted(order) and {row.kind for row in written} == {"export"}
    assert whose(house.books.keys, ["other0000000copy", copy[1]], order) == [copy[1]]
    assert whose(house.books.keys, ["other0000000copy", copy[1]], order[10:60]) == [copy[1]]
    assert whose(house.books.keys, [copy[1]], sorted(order)) == []


def _names(host) -> set[str]:
    documents = [json.loads(row[0]) for row in _vetted(host).rows("SELECT document FROM case_row")]
    return {d["name"]["hangul"] for d in documents if d["name"] and len(d["name"].get("hangul") or "") > 2}
