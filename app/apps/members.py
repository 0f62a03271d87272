"""The members' application: accounts, and the same reading pages over the edition that a member is cleared for.

Chooses an edition and decides nothing about what is in it. Must never import the vault, importing, publishing, disclosure or
the key ring: it holds accounts, two level keys, and nothing that could open a value of the record.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.routing import BaseRoute

from app.codebook.levels import Level
from app.editions.read.opening import Edition
from app.web import errors
from app.web.account.at_fault import AtFault
from app.web.account.door import Door, reading_level
from app.web.account.handed_back import handed_back
from app.web.account.headers import KeptNowhere
from app.web.account.here import Here, House, frame, here
from app.web.account.policies import MEMBERS_POLICIES
from app.web.account.rooms import add_account_routes
from app.web.account.searching import refuse_names
from app.web.account.witness import Witness
from app.web.errors import LastResort
from app.web.headers import Headers
from app.web.limits import Limits
from app.web.policy import POLICIES, require_policies
from app.web.reading.rooms import add_reading_routes
from app.web.reading.visit import Room, Viewer


@dataclass(frozen=True, slots=True)
class Member(Viewer):
    """A viewer with the visit behind it, where every edition that is opened is remembered."""

    here: Here


def create_app(house: House) -> FastAPI:
    """The application of a house; UndeclaredRoute if a route has no policy."""
    app = FastAPI(
        title="Casebook, members", version="1", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    app.state.room = Room(viewer=_viewer, edition=_edition, public=_public, frame=frame)
    app.state.address, app.state.noticeboard, app.state.letters = "", None, None
    add_account_routes(app)
    add_reading_routes(app)
    app.router.routes[:] = [route for route in app.routes if _offered(route)]
    errors.install(app)
    app.add_middleware(Witness)  # the last one added stands outermost
    app.add_middleware(AtFault, handed_back=handed_back)
    app.add_middleware(LastResort)
    app.add_middleware(Door, house=house, routes=app.routes, handed_back=handed_back)
    app.add_middleware(Limits)
    app.add_middleware(LastResort)
    app.add_middleware(KeptNowhere, secure=house.jar.secure)
    app.add_middleware(Headers, shared=False)
    require_policies(app.routes, MEMBERS_POLICIES)
    return app


def _viewer(request: Request) -> Viewer:
    refuse_names(request.query_params.multi_items())
    seen = here(request)
    return Member("member", reading_level(seen), seen)


def _edition(viewer: Viewer) -> Edition:
    return _opened(viewer, viewer.level)


def _public(viewer: Viewer) -> Edition:
    return _opened(viewer, Level.PUBLIC)


def _opened(viewer: Viewer, level: Level) -> Edition:
    if not isinstance(viewer, Member):
        raise TypeError("only members read here")
    return viewer.here.open(level)


def _offered(route: BaseRoute) -> bool:
    """Not what the public host's own store is for, frozen lists and vigils. What no table knows stays, and stops the start."""
    methods = set(getattr(route, "methods", None) or {"ANY"}) - {"HEAD"}
    keys = {(method, getattr(route, "path", "")) for method in methods}
    return not keys <= POLICIES.keys() - MEMBERS_POLICIES.keys()
