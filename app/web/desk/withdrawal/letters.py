"""Letters from families: those that wait, one opened, what becomes of it, and holding somebody about whom relatives disagree.

Each letter that is opened is on record before its words leave, under the beginning of its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.accounts import access_log
from app.accounts.access_log import VIEW, Noted
from app.editing.entry.proposing import propose
from app.editing.errors import NotThere, WrongState
from app.editing.people import Person, Role
from app.editing.record.page import PERSON, Seen
from app.editing.withdrawal.letters import (
    NARROWER,
    Letter,
    Waiting,
    alike,
    disagreements,
    held,
    letters_waiting,
    may_open,
    move_letter,
    one_letter,
    open_letters,
)
from app.keys.letters import LetterOpener
from app.noticeboard.opening import Noticeboard
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.house import Act, acting, house_of, looking, person_of
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only

router = desk_router()
SHORT = 16
"""Letters of a letter's name in the access log."""

EMPTIES = frozenset({"done", "declined"})
NOT_SURE = "Tick first that you are sure: a letter that is done or declined is emptied."


@dataclass(frozen=True, slots=True)
class About:
    """A record that a letter may be about: what its decision in force is, and where the letter's wish goes against it."""

    key: str
    seen: Seen
    reasons: list[str]


@router.get("/letters")
def waiting(request: Request) -> Response:
    only(request)
    me = person_of(here(request))
    with _letterbox(request) as (board, opener):
        found = open_letters(board, opener, me) if board and opener else None
    _note(request, *(found or ()))
    hiding = [letter for letter in found or () if letter.kind in NARROWER]
    others = [letter for letter in found or () if letter.kind not in NARROWER]
    return desk_page(
        request, "letters", title="Letters", entry="letters", there=found is not None, hiding=hiding, others=others
    )


def how_many(request: Request) -> Waiting | None:
    """How many letters wait, for the front page: none is opened, so none goes on record. None for whoever may open none."""
    me = person_of(here(request))
    if not may_open(me):
        return None
    with _letterbox(request) as (board, opener):
        return letters_waiting(board, me) if board and opener else None


@router.get("/letters/{name}")
def one(request: Request, name: str) -> Response:
    """`about`: the id of the record that it is held against."""
    asked = only(request, "about")
    return _page(request, name, asked.get("about", "").strip())


@router.post("/letters/{name}/state")
def move(request: Request, name: str) -> Response:
    form = here(request).form
    me = person_of(here(request))
    if form.get("state") in EMPTIES and form.get("sure") != "yes":
        return _page(request, name, "", NOT_SURE)
    with _letterbox(request) as (board, opener):
        _letter(board, opener, me, name)
        if board is None:
            raise NotThere
        move_letter(board, me, name, form.get("state", ""), form.get("if_match", ""))
    if form.get("state") in EMPTIES:
        return led_on("/letters", "letter_ended")
    return led_on(f"/letters/{name}", "letter_taken_up")


@router.post("/letters/{name}/hold")
def hold(request: Request, name: str) -> Response:
    """Propose that the person be held, with what relatives disagree about for the reviewer to read."""
    form = here(request).form
    key = form.get("about", "")
    with _letterbox(request) as (board, opener), acting(request) as act:
        letter, others = _letter(board, opener, act.person, name)
        about = _about(act, letter, others, key)
        if about is None or not about.reasons:
            raise WrongState("Nothing is on record that this letter goes against.")
        decision = held(letter, key, about.reasons, act.at.date())
        made = propose(
            act.session, act.ring, act.person, (decision,), decision.reason, {key: form.get("if_match", "")}, act.at,
            "Relatives disagree: hold",
        )  # fmt: skip
    return led_on(f"/proposals/{made}", "handed_in")


@contextmanager
def _letterbox(request: Request) -> Iterator[tuple[Noticeboard | None, LetterOpener | None]]:
    """The noticeboard and what opens its letters; neither where this desk has none."""
    house = house_of(here(request))
    board = house.board() if house.board else None  # opened for one request: a connection is no place for two threads
    try:
        yield board, house.opener
    finally:
        if board is not None:
            board.close()


def _letter(
    board: Noticeboard | None, opener: LetterOpener | None, person: Person, name: str
) -> tuple[Letter, list[Letter]]:
    if board is None or opener is None:
        raise NotThere
    letter = one_letter(board, opener, person, name)
    return letter, alike(letter, open_letters(board, opener, person))


def _about(act: Act, letter: Letter, others: list[Letter], key: str) -> About | None:
    """The record, where there is one for this viewer."""
    seen = Seen(act.session, act.ring, [key], act.person.clearance)
    parts: dict[str, Any] | None = seen.parts(key)
    if parts is None or seen.kind(key) != PERSON:
        return None
    decided, withdrawn = parts.get("decisions", []), parts.get("withdrawals", [])
    reasons = disagreements(
        letter, others, decided[-1] if decided else None, any(closed is None for _, closed, _ in withdrawn)
    )
    return About(key, seen, reasons)


def _page(request: Request, name: str, key: str, problem: str = "") -> Response:
    with _letterbox(request) as (board, opener), looking(request) as act:
        letter, others = _letter(board, opener, act.person, name)
        about = _about(act, letter, others, key) if key else None
        between = disagreements(letter, others, None, hidden=False)
    _note(request, letter)
    return desk_page(
        request, "letter", title="A letter", entry="letters", letter=letter, others=others, between=between,
        asked=key, about=about, may_edit=Role.EDITOR in act.person.roles,
        revision=about.seen.revision(key) if about else "", problem=problem, status=422 if problem else 200,
    )  # fmt: skip


def _note(request: Request, *letters: Letter) -> None:
    """On record who opened them; no log, no letter."""
    seen = here(request)
    grant = seen.grant.id if seen.grant else ""
    noted = [Noted(VIEW, letter.name[:SHORT], "letter", grant, "desk") for letter in letters]
    if not noted:
        return
    with seen.writing() as session:
        access_log.write(session, seen.me.id, noted, seen.at)
