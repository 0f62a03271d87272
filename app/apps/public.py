"""The public application: reading pages and API over the public edition, and nothing else in its process.

Must never import vault, accounts, editing, importing, matching, publishing, editions.build or disclosure. For
uvicorn: `uvicorn --factory app.apps.public:from_environment --no-server-header --no-date-header`.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI

from app.editions.errors import MissingEdition
from app.editions.read.shelf import Shelf
from app.keys.letters import LetterSealer, read_public_key
from app.keys.verify import Verifier
from app.noticeboard.opening import Noticeboard, open_noticeboard
from app.sharing.printing.press import Press
from app.web import errors
from app.web.errors import LastResort
from app.web.headers import Headers
from app.web.limits import Limits
from app.web.policy import require_policies
from app.web.reading.rooms import add_reading_routes
from app.web.reading.visit import ANYONE, Room

EDITION = "CASEBOOK_EDITION"
VERIFY_KEY = "CASEBOOK_VERIFY_KEY"
ADDRESS = "CASEBOOK_ADDRESS"
NOTICEBOARD = "CASEBOOK_NOTICEBOARD"
LETTERS_KEY = "CASEBOOK_LETTERS_KEY"
DESCRIPTION = "Forcibly repatriated refugees: cases, each value beside its sources. Read-only, no key, no script."


def create_app(
    shelf: Shelf, address: str = "", noticeboard: Noticeboard | None = None, letters: LetterSealer | None = None
) -> FastAPI:
    """The application over a shelf of public editions; UndeclaredRoute if a route has no policy.

    `address`: the house's own, such as https://casebook.example, for citations; nothing is taken from a request's Host.
    `noticeboard`: the host's own small store; without one nothing can be frozen, and no letter is taken.
    `letters`: the desk's public key; without it the family's door is closed and says so.
    """
    app = FastAPI(
        title="Casebook", version="1", description=DESCRIPTION, openapi_url=None, docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    app.state.room = room_of(shelf)
    app.state.address = address.rstrip("/")
    app.state.noticeboard = noticeboard
    app.state.letters = letters
    app.state.press = Press()
    app.state.today = lambda: datetime.now(UTC).date().isoformat()
    add_reading_routes(app)
    errors.install(app)
    for layer in (LastResort, Limits, Headers):  # the last one added stands outermost
        app.add_middleware(layer)
    require_policies(app.routes)
    return app


def room_of(shelf: Shelf) -> Room:
    """Anyone reads the edition that the shelf holds at the moment."""
    return Room(viewer=lambda _: ANYONE, edition=lambda _: shelf.current(), public=lambda _: shelf.current())


def from_environment() -> FastAPI:
    """The application as the environment names its edition (a manifest or an edition file) and, if any, the house's
    key file.
    """
    place = os.environ.get(EDITION)
    if not place:
        raise MissingEdition(f"Set {EDITION} to the manifest or the file of a public edition.")
    key = os.environ.get(VERIFY_KEY)
    shelf = Shelf(Path(place), Verifier.from_file(Path(key)) if key else None)
    board, letters = os.environ.get(NOTICEBOARD), os.environ.get(LETTERS_KEY)
    return create_app(
        shelf,
        os.environ.get(ADDRESS, ""),
        open_noticeboard(Path(board)) if board else None,
        read_public_key(Path(letters)) if letters else None,
    )
