"""Every route has its row, and an application with one that has none does not start."""

from __future__ import annotations

import pytest
from fastapi import APIRouter, FastAPI
from starlette.routing import Mount

from app.apps.public import create_app
from app.codebook.levels import Level
from app.editions.read.shelf import Shelf
from app.web.policy import POLICIES, UndeclaredRoute, declared, require_policies


def test_routes_and_rows_are_the_same(app):
    assert set(declared(app.routes)) == set(POLICIES)


def test_every_row_is_for_anyone_at_public_and_names_a_rate(app):
    for policy in POLICIES.values():
        assert (policy.role, policy.level, policy.audited) == ("anyone", Level.PUBLIC, False)
        assert policy.rate in {"page", "api", "download", "static", "form"}


async def _new() -> None: ...


def test_a_new_route_stops_the_application(place):
    app = create_app(Shelf(place))
    app.add_api_route("/new", _new)
    with pytest.raises(UndeclaredRoute, match="GET /new"):
        require_policies(app.routes)


def test_a_mount_and_a_hidden_router_stop_it_too(place):
    app = create_app(Shelf(place))
    app.router.routes.append(Mount("/files", app=FastAPI()))
    with pytest.raises(UndeclaredRoute, match="ANY /files"):
        require_policies(app.routes)
    other = create_app(Shelf(place))
    router = APIRouter()
    router.add_api_route("/cases", _new)  # the path has a row, yet nobody could see what else the router holds
    other.include_router(router, prefix="/more")
    with pytest.raises(UndeclaredRoute):
        require_policies(other.routes)


def test_the_frameworks_own_pages_are_off(read):
    for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
        assert read(path).status_code == 404
