"""All routes of the desk, and those of signing in that it shares with the members' application."""

from __future__ import annotations

from fastapi import FastAPI

from app.web.account import own, signing
from app.web.desk import (
    acts,
    front,
    hiding,
    letters,
    pairs,
    past,
    records,
    reviewing,
    writing,
    writing_correction,
    writing_notes,
    writing_settled,
)
from app.web.desk.policies import SHARED
from app.web.policy import declared
from app.web.reading import static

ROOMS = (
    front,
    reviewing,
    writing,
    writing_settled,
    writing_correction,
    writing_notes,
    records,
    acts,
    past,
    hiding,
    pairs,
    letters,
)
LENT = (signing, own, static)
"""Rooms of which only the routes in `SHARED` are here."""


def add_desk_routes(app: FastAPI) -> None:
    """Every route stands in `app.routes` itself, where the walk over the table of policies sees it."""
    for room in LENT:
        app.router.routes.extend(route for route in room.router.routes if set(declared([route])) <= set(SHARED))
    for room in ROOMS:
        app.router.routes.extend(room.router.routes)
