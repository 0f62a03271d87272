"""The desk's application: where editors and reviewers write the record. The one application that holds the vault and its keys.

It belongs on a host that only the house can reach. It serves no edition, and no page of it is for anybody without a role.
"""

from __future__ import annotations

from fastapi import FastAPI

from app.web import errors
from app.web.account.at_fault import AtFault
from app.web.account.door import Door
from app.web.account.headers import KeptNowhere
from app.web.desk import pages
from app.web.desk.entry.handed_back import handed_back
from app.web.desk.house import FORMS, DeskHouse
from app.web.desk.policies import DESK_POLICIES
from app.web.desk.rooms import add_desk_routes
from app.web.desk.witness import DeskWitness
from app.web.errors import InPlace, LastResort
from app.web.headers import Headers
from app.web.limits import Limits
from app.web.policy import require_policies


def create_app(house: DeskHouse) -> FastAPI:
    """The application of a house; UndeclaredRoute if a route has no policy."""
    app = FastAPI(
        title="Casebook, the desk", version="1", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    add_desk_routes(app)
    errors.install(app)
    pages.install(app)
    app.add_middleware(DeskWitness)  # the last one added stands outermost
    app.add_middleware(AtFault, handed_back=handed_back)
    app.add_middleware(LastResort)
    app.add_middleware(
        Door, house=house, routes=app.routes, policies=DESK_POLICIES, most=FORMS, handed_back=handed_back
    )
    app.add_middleware(Limits)
    app.add_middleware(LastResort)
    app.add_middleware(KeptNowhere, secure=house.jar.secure)
    app.add_middleware(Headers, shared=False)
    app.add_middleware(InPlace, place=house.place)
    require_policies(app.routes, DESK_POLICIES)
    return app
