"""What is in the record: the roll, the search by name, and one person, case or event with everything held up to one's clearance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.codebook.fields import FIELDS
from app.editing.drafts.naming import called
from app.editing.entry.correcting import came_by_a_merge
from app.editing.errors import NotThere
from app.editing.history.merged import merged_here, merged_into
from app.editing.history.reasons import reasons_of, rulings_of
from app.editing.people import Role, may_review
from app.editing.record.in_force import decisions_listed
from app.editing.record.notes import NoteSeen, notes_of
from app.editing.record.page import CASE, EVENT, PERSON, Seen, seen_of
from app.editing.record.parts import part_lines, withdrawal_line
from app.editing.record.roll import RollPage, cases_in, events, people
from app.editing.withdrawal.hiding import Unconfirmed, to_confirm
from app.web.account.here import here
from app.web.account.pages import move_on
from app.web.desk.acts.cells import terms
from app.web.desk.acts.table import ACT_FORMS
from app.web.desk.house import Act, actors, house_of, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only
from app.web.reading.matched import SENTENCES

router = desk_router()
KINDS = {PERSON: "Person", CASE: "Case", EVENT: "Return event"}
LINKED = ("fact", "level", "state", "states", "limit", "decision", "tie")
"""Acts that the page of a record links to by themselves; the others stand beside what they are about."""
LETTER = re.compile(r"[0-9a-f]{64}")
BANDS = {"same": "the same name", "likely": "likely", "near": "near", "part": "a part of a name"}


@dataclass(frozen=True, slots=True)
class Found:
    """A person whom a search by name found, and why."""

    public_id: str
    name: str
    band: str
    why: str


@router.get("/records")
def roll(request: Request) -> Response:
    asked = only(request, "of", "after")
    of = "events" if asked.get("of") == "events" else "people"
    with looking(request) as act:
        listed = (events if of == "events" else people)(act.session, act.ring, act.person, asked.get("after", ""))
    return desk_page(
        request, "records", title="Records", entry="records", listed=listed, of=of, asked="", found=None, letter=""
    )


@router.get("/records/search")
def to_the_search(request: Request) -> Response:
    only(request)
    return move_on("/records")


@router.post("/records/search")
def by_name(request: Request) -> Response:
    """Whoever the name may be of, in any script. By POST: a name must stand in no address and no history.

    `letter`: the name of the letter that asks about somebody so called, to be held against one of them.
    """
    form = here(request).form
    name = form.get("name", "").strip()
    letter = form.get("letter", "") if LETTER.fullmatch(form.get("letter", "")) else ""
    with looking(request) as act:
        seen = Seen(act.session, act.ring, [name], act.person.clearance)
        if seen.keys and seen.kind(name):
            return move_on(f"/letters/{letter}?about={name}" if letter else f"/records/{name}")
        known = house_of(here(request)).known
        hits = known.named(act.session, act.ring, act.person.clearance, name) if name else []
    found = [Found(hit.other, hit.names[1], BANDS[hit.band], SENTENCES[hit.why]) for hit in hits]
    return desk_page(
        request, "records", title="Records", entry="records", listed=None, of="people", asked=name, found=found,
        letter=letter,
    )  # fmt: skip


@router.get("/records/{key}")
def one(request: Request, key: str) -> Response:
    asked = only(request, "after")
    with looking(request) as act:
        try:
            seen = seen_of(act.session, act.ring, key, act.person.clearance)
        except NotThere:
            kept = merged_into(act.session, act.person, key)
            if kept is None:
                raise
            return move_on(f"/records/{kept}")
        return _page(request, act, seen, key, asked.get("after", ""))


def _page(request: Request, act: Act, seen: Seen, key: str, after: str) -> Response:
    kind, parts = seen.kind(key), seen.parts(key) or {}
    person = seen.person_of(key)
    claims = [(FIELDS[code].label.en if code in FIELDS else code, lines) for code, lines in seen.claims(key)]
    refs = {line.ref for _, lines in claims for line in lines}
    notes = notes_of(act.session, act.ring, act.person, key)
    return desk_page(
        request, "record", title=seen.name(key), entry="records", key=key, kind=kind, kinds=KINDS, view=seen,
        level=part_lines("level", parts["level"], seen.name)[0],
        claims=claims, by_merge=came_by_a_merge(act.session, key), whys=rulings_of(act.session, act.ring, act.person, key, refs),
        decisions=decisions_listed(seen, key, act.at.date()),
        reasons=[] if kind == CASE else reasons_of(act.session, act.ring, act.person, key),
        withdrawals=[(withdrawal_line(each), each[1] is None) for each in parts.get("withdrawals", ())],
        ties=[(tie[1] if tie[0] == key else tie[0], words) for tie, words in _ties(seen, parts)],
        cases=parts.get("cases", ()), event=parts.get("event", ""), individual=parts.get("individual", ""),
        state=parts.get("state", ""), checked=seen.checked(key) if kind == CASE else None,
        child_then=seen.child_then(key) if kind == CASE else "",
        child_now=kind != EVENT and seen.child_now(person, act.at.date()),
        listed=cases_in(act.session, act.ring, act.person, key, after) if kind == EVENT else RollPage((), ""),
        merged=_merged(act, key) if kind == PERSON else [],
        notes=notes, notes_on=key, who=actors(request, act, _signed(notes)),
        waiting=_waiting(act, key), may_edit=Role.EDITOR in act.person.roles, may_confirm=may_review(act.person),
        grounds=terms("withdrawal_ground"), acts=[(code, ACT_FORMS[code].title) for code in LINKED if kind in ACT_FORMS[code].on],
    )  # fmt: skip


def _merged(act: Act, key: str) -> list[tuple[str, str]]:
    """Whoever is read as part of this person, with what they are called, as far as both are seen."""
    found = merged_here(act.session, act.person, key)
    names = called(act.session, act.ring, found, act.person.clearance)
    return [(each, names.get(each, "")) for each in found]


def _signed(notes: Iterable[NoteSeen]) -> set[str]:
    """Who wrote the notes, and who was done with them."""
    return {actor for note in notes for actor in (note.author, note.done_by) if actor}


def _ties(seen: Seen, parts: dict[str, list[list[str]]]) -> list[tuple[list[str], str]]:
    ties = parts.get("ties", [])
    return list(zip(ties, part_lines("ties", ties, seen.name), strict=True))


def _waiting(act: Act, key: str) -> list[Unconfirmed]:
    """Withdrawals of this subject that a second person has still to look at."""
    return [each for each in to_confirm(act.session, act.person, act.at) if each.public_id == key]
