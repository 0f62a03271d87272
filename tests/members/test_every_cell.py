"""Every route as every kind of viewer, on what is theirs, what is others', what is hidden and what is not there: one status each, which
follows from the table of policies.
"""

from __future__ import annotations

import pytest

from app.web.account.door import FACTOR_PAGES
from app.web.account.policies import MEMBERS_POLICIES
from app.web.language import unprefixed
from app.web.policy import declared
from tests.members.cells import ENDING, GETS, KINDS, POSTS, Cells, at_the_door, when_read, when_sent

NEEDED = {"counts": "?by=sex", "citation": "?of=edition"}
"""Parameters without which a route answers 400."""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return Cells(tmp_path_factory.mktemp("cells") / "home")


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    monkeypatch.setattr("app.web.account.door.RATES", dict.fromkeys({p.rate for p in MEMBERS_POLICIES.values()}, 10**9))


def _every(house, kind, paths):
    """The cells of a kind: route, object, address."""
    return [(path, thing, where) for path in paths for thing, where in house.objects(kind, path).items()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_route_that_can_be_read(house, kind):
    browser = house.back(kind, fresh=True)
    cells = _every(house, kind, GETS)
    found, heads, expected = {}, {}, {}
    for path, thing, where in cells:
        asked = where + NEEDED.get(path.rpartition("/")[2].partition(".")[0], "")
        expected[path, thing] = at_the_door(kind, "GET", path, where, fresh=True) or when_read(kind, path, thing)
        found[path, thing] = browser.get(asked).status
        heads[path, thing] = browser.get(asked, method="HEAD").status
    assert found == expected
    assert heads == expected
    assert len(found) == len(cells) and {path for path, _ in found} == set(GETS)


@pytest.mark.parametrize("fresh", [False, True], ids=["no fresh factor", "a fresh factor"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_route_that_takes_a_form(house, kind, fresh):
    house.no_attempts()
    house.back(kind)
    house.host.clock.on(minutes=0 if fresh else 6)  # no step-up is fresh any more
    cells = _every(house, kind, POSTS)
    cells.sort(key=lambda cell: unprefixed(cell[0]) in ENDING)
    house.back(kind, fresh=fresh)
    found, expected = {}, {}
    for path, thing, where in cells:
        browser = house.back(kind, fresh=fresh) if unprefixed(path) in ENDING else house.kinds[kind]
        expected[path, thing] = at_the_door(kind, "POST", path, where, fresh=fresh) or when_sent(kind, path, thing)
        found[path, thing] = browser.bare_post(where, csrf=house.token(kind)).status
        if unprefixed(path) == "/emergency-stop":
            house.opened_again()
    assert found == expected
    assert len(found) == len(cells) and {path for path, _ in found} == set(POSTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_unsafe_route_without_token_or_from_elsewhere_is_refused(house, kind):
    browser = house.back(kind)
    token = house.token(kind)
    assert len(token) == 64
    for path, thing, where in _every(house, kind, POSTS):
        assert browser.bare_post(where).status == 403, (where, thing)
        assert browser.bare_post(where, csrf="0" * 64).status == 403, (path, thing)
        assert browser.bare_post(where, origin="http://elsewhere.test", csrf=token).status == 403, where
        assert browser.bare_post(where, origin="null", csrf=token).status == 403, where


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_is_answered_anywhere(house, method):
    for kind in ("nobody", "steward"):
        browser = house.back(kind)
        headers = {"origin": "http://localhost:8001", "x-csrf-token": house.token(kind)}
        for path, thing, where in _every(house, kind, sorted({*GETS, *POSTS})):
            expected = (
                405 if kind == "steward" else 401 if where.startswith("/api/") or path == "/openapi.json" else 303
            )
            assert browser.ask(method, where, b"", headers).status == expected, (kind, where, thing)
            assert browser.ask(method, where, b"", {}).status == 403, (kind, where, thing)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_learns_anything_by_asking_what_may_be_asked(house, kind):
    """OPTIONS, as every kind of viewer: who is not signed in gets the one answer, everybody else that there is none."""
    browser = house.back(kind)
    headers = {"origin": "http://localhost:8001", "x-csrf-token": house.token(kind)}
    for path, thing, where in _every(house, kind, sorted({*GETS, *POSTS})):
        api = where.startswith("/api/") or path == "/openapi.json"
        shut = kind == "nobody" or (kind == "no factor" and unprefixed(path) not in FACTOR_PAGES)
        expected = (405 if not shut else 303) if not api else {"nobody": 401, "no factor": 404}.get(kind, 405)
        assert browser.ask("OPTIONS", where, b"", headers).status == expected, (where, thing)


def test_routes_and_rows_are_the_same(house):
    assert set(declared(house.host.app.routes)) == set(MEMBERS_POLICIES)
