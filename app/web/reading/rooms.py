"""All reading routes: pages in each language, downloads, the API, static files. Both applications take them from
here.
"""

from __future__ import annotations

from fastapi import FastAPI

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
from app.web.routes import add_in_each_language

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
    """Pages under every language's prefix, and what has no language once. Every route stands in `app.routes` itself."""
    add_in_each_language(app, PAGES)
    api = (api_cases, api_counts, api_names, citation, holdings, description, static)
    for router in (room.router for room in api):
        app.router.routes.extend(router.routes)
