"""What somebody below is not told by merges, tasks and history: that anybody is there whom they do not see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.errors import Stale
from app.editing.history.merged import merged_here, merged_into
from app.editing.history.moments import history_of
from app.editing.record.page import Seen
from app.editing.review.outcome import cases_made, records_made
from app.editing.review.waiting import waits_for
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, Desk, fact, grounds, named, person, shown
from tests.editing.house import NAMES, fill

LOW = person("ruth", Level.RESEARCHER)


@pytest.fixture
def people(desk: Desk) -> tuple[str, str, str]:
    """Two whom everybody sees, and one above `researcher` who may be shown."""
    fill(desk)
    hidden = desk.by_name("Concealed Omega")
    desk.record(shown(hidden), by=CLEO, approved_by=(DORA,))
    return desk.by_name(NAMES[0]), desk.by_name(NAMES[2]), hidden


def merge(desk: Desk, kept: str, merged: str) -> str:
    return desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life"), approved_by=(DORA,))


def test_a_merge_through_somebody_hidden_is_known_to_who_sees_all_of_the_way(
    desk: Desk, people: tuple[str, ...]
) -> None:
    one, kept, hidden = people
    merge(desk, hidden, one)
    merge(desk, kept, hidden)
    assert merged_into(desk.session, LOW, one) is None and merged_here(desk.session, LOW, kept) == []
    assert merged_into(desk.session, DORA, one) == kept
    assert merged_here(desk.session, DORA, kept) == sorted([one, hidden])


def test_tasks_about_somebody_who_is_read_as_part_of_another_are_for_who_sees_both(
    desk: Desk, people: tuple[str, ...]
) -> None:
    one, _, hidden = people
    due = shown(one).model_copy(update={"review_on": DAY - timedelta(days=9)})
    desk.record(due, by=BEN, approved_by=(CLEO,))
    hide_now(desk.session, desk.ring, ANN, one, "safety", "hidden_now", AT)
    before = waits_for(desk.session, desk.ring, LOW, AT)
    assert [key for key, _ in before.due] == [each.public_id for each in before.to_confirm] == [one]
    merge(desk, hidden, one)
    after = waits_for(desk.session, desk.ring, LOW, AT)
    assert after.due == after.to_confirm == ()
    assert waits_for(desk.session, desk.ring, DORA, AT).to_confirm != ()


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.SEALED])
def test_a_reviewer_below_the_author_is_told_what_moved_as_far_as_they_see(
    desk: Desk, people: tuple[str, ...], level: Level
) -> None:
    """A 412 on what did not move for them would tell of something above."""
    below = person("vera", Level.VETTED)
    waits = desk.propose(fact(people[0], "a teacher", desk.source()))
    desk.record(fact(people[0], "a courier", desk.source(), level=level), by=BEN, approved_by=(CLEO,))
    with pytest.raises(Stale):
        desk.approve(waits, DORA)
    if level is Level.SEALED:
        assert desk.approve(waits, below).changeset is not None
    else:
        with pytest.raises(Stale):
            desk.approve(waits, below)


def test_of_two_who_are_one_it_is_asked_to_look_again_at_who_was_kept(desk: Desk, people: tuple[str, ...]) -> None:
    one, kept, _ = people
    due = shown(one).model_copy(update={"review_on": DAY - timedelta(days=9)})
    desk.record(due, by=BEN, approved_by=(CLEO,))
    merge(desk, kept, one)
    assert waits_for(desk.session, desk.ring, LOW, AT).due == ((kept, DAY - timedelta(days=9)),)
    desk.record(shown(kept), by=BEN, approved_by=(CLEO,))
    assert waits_for(desk.session, desk.ring, LOW, AT).due == ()


def test_beside_a_decision_history_does_not_tell_of_an_edit_above(desk: Desk, people: tuple[str, ...]) -> None:
    hidden = fact(people[1], "weaver", desk.source(), level=Level.VETTED)
    desk.record(shown(people[1], Form.DESCRIPTOR), hidden, by=BEN, approved_by=(CLEO,))
    assert history_of(desk.session, desk.ring, LOW, people[1])[0].kind == "decide"
    assert history_of(desk.session, desk.ring, DORA, people[1])[0].kind == "edit"


@pytest.mark.parametrize("way", ["what befell them", "the reason of a level"])
def test_a_page_does_not_tell_that_two_are_asked_for_by_what_lies_above(
    desk: Desk, people: tuple[str, ...], way: str
) -> None:
    one, case = people[0], desk.case_of(people[0])
    seen_before = Seen(desk.session, desk.ring, [one, case], LOW.clearance)
    if way == "what befell them":
        told: c.Change = c.NewCaseEvent(ref="t", case=case, event_type="forced_abortion", level=Level.SEALED)
        desk.record(told, by=DORA, approved_by=(ANN,))
    else:
        up = c.RuleSubject(ref="l", subject=one, level=Level.SEALED, level_reason="sexual_violence", reason="safety")
        desk.record(up, by=DORA, approved_by=(ANN,))
        down = c.RuleSubject(ref="l", subject=one, level=Level.PUBLIC, reason="safe")
        desk.record(down, by=BEN, approved_by=(CLEO, DORA))
    seen = Seen(desk.session, desk.ring, [one, case], LOW.clearance)
    assert not seen.two_needed([one], DAY) and not seen_before.two_needed([one], DAY)
    assert desk.approve(desk.propose(shown(one), by=BEN), CLEO).changeset is None, "two have to, all the same"


@pytest.mark.parametrize("way", ["merged into somebody above", "raised"])
def test_the_author_of_a_proposal_is_not_told_which_way_somebody_it_made_is_gone(
    desk: Desk, people: tuple[str, ...], way: str
) -> None:
    """LOW wrote it, so they may read it; whom it made they may not see any more."""
    said = named("m", "Synthetic Made")
    key = desk.propose(*grounds(), *said, by=LOW)
    desk.approve(key, DORA)
    made = desk.by_name("Synthetic Made")
    assert made in records_made(desk.session, desk.ring, LOW, key)
    if way == "raised":
        desk.record(c.RuleSubject(ref="x", subject=made, level=Level.VETTED, reason="w"))
    else:
        merge(desk, people[2], made)
    assert made not in records_made(desk.session, desk.ring, LOW, key)
    assert cases_made(desk.session, desk.ring, LOW, key) == []
