"""Who waits for a decision how to appear is told to whoever can propose one, and nothing above somebody moves what they are told."""

from __future__ import annotations

import pytest
from sqlalchemy import event as on

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.people import Role
from app.editing.review.handing_in import take_back
from app.editing.review.undecided import FIRST
from app.editing.review.waiting import waits_for
from app.editing.withdrawal.hiding import hide_now
from app.vault.models import ReturnEvent
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, both, entered_in, grounds, named, person, shown

ALPHA, BETA, OMEGA = "Synthetic Alpha", "Synthetic Beta", "Concealed Omega"
LOW = person("low", Level.RESEARCHER)


@pytest.fixture
def entered(desk: Desk) -> tuple[str, str, str]:
    """Two people at public and one for the vetted alone, in one return, of whom nobody has decided."""
    desk.record(*grounds(), *named("p", ALPHA), *named("q", BETA), *named("h", OMEGA, Level.VETTED))
    return desk.by_name(ALPHA), desk.by_name(BETA), desk.by_name(OMEGA)


def told(desk: Desk, who=DORA) -> set[str]:
    return {key for one in waits_for(desk.session, desk.ring, who, AT).to_decide for key in one.people}


def event_of(desk: Desk) -> str:
    return desk.session.query(ReturnEvent).one().public_id


@both
def test_people_of_a_sheet_wait_until_somebody_decides_about_them(desk: Desk, entered: tuple[str, str, str]) -> None:
    (one,) = waits_for(desk.session, desk.ring, DORA, AT).to_decide
    assert set(one.people) == set(entered) and one.sheet, "together, on the form of their sheet"
    assert {w.sheet for w in waits_for(desk.session, desk.ring, ANN, AT).to_decide} == {""}, (
        "who wrote it has no such form"
    )
    decided = desk.record(shown(entered[0]), by=BEN, approved_by=(CLEO,))
    assert told(desk) == set(entered[1:])
    desk.record(c.Revert(ref="r", changeset=decided, reason="too early"), by=CLEO, approved_by=(DORA,))
    assert told(desk) == set(entered)


def test_who_can_propose_nothing_is_asked_for_nothing(desk: Desk, entered: tuple[str, str, str]) -> None:
    assert told(desk, person("rita", roles=frozenset({Role.REVIEWER}))) == set()


def test_a_decision_about_the_return_is_one(desk: Desk, entered: tuple[str, str, str]) -> None:
    desk.record(shown(event_of(desk)), by=BEN, approved_by=(CLEO,))
    assert told(desk) == set()


def test_what_is_proposed_waits_for_its_reviewer_and_a_case_that_is_not_published_for_nobody(
    desk: Desk, entered: tuple[str, str, str]
) -> None:
    key = desk.propose(shown(entered[0]), by=BEN)
    desk.record(c.SetCaseState(ref="s", case=desk.case_of(entered[1]), state="unpublished"))
    assert told(desk) == {entered[2]}
    take_back(desk.session, desk.ring, BEN, key)
    assert told(desk) == {entered[0], entered[2]}


def test_nobody_is_told_of_anybody_above_them(desk: Desk, entered: tuple[str, str, str]) -> None:
    assert told(desk, LOW) == set(entered[:2])
    raised = c.RuleSubject(
        ref="l", subject=desk.case_of(entered[1]), level=Level.SEALED, level_reason="minor", reason="w"
    )
    desk.record(raised)
    assert (told(desk, LOW), told(desk)) == ({entered[0]}, set(entered))


def test_what_was_decided_of_a_return_above_is_not_told_by_who_is_missing(
    desk: Desk, entered: tuple[str, str, str]
) -> None:
    event = event_of(desk)
    desk.record(c.RuleSubject(ref="l", subject=event, level=Level.SEALED, level_reason="minor", reason="w"))
    before = waits_for(desk.session, desk.ring, LOW, AT)
    desk.record(shown(event), by=BEN, approved_by=(CLEO, DORA))
    assert waits_for(desk.session, desk.ring, LOW, AT).to_decide == before.to_decide and before.to_decide
    assert told(desk) == set()


def test_who_is_withdrawn_waits_for_something_else(desk: Desk, entered: tuple[str, str, str]) -> None:
    hide_now(desk.session, desk.ring, BEN, entered[0], "safety", "hidden_now", AT)
    assert told(desk) == set(entered[1:])


def test_people_who_are_one_wait_as_one(desk: Desk, entered: tuple[str, str, str]) -> None:
    desk.record(c.MergeSubjects(ref="m", kept=entered[0], merged=entered[1], reason="one life"))
    assert told(desk) == {entered[0], entered[2]}
    desk.record(shown(entered[0]), by=BEN, approved_by=(CLEO,))
    assert told(desk) == {entered[2]}


def test_a_duplicate_of_somebody_decided_waits_until_it_is_decided_of_both(
    desk: Desk, entered: tuple[str, str, str]
) -> None:
    """Whether or not the two are in one return."""
    alpha, beta, omega = entered
    desk.record(*grounds("Another"), *named("x", "Synthetic Ex"), by=ANN)
    other = desk.by_name("Synthetic Ex")
    desk.record(shown(alpha), by=BEN, approved_by=(CLEO,))
    assert told(desk) == {beta, omega, other}
    for merged in (beta, other):
        desk.record(c.MergeSubjects(ref="m", kept=alpha, merged=merged, reason="one"), by=BEN, approved_by=(DORA,))
        assert alpha in told(desk)
        desk.record(shown(alpha), by=BEN, approved_by=(CLEO,))
        assert told(desk) - {other} == {omega}
    assert told(desk, LOW) == set()


def test_the_newest_come_first_and_nobody_is_loaded_for_them(desk: Desk, entered: tuple[str, str, str]) -> None:
    event, names = event_of(desk), [f"Synthetic Nu {number}" for number in range(FIRST)]
    for number, name in enumerate(names):
        desk.record(*entered_in(desk, event, f"n{number}", name))
    asked: list[str] = []
    on.listen(desk.session.get_bind(), "before_cursor_execute", lambda *x: asked.append(x[2]))
    waits = waits_for(desk.session, desk.ring, DORA, AT)
    assert asked and not any("claim_value" in each for each in asked)
    assert [p for one in waits.to_decide for p in one.people] == [desk.by_name(name) for name in reversed(names)]
    assert waits.more_to_decide
