"""Whose approval lets somebody be seen: not theirs who wrote of them, by whatever way, nor one that was spoken against since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form
from app.editing.drafts import changes as c
from app.editing.errors import DecidedByAuthor
from app.editing.review.handing_in import submit
from app.editing.review.outcome import has_approved
from app.editing.review.verdicts import approve, ask_for_changes, content_seen
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, EVERYBODY, Desk, grounds, named, shown

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def people(desk: Desk) -> tuple[str, str]:
    """Somebody whom CLEO wrote of in a return of its own, and somebody else's entry."""
    desk.record(*grounds("The return of one"), *named("p", "Synthetic Alpha"), by=CLEO, approved_by=(DORA,))
    desk.record(*grounds("Another return"), *named("q", "Synthetic Alfa"), by=ANN, approved_by=(DORA,))
    return desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Alfa")


def event_of(desk: Desk, person: str) -> str:
    return next(case.event for case in desk.rows().cases if case.individual == person)


def test_who_wrote_of_people_does_not_decide_about_them_through_their_return(
    desk: Desk, people: tuple[str, str]
) -> None:
    waits = desk.propose(shown(event_of(desk, people[0])), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, CLEO)
    assert desk.approve(waits, DORA).changeset is not None


def test_who_wrote_of_somebody_merged_does_not_decide_about_who_was_kept(desk: Desk, people: tuple[str, str]) -> None:
    one, kept = people
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=one, reason="one life"))
    waits = desk.propose(shown(kept), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, CLEO)
    assert desk.approve(waits, DORA).changeset is not None


def test_who_wrote_what_befell_somebody_or_whom_they_are_tied_to_wrote_of_them(
    desk: Desk, people: tuple[str, str]
) -> None:
    one, other = people
    tie = c.NewRelation(ref="t", a=one, b=other, type="sibling", certainty="certain", source=desk.source())
    befell = c.NewCaseEvent(ref="x", case=desk.case_of(other), event_type="execution")
    desk.record(tie, by=BEN, approved_by=(DORA,))
    desk.record(befell, by=DORA, approved_by=(BEN,))
    waits = desk.propose(shown(other), by=CLEO)
    for who in (BEN, DORA):
        with pytest.raises(DecidedByAuthor):
            desk.approve(waits, who)


def test_a_child_who_was_merged_takes_two_by_way_of_their_return_too(desk: Desk, people: tuple[str, str]) -> None:
    desk.record(*grounds("A return of a child"), *named("k", "Synthetic Child", born="2016"))
    child = desk.by_name("Synthetic Child")
    event = event_of(desk, child)
    desk.record(c.MergeSubjects(ref="m", kept=people[1], merged=child, reason="one life"))
    waits = desk.propose(shown(event), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None, "it waits for a second person"
    assert desk.approve(waits, DORA).changeset is not None


def test_an_approval_that_somebody_spoke_against_counts_no_more(desk: Desk, people: tuple[str, str]) -> None:
    desk.record(*grounds("A return of a child"), *named("k", "Synthetic Child", born="2016"))
    waits = desk.propose(shown(desk.by_name("Synthetic Child"), Form.DESCRIPTOR), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None
    assert has_approved(desk.session, desk.ring, CLEO, waits)
    ask_for_changes(desk.session, desk.ring, CLEO, waits, {"": "the family asked us not to"}, AT + A_MINUTE)
    submit(desk.session, desk.ring, BEN, waits, AT)
    assert not has_approved(desk.session, desk.ring, CLEO, waits)
    content = content_seen(desk.session, desk.ring, DORA, waits)
    done = approve(desk.session, desk.ring, DORA, waits, content, AT + 2 * A_MINUTE, EVERYBODY.get)
    assert done.changeset is None, "DORA is the first now"


def test_whoever_approved_a_revert_is_not_asked_again(desk: Desk, people: tuple[str, str]) -> None:
    desk.record(*grounds("A return of a child"), *named("k", "Synthetic Child", born="2016"))
    child = desk.by_name("Synthetic Child")
    made = desk.record(shown(child), by=BEN, approved_by=(CLEO, DORA))
    waits = desk.propose(c.Revert(ref="v", changeset=made, reason="w"), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None
    assert has_approved(desk.session, desk.ring, CLEO, waits)
