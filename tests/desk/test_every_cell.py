"""Every route of the desk as every kind of viewer, of its own, of others', and of nothing: the door's answer follows from the table."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from app.web.desk.policies import DESK_POLICIES

ABSENT = "0000000000000000"
KINDS = ("nobody", "plain", "vetted", "no factor", "editor", "reviewer", "steward")
AT_THE_DESK = {"editor", "reviewer", "steward"}
SIGNING_IN = {"/account/sign-in", "/account/sign-out", "/account/step-up", "/account/factor", "/account/edition"}


@pytest.fixture(scope="module")
def kinds(desk):
    members = desk.members
    return {
        "nobody": desk.here(members.browser()),
        "plain": desk.seat("plain", level=Level.PUBLIC),
        "vetted": desk.seat("vetted"),
        "no factor": desk.here(members.joined("unready", "editor", factor=False)),
        "editor": desk.seat("editor", "editor"),
        "reviewer": desk.seat("reviewer", "reviewer"),
        "steward": desk.seat("steward", "steward"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_route(desk, kinds, kind):
    browser, tried = kinds[kind], 0
    for method, path in sorted(DESK_POLICIES):
        if path in SIGNING_IN or path.startswith("/static/"):
            continue
        if tried % 30 == 29:
            desk.clock.on(minutes=1)  # the table's rates are tried elsewhere
        tried += 1
        where = path
        for name in ("key", "public_id", "ref", "receipt", "changeset", "other"):
            where = where.replace(f"{{{name}}}", ABSENT)
        where = where.replace("{level}", "public")
        status = (browser.get(where) if method == "GET" else browser.bare_post(where, csrf=browser.token())).status
        if kind == "nobody":
            assert status == (303 if method == "GET" else 403), (kind, method, path, status)
        elif kind == "no factor":
            assert status == 303, (kind, method, path, status)
        elif kind not in AT_THE_DESK:
            assert status == 404, (kind, method, path, status)
        elif "{" in path:
            assert status in (404, 403), (kind, method, path, status)
        else:
            assert status in (200, 303, 403, 422), (kind, method, path, status)
