"""Routes of rooms, put into an application one by one.

`include_router` would keep them behind an object of its own, where the walk over the table of policies could not see them.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.web.language import PREFIXES


def add_in_each_language(app: FastAPI, rooms: Iterable[ModuleType]) -> None:
    """Every page of the rooms under every language's prefix, in `app.routes` itself. A room is a module with a `router`."""
    known = list(rooms)
    for prefix in PREFIXES.values():
        for route in (route for room in known for route in room.router.routes):
            if isinstance(route, APIRoute):
                app.add_api_route(
                    prefix + route.path, route.endpoint, methods=sorted(route.methods or ()), include_in_schema=False
                )
