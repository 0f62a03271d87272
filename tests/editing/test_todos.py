"""What is to be done stands on the front page of whoever sees it on its record, their own first, and on nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event as on

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.people import Person
from app.editing.record.notes import add_note, end_note, notes_of
from app.editing.record.todos import FIRST, open_todos
from tests.editing.desk import ANN, AT, BEN, Desk, both, grounds, named, person

ALPHA, BETA, OMEGA = "Synthetic Alpha", "Synthetic Beta", "Concealed Omega"
LOW = person("low", Level.RESEARCHER)


@pytest.fixture
def keys(desk: Desk) -> tuple[str, str, str]:
    """Two people at public and one for the vetted alone."""
    desk.record(*grounds(), *named("p", ALPHA), *named("q", BETA), *named("h", OMEGA, Level.VETTED))
    return desk.by_name(ALPHA), desk.by_name(BETA), desk.by_name(OMEGA)


def to_do(desk: Desk, key: str, words: str, by: Person = ANN, hours: int = 0) -> str:
    return add_note(desk.session, desk.ring, by, key, "todo", words, AT + timedelta(hours=hours))


def told(desk: Desk, who: Person) -> list[tuple[str, str]]:
    return [(one.page, one.note.text) for one in open_todos(desk.session, desk.ring, who)[0]]


@both
def test_ones_own_come_first_then_those_of_others_until_they_are_done(desk: Desk, keys: tuple[str, str, str]) -> None:
    alpha, beta, omega = keys
    first = to_do(desk, alpha, "ask the aunt")
    to_do(desk, desk.case_of(beta), "find the date", BEN, hours=1)
    to_do(desk, omega, "call again", hours=2)
    add_note(desk.session, desk.ring, ANN, alpha, "note", "no to-do", AT)
    case = desk.case_of(beta)
    assert told(desk, ANN) == [(omega, "call again"), (alpha, "ask the aunt"), (case, "find the date")]
    assert told(desk, BEN) == [(case, "find the date"), (omega, "call again"), (alpha, "ask the aunt")]
    end_note(desk.session, desk.ring, BEN, first, AT)
    assert alpha not in dict(told(desk, ANN))


def test_whose_record_or_level_somebody_does_not_see_is_told_nothing(desk: Desk, keys: tuple[str, str, str]) -> None:
    alpha, _, omega = keys
    to_do(desk, alpha, "above researcher, like every note")
    to_do(desk, omega, "about somebody above")
    assert told(desk, LOW) == []
    to_do(desk, alpha, "of the low one", LOW)
    assert told(desk, LOW) == [(alpha, "of the low one")]
    desk.record(c.MergeSubjects(ref="m", kept=omega, merged=alpha, reason="one life"))
    assert told(desk, LOW) == [], "read as part of somebody above, as the record's own page has it"
    assert {page for page, _ in told(desk, BEN)} == {omega}
    assert {one.text for one in notes_of(desk.session, desk.ring, BEN, omega)} == {
        words for _, words in told(desk, BEN)
    }


def test_more_are_said_to_follow_only_where_they_are_seen(desk: Desk, keys: tuple[str, str, str]) -> None:
    for hour in range(FIRST):
        to_do(desk, keys[0], f"of the low one {hour}", LOW, hour)
        to_do(desk, keys[2], f"above {hour}", ANN, hour)
    found, more = open_todos(desk.session, desk.ring, LOW)
    assert len(found) == FIRST and not more
    found, more = open_todos(desk.session, desk.ring, ANN)
    assert len(found) == FIRST and more and {one.page for one in found} == {keys[2]}


def test_it_is_asked_of_the_notes_by_an_index_and_never_of_everybody(desk: Desk, keys: tuple[str, str, str]) -> None:
    asked: list[tuple[str, object]] = []
    to_do(desk, keys[0], "ask the aunt")
    on.listen(desk.session.get_bind(), "before_cursor_execute", lambda *x: asked.append((x[2], x[3])))
    open_todos(desk.session, desk.ring, ANN)
    sql, values = next(each for each in asked if "FROM note" in each[0])
    plan = [row[-1] for row in desk.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("ix_note_kind" in step for step in plan) and not any(step.startswith("SCAN") for step in plan), plan
