"""All reading routes: pages in each language, downloads, the API, static files. Both applications take them from
here.
"""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.web.language import PREFIXES
from app.web.reading import (
    cases,
    cite,
    codebook,
    corrections,
    counts,
    family,
    frozen,
    home,
    lists,
    pictures,
    returns,
    sources,
    static,
    vigils,
    words,
)
from app.web.reading.api import cases as api_cases
from app.web.reading.api import citation, description, holdings
from app.web.reading.api import counts as api_counts
from app.web.reading.api import names as api_names

PAGES = (
    home,
    cases,
    returns,
    sources,
    codebook,
    lists,
    counts,
    pictures,
    cite,
    corrections,
    words,
    frozen,
    vigils,
    family,
)


def add_reading_routes(app: FastAPI) -> None:
    """Pages under every language's prefix, and what has no language once. Every route stands in `app.routes`
    itself.

    `include_router` would keep them behind an object of its own, where the walk over the policy table could not see
    them.
    """
    for prefix in PREFIXES.values():
        for room in PAGES:
            for route in room.router.routes:
                if isinstance(route, APIRoute):
                    app.add_api_route(
                        prefix + route.path,
                        route.endpoint,
                        methods=sorted(route.methods or ()),
                        include_in_schema=False,
                    )
    api = (api_cases, api_counts, api_names, citation, holdings, description, static)
    for router in (room.router for room in api):
        app.router.routes.extend(router.routes)
