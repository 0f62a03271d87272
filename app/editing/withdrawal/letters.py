"""Letters from the family's door as the desk reads them, and where relatives do not wish the same.

Opened with the desk's key in memory alone; nothing of one is written down here. They are for whoever is cleared to `vetted`.
Where wishes differ, the person is proposed to be held, with a consent that was refused or taken back: from then on every
decision about them needs two people (`review.deciding`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.codebook.levels import Form, Level
from app.editing.drafts.changes import Decide
from app.editing.errors import NotThere, Stale, WrongState
from app.editing.people import Person
from app.keys.errors import DoesNotOpen
from app.keys.letters import LetterOpener
from app.names.folding import fold
from app.noticeboard.letters import STATES, SealedLetter, counted, letters_in, set_state
from app.noticeboard.opening import Noticeboard

OPEN_STATES, ENDED = STATES[:2], STATES[2:]
WIDER, NARROWER = frozenset({"publish", "unmask"}), frozenset({"hide"})
REFUSED = frozenset({"refused", "withdrawn"})
SHOWING = frozenset({Form.FULL, Form.AS_PUBLISHED})
SOON = timedelta(days=30)
"""After how long a case held for want of agreement is looked at again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An opened letter. `name`: how the desk calls it, in hexadecimal. `readable`: whether it opened at all."""

    name: str
    came_on: str
    state: str
    kind: str
    who: str = ""
    relation: str = ""
    words: str = ""
    contact: str = ""
    language: str = ""
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many letters are not done with: those that nobody has taken up, and those that somebody is at."""

    new: int
    taken_up: int


def letters_waiting(board: Noticeboard, person: Person) -> Waiting:
    """How many wait, without opening any: so nobody knows yet what they ask for. NotThere for whoever may open none."""
    _cleared(person)
    new, taken_up = counted(board, OPEN_STATES).values()
    return Waiting(new, taken_up)


def open_letters(board: Noticeboard, opener: LetterOpener, person: Person) -> list[Letter]:
    """Letters that are not done with: those that ask to hide somebody, then the others, each the oldest first.

    NotThere for whoever is not cleared to `vetted`.
    """
    _cleared(person)
    return sorted((_opened(opener, each) for each in letters_in(board, OPEN_STATES)), key=_hides_nobody)


def one_letter(board: Noticeboard, opener: LetterOpener, person: Person, name: str) -> Letter:
    """The letter of this name. NotThere if there is none, or it is done with: then it was emptied."""
    for letter in open_letters(board, opener, person):
        if letter.name == name:
            return letter
    raise NotThere


def move_letter(board: Noticeboard, person: Person, name: str, state: str, seen: str) -> None:
    """Put the letter into another state; Stale (412) where it is no longer in the state that was seen."""
    _cleared(person)
    if state not in STATES[1:] or seen not in OPEN_STATES:
        raise WrongState
    try:
        key = bytes.fromhex(name)
    except ValueError:
        raise NotThere from None
    if not set_state(board, key, state, was=seen):
        raise Stale({"state"})


def alike(letter: Letter, others: Iterable[Letter]) -> list[Letter]:
    """Other letters that name the same person in the same words."""
    who = fold(letter.who)
    return [each for each in others if who and each.name != letter.name and fold(each.who) == who]


def disagreements(letter: Letter, others: Iterable[Letter], decision: list[Any] | None, hidden: bool) -> list[str]:
    """Where what the letter wishes goes against an earlier decision (a part of a view), a withdrawal, or another letter."""
    found = []
    if letter.kind in NARROWER:
        if decision and Form(decision[0]) in SHOWING and decision[3] == "given":
            found.append("Consent is on record and the person is shown by name; this letter asks that they be hidden.")
        found += ["Another letter asks to show the same person." for other in others if other.kind in WIDER]
    if letter.kind in WIDER:
        if decision and decision[3] in REFUSED:
            found.append("Consent was refused or taken back; this letter asks to show the person.")
        if hidden:
            found.append("The person is withdrawn; this letter asks to show them.")
        found += ["Another letter asks to hide the same person." for other in others if other.kind in NARROWER]
    return found


def held(letter: Letter, key: str, reasons: Iterable[str], on: date) -> Decide:
    """The decision to propose: hold the person until reviewers have heard both sides."""
    return Decide(
        ref="hold", subject=key, form=Form.HOLD, basis="none", effect="unclear",
        consent_status="withdrawn" if letter.kind in NARROWER else "refused",
        reason=f"Relatives disagree. {' '.join(reasons)}",
        evidence_in_words=f"A letter that came on {letter.came_on}, of the kind {letter.kind}.",
        asked_by="; ".join(part for part in (letter.relation, letter.contact) if part), review_on=on + SOON,
    )  # fmt: skip


def may_open(person: Person) -> bool:
    """Whether letters are for this person."""
    return person.clearance >= Level.VETTED and bool(person.roles)


def _cleared(person: Person) -> None:
    if not may_open(person):
        raise NotThere


def _hides_nobody(letter: Letter) -> bool:
    return letter.kind not in NARROWER


def _opened(opener: LetterOpener, sealed: SealedLetter) -> Letter:
    name = sealed.receipt_hash.hex()
    try:
        told = json.loads(opener.open(sealed.sealed))
    except (DoesNotOpen, ValueError):
        return Letter(name, sealed.came_on, sealed.state, "", readable=False)
    kind, who, relation, words, contact, language = (
        str(told.get(field, "")) for field in ("kind", "who", "relation", "words", "contact", "language")
    )
    return Letter(name, sealed.came_on, sealed.state, kind, who, relation, words, contact, language)
