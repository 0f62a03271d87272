"""What is read aloud is heard by everybody: no list of a member's to be read aloud tells more than the public edition, whatever they
read. A list for a submission is made of their edition, says so, and is on record.
"""

from __future__ import annotations

import json
import re

import pytest

from app.accounts import access_log
from app.codebook.levels import Form, Level
from tests.homes import shipped_home
from tests.members.host import Host

WAYS = ("/lists", "/ko/lists", "/lists.txt", "/lists.csv", "/ko/lists.txt", "/ko/lists.csv", "/api/v1/lists")
ASKED = ("", "?receiving_state=", "?order=name", "?purpose=reading_aloud&receiving_state=")
LEVELS = (Level.RESEARCHER, Level.VETTED)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    host = Host(shipped_home(tmp_path_factory.mktemp("aloud") / "home"))
    first, second = host.joined("first", "steward"), host.joined("second", "reviewer")
    host.reader = host.joined("reader")
    host.cleared(host.reader, Level.VETTED, first, second)
    return host


def _edition(host, level):
    return host.house.shelves[level]().current()


def _documents(host, level):
    return {row[0]: json.loads(row[1]) for row in _edition(host, level).rows("SELECT id, document FROM case_row")}


def _printed(documents) -> set[str]:
    names = [document["name"] or {} for document in documents.values()]
    return {name[part] for name in names for part in ("latin", "hangul", "other") if len(name.get(part) or "") > 2}


@pytest.fixture(params=LEVELS, ids=lambda level: level.code)
def reader(request, house):
    house.clock.on(minutes=16)
    house.sign_in(house.reader, "reader", house.code(house.reader))
    house.read(house.reader, request.param)
    house.level = request.param
    return house.reader


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_read_aloud_is_as_the_public_edition_has_it(house, reader, way, asked):
    before = _seen(house)
    answer = reader.get(way + asked)
    public, mine = _documents(house, Level.PUBLIC), _documents(house, house.level)
    told = set(re.findall(r"[0-9a-z]{16}", answer.text)) & (public.keys() | mine.keys())
    assert answer.status == 200 and (told or "txt" in way)
    assert told <= public.keys()
    assert [name for name in _printed(mine) - _printed(public) if _stands(name, answer.text)] == []
    assert _seen(house) == before  # nothing of the vetted edition is in it, so nothing is on record


@pytest.mark.parametrize("way", WAYS)
def test_a_list_for_a_submission_says_that_it_is_not_public(house, reader, way):
    before = _seen(house)
    answer = reader.get(f"{way}?purpose=un_submission&receiving_state=")
    assert answer.status == 200
    code, korean = house.level.code, way.startswith("/ko")
    if way.endswith(("txt", "csv")):
        assert f"casebook-list-{code}-" in answer.headers["content-disposition"]
    if "api" in way:
        assert json.loads(answer.text)["edition"]["level"] == code
    elif not way.endswith("csv"):
        assert ("공개되지 않은" if korean else "not public") in answer.text
    if house.level is Level.VETTED:
        only_here = _printed(_documents(house, Level.VETTED)) - _printed(_documents(house, Level.PUBLIC))
        assert any(_stands(name, answer.text) for name in only_here)
        assert _seen(house) > before


def test_a_vetted_page_withholds_no_name_that_it_shows_and_says_what_the_public_sees(house, reader):
    described = [d for d in _documents(house, house.level).values() if d["form"] != Form.FULL]
    assert described
    for document in described:
        told = reader.get(f"/cases/{document['id']}").text
        assert not document["name"] or "The name of this person is withheld here" not in told
        assert ("How this person appears in public was decided" in told) is (house.level is Level.VETTED)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _seen(host) -> int:
    with host.books.reading() as session:
        return len(session.execute(access_log.ENTRY.select()).all())
