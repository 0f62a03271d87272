"""Every route as every kind of viewer, against what they have, what others have, what is hidden and what is not there: the status
follows from the table of policies alone.
"""

from __future__ import annotations

import pytest

from app.accounts.roles import APPROVERS
from app.accounts.tokens import make_token
from app.codebook.levels import Level
from app.web.account.policies import MEMBERS_POLICIES, RATES
from app.web.headers import is_api
from app.web.language import unprefixed
from app.web.policy import declared
from tests.homes import shipped_home
from tests.members.host import Host

ABSENT = "0000000000000000"
OPEN_FORMS = {"/account/sign-in": 403}
"""What an empty form gets from a route that anyone may use."""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """One host with a person of each kind."""
    host = Host(shipped_home(tmp_path_factory.mktemp("cells") / "home"))
    steward, other = host.joined("steward", "steward"), host.joined("other", "steward")
    kinds = {
        "nobody": host.browser(),
        "plain": host.joined("plain"),
        "editor": host.joined("editor", "editor"),
        "reviewer": host.joined("reviewer", "reviewer"),
        "steward": steward,
        "researcher": host.joined("researcher", factor=False),
        "vetted": host.joined("vetted"),
        "expired": host.joined("expired"),
        "no factor": host.joined("unready", "steward", factor=False),
    }
    host.cleared(kinds["researcher"], Level.RESEARCHER, steward)
    host.cleared(kinds["expired"], Level.VETTED, steward, other, days=1)
    host.clock.on(days=1)
    for name in ("steward", "other"):
        browser = {"steward": steward, "other": other}[name]
        host.sign_in(browser, name, host.code(browser))
    host.sign_in(kinds["vetted"], "vetted", host.code(kinds["vetted"]))
    host.cleared(kinds["vetted"], Level.VETTED, steward, other)
    host.sign_in(kinds["vetted"], "vetted", host.code(kinds["vetted"]))
    host.read(kinds["vetted"], Level.VETTED)
    host.kinds = kinds
    host.other = other
    return host


def _ids(host) -> dict[str, dict[str, str]]:
    """For each placeholder an object that all may see, one that only the vetted edition has, and one that is not there."""
    public, vetted = (host.house.shelves[level]().current() for level in (Level.PUBLIC, Level.VETTED))
    found = {}
    for name, table in (("case_id", "case_row"), ("event_id", "event_row"), ("source_id", "source_row")):
        shown = {row[0] for row in public.rows(f"SELECT id FROM {table}")}
        all_of_them = {row[0] for row in vetted.rows(f"SELECT id FROM {table}")}
        hidden = sorted(all_of_them - shown) or [ABSENT]
        found[name] = {"shown": min(shown), "hidden": hidden[0], "absent": ABSENT}
    return found


def _may(host, kind: str, role: str) -> bool:
    roles = {"editor": {"editor"}, "reviewer": {"reviewer"}, "steward": {"steward"}, "no factor": {"steward"}}.get(
        kind, set()
    )
    return {
        "anyone": True,
        "member": kind != "nobody",
        "vetted": kind == "vetted",
        "approver": bool(roles & {str(r) for r in APPROVERS}),
    }.get(role, role in roles)


def _expected_at_the_door(host, kind: str, key: tuple[str, str], path: str) -> int | None:
    """What the table says; None where the route itself answers."""
    policy = MEMBERS_POLICIES[key]
    if policy.role == "anyone":
        return None
    if kind == "nobody":
        return 401 if is_api(path) else 303
    if kind == "no factor" and unprefixed(path) not in ("/account/factor", "/account/sign-out"):
        return 404 if is_api(path) else 303
    if not _may(host, kind, policy.role):
        return 404
    if policy.step_up:
        return 303
    return None


GETS = sorted(path for method, path in MEMBERS_POLICIES if method == "GET")
POSTS = sorted(path for method, path in MEMBERS_POLICIES if method == "POST")
KINDS = ("nobody", "plain", "editor", "reviewer", "steward", "researcher", "vetted", "expired", "no factor")


def _back(host, kind):
    """Sign the kind in again where the clock has gone on, without a fresh factor."""
    browser = host.kinds[kind]
    there = "/account/factor" if kind == "no factor" else "/account"
    if kind == "nobody" or browser.get(there).status == 200:
        return browser
    host.sign_in(browser, {"no factor": "unready"}.get(kind, kind), host.code(browser) if browser.seed else "")
    if kind == "vetted":
        host.read(browser, Level.VETTED)
    return browser


@pytest.mark.parametrize("kind", KINDS)
def test_every_get_route(house, kind):
    ids = _ids(house)
    house.clock.on(minutes=6)  # no step-up is fresh any more
    browser = _back(house, kind)
    asked = 0
    for path in GETS:
        for thing in ("shown", "hidden", "absent"):
            if thing != "shown" and "{" not in path:
                continue
            where = path
            for name, of in ids.items():
                where = where.replace(f"{{{name}}}", of[thing])
            where = where.replace("{secret}", "no-such-invitation").replace("{account_id}", house.other.id)
            where = where.replace("{name}.{kind}", "map.svg" if thing == "shown" else "nothing.svg")
            where = where.replace("{name}", "map" if thing == "shown" else "nothing")
            if asked % 15 == 14:
                house.clock.on(minutes=1)  # the table's rates are tried elsewhere
            browser = _back(house, kind) if asked % 60 == 59 else browser
            asked += 1
            status = browser.get(where + _needed(path, ids, thing)).status
            expected = _expected_at_the_door(house, kind, ("GET", path), where)
            if expected is None:
                expected = _of_the_object(kind, path, thing)
            assert status in (expected if isinstance(expected, tuple) else (expected,)), (kind, where, status, expected)


def _needed(path: str, ids, thing: str) -> str:
    """Parameters without which a route answers 400."""
    if path in ("/api/v1/counts", "/api/v1/counts.json", "/api/v1/counts.csv"):
        return "?by=sex"
    if path == "/api/v1/citation":
        return "?of=edition"
    return ""


def _of_the_object(kind: str, path: str, thing: str):  # noqa: PLR0911
    """The status of an object: there, or not there; what only the vetted edition has is there for the vetted alone."""
    path = unprefixed(path)
    if path == "/join/{secret}" or path.startswith("/static/"):
        return 404
    if path == "/account/export":
        return 200 if kind in ("researcher", "vetted") else 404
    if path == "/corrections.json" or path.endswith("/corrections.json"):
        return (200, 404)
    if "{" not in path or path.startswith("/access-log"):
        return 200
    if "{name}" in path:
        return 200 if thing == "shown" else 404
    if thing == "absent":
        return 404
    if thing == "hidden":
        return 200 if kind == "vetted" and "source" not in path else (200, 404) if "source" in path else 404
    return (200, 404) if kind == "researcher" else 200


@pytest.mark.parametrize("kind", KINDS)
def test_every_post_route_with_a_token_of_its_own_page(house, kind):
    browser = _back(house, kind)
    house.clock.on(minutes=6)  # no step-up is fresh any more
    for n, path in enumerate(
        p
        for p in POSTS
        if unprefixed(p)
        not in ("/account/sign-out", "/account/sessions", "/emergency-stop", "/people/{account_id}/revoke")
    ):
        where = path.replace("{account_id}", ABSENT).replace("{request_id}", ABSENT).replace("{token_id}", ABSENT)
        where = where.replace("{secret}", "no-such-invitation")
        if n % 8 == 7:
            house.clock.on(minutes=1)
        page = "/account/sign-in" if kind == "nobody" else "/account/factor" if kind == "no factor" else "/account"
        if kind not in ("nobody", "no factor"):
            browser = _back(house, kind)  # the clock goes on
        status = browser.post(where, page=page).status
        expected = _expected_at_the_door(house, kind, ("POST", path), where)
        if expected is None:
            expected = (200, 303, 400, 403, 404, 422)
            assert status in expected, (kind, where, status)
        else:
            assert status == expected, (kind, where, status, expected)


@pytest.mark.parametrize("kind", KINDS)
def test_every_unsafe_route_without_token_or_from_elsewhere_is_refused(house, kind):
    browser = _back(house, kind)
    page = "/account/sign-in" if kind == "nobody" else "/account/factor"
    shown = browser.get(page).text
    token = shown.partition('name="csrf" value="')[2].partition('"')[0]
    assert len(token) == 64
    for path in POSTS:
        where = (
            path.replace("{account_id}", house.other.id).replace("{request_id}", ABSENT).replace("{token_id}", ABSENT)
        )
        where = where.replace("{secret}", "x")
        assert browser.bare_post(where).status == 403, where
        assert browser.bare_post(where, csrf="0" * 64).status == 403, where
        assert browser.bare_post(where, origin="http://elsewhere.test", csrf=token).status == 403, where
        assert browser.bare_post(where, origin="null", csrf=token).status == 403, where


def test_routes_and_rows_are_the_same(house):
    assert set(declared(house.app.routes)) == set(MEMBERS_POLICIES)


def test_a_strangers_answer_is_the_same_for_what_is_there_and_what_is_not(house):
    browser = house.browser()
    ids = _ids(house)["case_id"]
    for base in ("/cases/", "/api/v1/cases/", "/people/", "/nothing/"):
        answers = {
            (a.status, a.body, tuple(sorted(a.headers.items()))) for a in (browser.get(base + i) for i in ids.values())
        }
        assert len(answers) == 1
    assert browser.get("/no-such-page").status == browser.get("/cases").status == 303


def test_a_token_reads_what_it_says_and_never_the_vetted_edition(house):
    vetted = _back(house, "vetted")
    with house.books.writing() as session:
        secret = make_token(session, vetted.id, "script", "read:researcher", 3, house.clock())
    asked = {"authorization": f"Bearer {secret}"}
    stranger = house.browser()
    assert b'"level":"researcher"' in stranger.ask("GET", "/api/v1/edition", b"", asked).body
    hidden = _ids(house)["case_id"]["hidden"]
    assert stranger.ask("GET", f"/api/v1/cases/{hidden}", b"", asked).status == 404
    assert stranger.ask("GET", "/account", b"", asked).status == 303  # a token opens the API alone
    assert stranger.ask("GET", "/api/v1/edition", b"", {"authorization": "Bearer casebook_wrong"}).status == 401
    house.clock.on(days=3)
    assert stranger.ask("GET", "/api/v1/edition", b"", asked).status == 401


def test_requests_beyond_the_rate_of_their_class_wait(house):
    browser = house.browser()
    house.clock.on(minutes=2)
    for _ in range(RATES["door"]):
        assert browser.get("/account/sign-in").status == 200
    assert browser.get("/account/sign-in").status == 429
    house.clock.on(minutes=1)
    assert browser.get("/account/sign-in").status == 200
