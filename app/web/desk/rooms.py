"""All routes of the desk, and those of signing in that it shares with the members' application."""

from __future__ import annotations

from fastapi import FastAPI

from app.web.account import own, signing
from app.web.desk import front
from app.web.desk.acts import appearing
from app.web.desk.acts import page as acts
from app.web.desk.entry import correction, settling, source_level, writing
from app.web.desk.policies import SHARED
from app.web.desk.record import browsing, notes, pairs, past
from app.web.desk.review import proposals
from app.web.desk.withdrawal import hiding, letters
from app.web.policy import declared
from app.web.reading import static

PAGES = (
    front,
    proposals,
    appearing,
    writing,
    settling,
    correction,
    source_level,
    notes,
    browsing,
    acts,
    past,
    hiding,
    pairs,
    letters,
)
"""In the order in which their addresses are tried."""
LENT = (signing, own, static)
"""Pages of which only the routes in `SHARED` are here."""


def add_desk_routes(app: FastAPI) -> None:
    """Every route stands in `app.routes` itself, where the walk over the table of policies sees it."""
    for page in LENT:
        app.router.routes.extend(route for route in page.router.routes if set(declared([route])) <= set(SHARED))
    for page in PAGES:
        app.router.routes.extend(page.router.routes)
