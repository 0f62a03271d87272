"""Pages that show what would come of a change write it and take it back, on either database: they open, and nothing stays of them."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from app.vault.models import Changeset
from tests.desk.host import DeskHost
from tests.desk.walk import approved, fields_of, hand_in, record_people, record_twins


def recorded(desk: DeskHost) -> int:
    with desk.house.books.reading() as session:
        return session.scalar(select(func.count()).select_from(Changeset)) or 0


def test_reverts_ends_of_merges_and_previews_are_looked_at_and_approved(either_desk: DeskHost) -> None:
    desk = either_desk
    editor, reviewer, other = desk.seat("e", "editor"), desk.seat("r", "reviewer"), desk.seat("s", "reviewer")
    kept, gone, *_ = record_twins(desk)
    desk.clock.on(minutes=1)  # so many pages in one minute are refused
    pair = f"/duplicates/{kept}/{gone}"
    sent = fields_of(editor.get(pair).text) | {"verdict": "same", "why": "one life", "kept": kept}
    approved(reviewer, editor.bare_post(pair, **sent).place)
    apart = f"/records/{kept}/propose/unmerge?merged={gone}"
    end = hand_in(editor, apart, merged=gone, why="two lives").place
    before = recorded(desk)
    page = reviewer.get(end)
    assert page.status == 200 and recorded(desk) == before
    for level in ("public", "researcher", "vetted"):
        for whoever in (editor, reviewer):
            assert whoever.get(f"{end}/preview/{level}").status == 200
    assert recorded(desk) == before, "nothing stays of what was only looked at"
    approved(reviewer, end)
    desk.clock.on(minutes=1)
    newest = re.search(rf"/records/{kept}/history/(\w+)", editor.get(f"/records/{kept}/history").text)
    assert newest is not None
    back = hand_in(editor, newest[0], action="/revert", why="one after all").place
    assert "With the revert" in reviewer.get(back).text
    approved(other, back)


def test_the_front_page_opens_for_whoever_approved_a_revert_that_waits(either_desk: DeskHost) -> None:
    desk = either_desk
    editor, one, two = desk.seat("e", "editor"), desk.seat("r", "reviewer"), desk.seat("s", "reviewer")
    child = record_people(desk)["Synthetic Child"]
    decision = {
        "form": "full",
        "purpose:public_name": "yes",
        "basis": "explicit_consent_family",
        "consent_status": "given",
        "effect": "protective",
    }
    decided = hand_in(editor, f"/records/{child}/propose/decision", why="w", **decision).place
    approved(one, decided)
    approved(two, decided)
    desk.clock.on(minutes=1)
    newest = re.search(rf"/records/{child}/history/(\w+)", editor.get(f"/records/{child}/history").text)
    assert newest is not None
    approved(one, hand_in(editor, newest[0], action="/revert", why="not yet").place)
    assert one.get("/").status == 200
