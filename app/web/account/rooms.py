"""All routes of the members' own pages, in each language."""

from __future__ import annotations

from fastapi import FastAPI

from app.web.account import asking, export, joining, own, passkeys, password, record, searching, signing, vetting
from app.web.routes import add_in_each_language

ROOMS = (signing, joining, own, asking, password, passkeys, vetting, record, searching, export)


def add_account_routes(app: FastAPI) -> None:
    """Every route stands in `app.routes` itself, where the walk over the table of policies sees it."""
    add_in_each_language(app, ROOMS)
