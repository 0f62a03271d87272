"""Out of sight at once, by one editor; few at a time, looked at by a second person, and back only by approval."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, NotAllowed, NotThere, SelfApproval, TooMany
from app.editing.people import Role
from app.editing.review.waiting import waits_for
from app.editing.withdrawal.hiding import UNSEEN_AT_ONCE, confirm, hide_now, unconfirmed
from app.publishing.withdraw import ids_hidden_with
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, entered_in, grounds, named, person, shown


@pytest.fixture
def someone(desk: Desk) -> str:
    desk.record(*grounds(), *named("p", "Synthetic Alpha"))
    key = desk.by_name("Synthetic Alpha")
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    return key


def people(desk: Desk) -> list[int]:
    return [len(content.individuals) for content in desk.contents()]


def test_one_editor_hides_and_it_takes_two_to_show_again(desk: Desk, someone: str) -> None:
    hide_now(desk.session, desk.ring, ANN, someone, "family_wish", "hidden_now", AT)
    assert people(desk) == [0, 0, 0]
    key = desk.propose(c.CloseWithdrawal(ref="w", subject=someone, reason="they wrote again"))
    for reviewer in (CLEO, DORA):
        assert people(desk) == [0, 0, 0]
        desk.approve(key, reviewer)
    assert people(desk) == [1, 1, 1]


def test_masked_leaves_a_descriptor_at_most(desk: Desk, someone: str) -> None:
    hide_now(desk.session, desk.ring, ANN, someone, "family_wish", "masked", AT)
    public, researcher, vetted = desk.contents()
    assert [i.form for i in public.individuals] == [Form.DESCRIPTOR] and "name" in public.individuals[0].withheld
    assert not any(i.form is Form.FULL for i in researcher.individuals)
    assert len(vetted.individuals) == 1


def test_a_second_person_looks_within_a_day(desk: Desk, someone: str) -> None:
    hide_now(desk.session, desk.ring, ANN, someone, "safety", "hidden_now", AT)
    (waiting,) = waits_for(desk.session, desk.ring, DORA, AT).to_confirm
    assert (waiting.public_id, waiting.opened_by, waiting.late) == (someone, "ann", False)
    assert unconfirmed(desk.session, AT + timedelta(hours=25))[0].late
    assert waits_for(desk.session, desk.ring, ANN, AT).to_confirm == ()
    with pytest.raises(SelfApproval):
        confirm(desk.session, desk.ring, ANN, someone, AT)
    confirm(desk.session, desk.ring, BEN, someone, AT)
    assert unconfirmed(desk.session, AT) == []


def test_a_return_is_hidden_and_never_masked(desk: Desk, someone: str) -> None:
    event = next(case.event for case in desk.rows().cases if case.individual == someone)
    with pytest.raises(BadDraft, match="not masked"):
        hide_now(desk.session, desk.ring, ANN, event, "safety", "masked", AT)
    hide_now(desk.session, desk.ring, ANN, event, "safety", "hidden_now", AT)


def test_a_hidden_return_takes_along_whom_only_its_decision_shows(desk: Desk, someone: str) -> None:
    event = next(case.event for case in desk.rows().cases if case.individual == someone)
    desk.record(*entered_in(desk, event, "q", "Synthetic Beta"))
    desk.record(shown(event), by=BEN, approved_by=(CLEO,))
    assert people(desk) == [2, 2, 2]
    before = ids(desk)
    hide_now(desk.session, desk.ring, ANN, event, "safety", "hidden_now", AT)
    assert people(desk) == [1, 1, 1], "of one it was decided by themselves"
    assert before - ids(desk) == ids_hidden_with(desk.session, event, AT.date()).keys(), (
        "the lists name all that is gone"
    )
    desk.record(c.CloseWithdrawal(ref="w", subject=event, reason="they are safe"), by=BEN, approved_by=(CLEO,))
    assert ids(desk) == before


def ids(desk: Desk) -> set[str]:
    """The public ids of all people, cases and returns that the public sees."""
    public = desk.contents()[0]
    return {one.public_id for kind in (public.individuals, public.cases, public.events) for one in kind}


def test_nobody_hides_the_archive_alone(desk: Desk) -> None:
    made = [change for n in range(UNSEEN_AT_ONCE + 1) for change in named(f"p{n}", f"Synthetic {n}")]
    desk.record(*grounds(), *made)
    keys = [person.public_id for person in desk.rows().individuals]
    for key in keys[:-1]:
        hide_now(desk.session, desk.ring, ANN, key, "safety", "hidden_now", AT)
    with pytest.raises(TooMany):
        hide_now(desk.session, desk.ring, ANN, keys[-1], "safety", "hidden_now", AT)
    confirm(desk.session, desk.ring, BEN, keys[0], AT)
    hide_now(desk.session, desk.ring, ANN, keys[-1], "safety", "hidden_now", AT)


def test_only_an_editor_hides_and_only_what_they_see(desk: Desk, someone: str) -> None:
    with pytest.raises(NotAllowed):
        hide_now(
            desk.session,
            desk.ring,
            person("eve", roles=frozenset({Role.REVIEWER})),
            someone,
            "safety",
            "hidden_now",
            AT,
        )
    desk.record(*named("h", "Concealed Omega", Level.VETTED)[:1], by=CLEO)
    hidden = next(i.public_id for i in desk.rows().individuals if i.level is Level.VETTED)
    said = []
    for key in (hidden, "0" * 16):
        with pytest.raises(NotThere) as refused:
            hide_now(desk.session, desk.ring, person("ruth", Level.RESEARCHER), key, "safety", "hidden_now", AT)
        said.append(str(refused.value))
    assert said[0] == said[1]
    with pytest.raises(BadDraft):
        hide_now(desk.session, desk.ring, ANN, someone, "a whim", "hidden_now", AT)
