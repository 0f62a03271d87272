"""Notes and to-dos on a record, outside any draft. They are shown on the record's page (`desk/notes.html`)."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from app.editing.errors import NotThere
from app.editing.record.notes import add_note, end_note, notes_of
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.house import acting
from app.web.desk.once import desk_router

router = desk_router()
FRONT = "front"
"""Where somebody goes on who is done with a to-do on the front page."""


@router.post("/records/{key}/notes")
def add(request: Request, key: str) -> Response:
    form = here(request).form
    with acting(request) as act:
        add_note(act.session, act.ring, act.person, key, form.get("kind", ""), form.get("text", ""), act.at)
    return led_on(f"/records/{key}#notes", "noted")


@router.post("/records/{key}/notes/{note}/done")
def done(request: Request, key: str, note: str) -> Response:
    """`then`: `front` where it was done on the front page, which is drawn again."""
    with acting(request) as act:
        if note not in {one.id for one in notes_of(act.session, act.ring, act.person, key)}:
            raise NotThere
        end_note(act.session, act.ring, act.person, note, act.at)
    return led_on("/" if here(request).form.get("then") == FRONT else f"/records/{key}#notes", "note_done")
