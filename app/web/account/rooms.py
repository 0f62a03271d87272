"""All routes of the members' own pages."""

from __future__ import annotations

from fastapi import FastAPI

from app.web.account import export, joining, own, record, searching, signing, vetting

ROOMS = (signing, joining, own, vetting, record, searching, export)


def add_account_routes(app: FastAPI) -> None:
    """Every route stands in `app.routes` itself, where the walk over the table of policies sees it."""
    for room in ROOMS:
        app.router.routes.extend(room.router.routes)
