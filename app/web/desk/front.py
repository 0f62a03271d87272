"""The front page: what waits for whoever has come. And the search over drafts, by POST, since names must not stand in an address."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.codebook.levels import Level
from app.editing.drafts.naming import called
from app.editing.people import Role
from app.editing.record.todos import open_todos
from app.editing.review.waiting import ProposalLine, proposals_seen, waits_for
from app.editing.withdrawal.letters import Waiting
from app.noticeboard.errors import NoticeboardError
from app.web.account.here import here
from app.web.account.pages import move_on
from app.web.desk.house import Act, DeskHouse, actors, house_of, looked, looking, person_of
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only
from app.web.desk.withdrawal.letters import how_many

router = desk_router()


@router.get("/")
def front(request: Request) -> Response:
    only(request)
    seen = here(request)
    shown = looked(request, lambda act: _waits(request, act))
    letters, letters_amiss = _letters(request)
    levels = [level.code for level in (Level.PUBLIC, Level.RESEARCHER, Level.VETTED) if level <= seen.cleared]
    return desk_page(
        request, "front", title="What waits for you", entry="front", levels=levels, letters=letters,
        letters_amiss=letters_amiss, may_edit=Role.EDITOR in person_of(seen).roles, **shown,
    )  # fmt: skip


def _letters(request: Request) -> tuple[Waiting | None, str]:
    """How many letters wait, or why that cannot be told: a noticeboard that fails keeps nobody from the rest of the page."""
    try:
        return how_many(request), ""
    except NoticeboardError as problem:
        return None, str(problem)


def _waits(request: Request, act: Act) -> dict[str, Any]:
    """All that waits in the record, what those whom it concerns are called, and who wrote the to-dos."""
    waits = waits_for(act.session, act.ring, act.person, act.at)
    todos, more = open_todos(act.session, act.ring, act.person)
    concerned = {key for key, _ in waits.due} | {one.public_id for one in waits.to_confirm}
    concerned |= {key for one in waits.to_decide for key in one.people}
    concerned |= {one.page for one in todos}
    names = called(act.session, act.ring, concerned, act.person.clearance)
    who = actors(request, act, {one.note.author for one in todos})
    return {"waits": waits, "todos": todos, "more_todos": more, "names": names, "who": who}


@router.get("/account")
def to_the_front(request: Request) -> Response:
    """Where the pages of signing in lead to."""
    only(request)
    return move_on("/")


@router.get("/search")
def to_the_search(request: Request) -> Response:
    """Whoever comes to the address of what was found has no words with them: these stand in no address."""
    only(request)
    return move_on("/")


@router.post("/search")
def search(request: Request) -> Response:
    """Drafts in which all the words stand, or which name somebody who is called so, within one's clearance."""
    words = here(request).form.get("words", "")
    with looking(request) as act:
        found = _found(act, house_of(here(request)), words) if words.strip() else []
    return desk_page(request, "found", title="Search", entry="proposals", found=found, words=words)


def _found(act: Act, house: DeskHouse, words: str) -> list[ProposalLine]:
    named = {one.other for one in house.known.named(act.session, act.ring, act.person.clearance, words)}
    return proposals_seen(act.session, act.ring, act.person, everything=True, words=words, about=named)
