"""Whatever the change: who wrote a decision does not approve that somebody comes to be shown by it, or more of them. All synthetic."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.errors import DecidedByAuthor, SelfApproval
from tests.editing.desk import ANN, BEN, CLEO, DAY, DORA, Desk, entered_in, shown
from tests.editing.test_governs_again import is_not_theirs, reverted
from tests.editing.test_reasons_stay import ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import PUBLISHED, SECOND, cases_of, decide, entered, names


def one(kept: str, merged: str) -> c.Change:
    return c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one")


def unpublished(case: str, ref: str = "x", state: str = "unpublished") -> c.Change:
    return c.SetCaseState(ref=ref, case=case, state=state)


def with_an_undecided_return(desk: Desk, name: str = "Synthetic Emm") -> tuple[str, tuple[str, str], tuple[str, str]]:
    """Somebody in a return that CLEO decided, who is hidden since nobody decided about their other one; each case with its return."""
    k = entered(desk, *SECOND, PUBLISHED, name=name, born="1970")
    first, second = cases_of(desk, k)
    desk.record(shown(first[1]), by=CLEO, approved_by=(DORA,))
    assert names(desk, k) == []
    return k, first, second


def test_a_merge_with_somebody_whose_case_in_the_other_return_is_not_published(desk: Desk) -> None:
    m, _, (_, event) = with_an_undecided_return(desk)
    new = [change for change in entered_in(desk, event, "k", "Synthetic Kay") if not isinstance(change, c.SetCaseState)]
    desk.record(*new, by=ANN, approved_by=(BEN,))
    k = desk.by_name("Synthetic Kay")
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == [], "that return is still asked"


def test_a_merge_of_somebody_undecided_into_whom_one_decided_about(desk: Desk) -> None:
    a, b = two_people(desk)
    desk.record(shown(a), by=BEN, approved_by=(CLEO,))
    is_not_theirs(desk, desk.propose(one(a, b), by=ANN), BEN)


def test_a_case_goes_above_while_its_person_comes_down(desk: Desk) -> None:
    """Its own level rises, and that at which it is told does not."""
    k, _, (case, _) = with_an_undecided_return(desk)
    as_many_as_it_takes(desk, ruled(k, Level.VETTED))
    both = (ruled(k, Level.PUBLIC), ruled(case, Level.VETTED).model_copy(update={"ref": "case"}))
    is_not_theirs(desk, desk.propose(*both, by=BEN), CLEO)


def test_what_shows_no_more_than_before(desk: Desk) -> None:
    k = entered(desk, born="1970")
    ((_, event),) = cases_of(desk, k)
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    own = desk.record(shown(k), by=BEN, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(reverted(own), by=BEN), CLEO)


@pytest.mark.parametrize("hidden", ["state", "level"])
@pytest.mark.parametrize("parted", [False, True])
def test_step_by_step(desk: Desk, hidden: str, parted: bool) -> None:
    """What held somebody goes while they are hidden for another reason: whoever decided may look at that, and not at what shows them."""
    k = entered(desk, name="Synthetic Kay", born="1970")
    ((case, event),) = cases_of(desk, k)
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    if parted:
        a = entered(desk, name="Synthetic Alpha", born="1970")
        desk.record(shown(a, Form.HOLD), by=DORA, approved_by=(BEN,))
        as_many_as_it_takes(desk, one(a, k))
        going: c.Change = c.EndMerge(ref="e", kept=a, merged=k, reason="two")
    else:
        going = reverted(desk.record(shown(k, Form.HOLD), by=DORA, approved_by=(BEN,)))
    as_many_as_it_takes(desk, unpublished(case) if hidden == "state" else ruled(a if parted else k, Level.SEALED))
    desk.record(going, by=BEN, approved_by=(CLEO,))
    assert "Synthetic Kay" not in repr(desk.contents())
    back = unpublished(case, state="published") if hidden == "state" else ruled(k, Level.PUBLIC)
    is_not_theirs(desk, desk.propose(back, by=BEN), CLEO)


def test_one_return_after_the_other(desk: Desk) -> None:
    """Both are taken out, and the one that was decided comes back alone."""
    _, (first, _), (second, _) = with_an_undecided_return(desk)
    as_many_as_it_takes(desk, unpublished(first, "a"), unpublished(second, "b"))
    is_not_theirs(desk, desk.propose(unpublished(first, state="published"), by=BEN), CLEO)


def test_a_decision_about_the_other_return_shows_them_by_both(desk: Desk) -> None:
    k, _, (_, event) = with_an_undecided_return(desk)
    is_not_theirs(desk, desk.propose(shown(event), by=BEN), CLEO)
    assert names(desk, k)


def test_what_goes_beneath_a_hold_is_nobodys(desk: Desk) -> None:
    """Nobody is shown by a decision beside which another one holds."""
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (case, first), (_, second) = cases_of(desk, k)
    desk.record(shown(first), by=CLEO, approved_by=(DORA,))
    desk.record(shown(second, Form.HOLD), by=DORA, approved_by=(BEN,))
    desk.record(unpublished(case), by=BEN, approved_by=(DORA,))
    assert names(desk, k) == []


def test_the_first_publication_of_somebody_in_one_return(desk: Desk) -> None:
    k = entered(desk, born="1970")
    ((case, event),) = cases_of(desk, k)
    as_many_as_it_takes(desk, unpublished(case))
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    waits = desk.propose(unpublished(case, state="published"), by=BEN)
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(waits, ANN)
    is_not_theirs(desk, waits, CLEO)
    assert names(desk, k)
    decide(desk, shown(k))


@pytest.mark.parametrize("beside", ["nobody decided", "it is too early"])
@pytest.mark.parametrize("by", ["retracted", "level"])
def test_a_hold_that_showed_nobody_is_its_writers_once_it_shows_them_to_the_vetted(
    desk: Desk, by: str, beside: str
) -> None:
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (_, first), (case, second) = cases_of(desk, k)
    desk.record(shown(first, Form.HOLD), by=BEN, approved_by=(CLEO,))
    if beside == "it is too early":
        later = {"embargo_until": DAY + timedelta(days=300)}
        desk.record(shown(second).model_copy(update=later), by=CLEO, approved_by=(DORA,))
    assert all(not content.individuals for content in desk.contents())
    gone = c.SetCaseState(ref="x", case=case, state="retracted") if by == "retracted" else ruled(case, Level.SEALED)
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(desk.propose(gone, by=DORA), BEN)


@pytest.mark.parametrize("form", [Form.FULL, Form.HOLD])
def test_nor_does_a_decision_that_an_undecided_return_hindered_show_them_by_way_of_a_level_above_all(
    desk: Desk, form: Form
) -> None:
    """Both cases are raised, and one of them is lowered again: the other, of which nobody has decided, hindered it before."""
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (mine, first), (case, _) = cases_of(desk, k)
    desk.record(shown(first, form), by=BEN, approved_by=(CLEO,))
    desk.record(ruled(mine, Level.SEALED), by=DORA, approved_by=(CLEO,))
    desk.record(ruled(case, Level.SEALED), by=DORA, approved_by=(CLEO,))
    assert all(not content.individuals for content in desk.contents())
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(desk.propose(ruled(mine, Level.PUBLIC), by=DORA), BEN)
