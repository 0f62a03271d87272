"""All reading routes: pages in each language, downloads, the API, static files. Both applications take them from
here.
"""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.web.language import PREFIXES
from app.web.reading import cases, codebook, corrections, home, lists, pictures, returns, sources, static, words
from app.web.reading.api import cases as api_cases
from app.web.reading.api import description, holdings

PAGES = (home, cases, returns, sources, codebook, lists, pictures, corrections, words)


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
                    app.add_api_route(prefix + route.path, route.endpoint, methods=["GET"], include_in_schema=False)
    for router in (api_cases.router, holdings.router, description.router, static.router):
        app.router.routes.extend(router.routes)
