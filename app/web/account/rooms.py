"""All routes of the members' own pages, in each language."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.web.account import export, joining, own, passkeys, password, record, searching, signing, vetting
from app.web.language import PREFIXES

ROOMS = (signing, joining, own, password, passkeys, vetting, record, searching, export)


def add_account_routes(app: FastAPI) -> None:
    """Every route stands in `app.routes` itself, where the walk over the table of policies sees it."""
    for prefix in PREFIXES.values():
        for room in ROOMS:
            for route in room.router.routes:
                if isinstance(route, APIRoute):
                    app.add_api_route(
                        prefix + route.path,
                        route.endpoint,
                        methods=sorted(route.methods or ()),
                        include_in_schema=False,
                    )
