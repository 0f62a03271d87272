"""Who was lowered since they looked hands in only what they looked at again, whether it moved above them or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.codebook.levels import Level
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import RevisionNeeded
from app.editing.review.handing_in import submit
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, grounds, named

LOWERED = replace(ANN, clearance=Level.VETTED)


def lowered(desk: Desk, *, moves: bool) -> str:
    """A draft that ANN began when she was cleared for all, about somebody of whom something above may be said since."""
    desk.record(*grounds(), *named("p", "Synthetic Alpha"))
    key, source = desk.by_name("Synthetic Alpha"), desk.source()
    adds = Draft(title="t", why="w", changes=(fact(key, "weaver", source),))
    draft = start(desk.session, desk.ring, ANN, desk.with_base(adds, ANN), AT)
    if moves:
        desk.record(fact(key, "miner", source, level=Level.SEALED), by=BEN, approved_by=(CLEO,))
    return draft


@pytest.mark.parametrize("moves", [False, True])
def test_who_was_lowered_is_asked_to_look_again_whether_it_moved_above_them_or_not(desk: Desk, moves: bool) -> None:
    key = lowered(desk, moves=moves)
    with pytest.raises(RevisionNeeded) as refused:
        submit(desk.session, desk.ring, LOWERED, key, AT)
    assert refused.value.of == (desk.by_name("Synthetic Alpha"),)
    opened = open_draft(desk.session, desk.ring, LOWERED, key)
    looked = desk.with_base(opened.draft, LOWERED)
    save(desk.session, desk.ring, LOWERED, key, looked, opened.revision, AT)
    submit(desk.session, desk.ring, LOWERED, key, AT)
    assert desk.approve(key, DORA).changeset is not None


def test_who_was_raised_hands_in_what_they_looked_at_before(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", "Synthetic Alpha"))
    adds = Draft(title="t", why="w", changes=(fact(desk.by_name("Synthetic Alpha"), "weaver", desk.source()),))
    key = start(desk.session, desk.ring, LOWERED, desk.with_base(adds, LOWERED), AT)
    submit(desk.session, desk.ring, ANN, key, AT)
    assert desk.state(key) == "submitted"
