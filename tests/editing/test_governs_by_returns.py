"""What was decided about a return decides about somebody at a level where nothing of theirs there hinders it: who decided does not approve
that it governs again. All people are synthetic.
"""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.errors import DecidedByAuthor, SelfApproval
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import AT, BEN, CLEO, DORA, Desk, shown
from tests.editing.test_governs_again import is_not_theirs, reverted
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_seen_more import SECOND, cases_of, entered, names


def decided_by_its_return(desk: Desk) -> tuple[str, str]:
    """Somebody who is shown by CLEO's decision about their return; and the return."""
    k = entered(desk, born="1970")
    ((_, event),) = cases_of(desk, k)
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    assert names(desk, k)
    return k, event


def test_a_decision_about_a_return_once_a_case_in_an_undecided_one_is_taken_back(desk: Desk) -> None:
    k, _ = decided_by_its_return(desk)
    event = c.NewEvent(ref="e2", label="Another synthetic return", level=Level.PUBLIC)
    case = c.NewCase(ref="k2", individual=k, event="@e2", level=Level.PUBLIC)
    stands = c.SetCaseState(ref="k2-state", case="@k2", state="published")
    made = desk.record(event, case, stands, by=BEN, approved_by=(DORA,))
    assert names(desk, k) == [], "one return of which nobody has decided is enough"
    is_not_theirs(desk, desk.propose(reverted(made), by=BEN), CLEO)
    assert names(desk, k)


def test_a_decision_about_a_return_once_two_are_parted(desk: Desk) -> None:
    """The one who is kept had been taken out: while they were one, that hid both."""
    b, _ = decided_by_its_return(desk)
    a = entered(desk, name="Synthetic Beta", born="1970")
    out = c.SetCaseState(ref="x", case=desk.case_of(a), state="unpublished", reason="safety")
    desk.record(out, by=BEN, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=BEN, approved_by=(DORA,))
    assert names(desk, a) == []
    is_not_theirs(desk, desk.propose(c.EndMerge(ref="e", kept=a, merged=b, reason="two"), by=BEN), CLEO)


def also_returned_above(desk: Desk, k: str, level: Level | None) -> None:
    """A second, published case of theirs in a return of which nobody decided, told to `level` alone; none where there is no level."""
    if level is not None:
        event = c.NewEvent(ref="e2", label="Another synthetic return", level=level)
        case = c.NewCase(ref="k2", individual=k, event="@e2", level=level)
        stands = c.SetCaseState(ref="k2-state", case="@k2", state="published")
        desk.record(event, case, stands, by=BEN, approved_by=(DORA,))
    assert names(desk, k), "who does not see the second case is told as before"


above = pytest.mark.parametrize("above", [None, Level.VETTED, Level.SEALED])


@above
def test_a_decision_about_a_return_below_a_case_in_an_undecided_one(desk: Desk, above: Level | None) -> None:
    k, _ = decided_by_its_return(desk)
    also_returned_above(desk, k, above)
    held = desk.record(shown(k, Form.HOLD), by=BEN, approved_by=(DORA,))
    assert names(desk, k) == []
    is_not_theirs(desk, desk.propose(reverted(held), by=BEN), CLEO)


@above
def test_the_end_of_a_withdrawal_by_who_decided_about_the_return(desk: Desk, above: Level | None) -> None:
    k, _ = decided_by_its_return(desk)
    also_returned_above(desk, k, above)
    hide_now(desk.session, desk.ring, BEN, k, "safety", "hidden_now", AT)
    is_not_theirs(desk, desk.propose(c.CloseWithdrawal(ref="x", subject=k, reason="w"), by=BEN), CLEO)
    assert names(desk, k)


@pytest.mark.parametrize("other", [None, Form.HOLD])
@pytest.mark.parametrize("what", ["state", "level", "plainly"])
def test_where_the_case_in_another_return_is_told_no_more(desk: Desk, other: Form | None, what: str) -> None:
    """What was decided of one return governs again: by a revert of what told the other case, or by its state."""
    k = entered(desk, *SECOND, born="1970")
    (_, first), (case, second) = cases_of(desk, k)
    desk.record(shown(first), by=BEN, approved_by=(CLEO,))
    if other:
        desk.record(shown(second, other), by=CLEO, approved_by=(DORA,))
    published = c.SetCaseState(ref="x", case=case, state="published")
    if what == "level":
        desk.record(ruled(case, Level.SEALED), by=DORA, approved_by=(CLEO,))
        desk.record(published, by=CLEO, approved_by=(DORA,))
        told = desk.record(ruled(case, Level.PUBLIC), by=CLEO, approved_by=(DORA,))
    else:
        told = desk.record(published, by=CLEO, approved_by=(DORA,))
    assert names(desk, k) == []
    hidden = c.SetCaseState(ref="x", case=case, state="unpublished") if what == "plainly" else reverted(told)
    waits = desk.propose(hidden, by=DORA)
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(waits, BEN)
    assert desk.approve(waits, CLEO).changeset is not None
    assert names(desk, k)
