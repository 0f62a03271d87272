"""Nobody approves that what they wrote counts again, or is told to more, by whatever route. All people are synthetic."""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level
from app.codebook.values import CountValue
from app.editing.drafts import changes as c
from app.editing.errors import DecidedByAuthor, SelfApproval
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, entered_in, fact, grounds, named, shown
from tests.editing.test_reasons_stay import ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import PUBLISHED, SECOND, cases_of, decide, entered, names, newest_source


def reverted(changeset: str) -> c.Revert:
    return c.Revert(ref="x", changeset=changeset, reason="w")


def is_not_theirs(desk: Desk, waits: str, author: c.Change | object = BEN) -> None:
    """The author of what comes back does not approve it, and somebody else may."""
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(waits, author)
    assert desk.approve(waits, DORA).changeset is not None


def test_a_decision_that_holds_again_once_another_is_reverted(desk: Desk) -> None:
    k = entered(desk, born="1970")
    desk.record(shown(k), by=BEN, approved_by=(CLEO,))
    held = desk.record(shown(k, Form.HOLD), by=CLEO, approved_by=(DORA,))
    assert names(desk, k) == []
    is_not_theirs(desk, desk.propose(reverted(held), by=CLEO))


def test_a_decision_that_holds_alone_again_once_two_are_parted(desk: Desk) -> None:
    a, b = two_people(desk)
    desk.record(shown(a, ref="1"), by=BEN, approved_by=(CLEO,))
    desk.record(shown(b, Form.HOLD, ref="2"), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=DORA, approved_by=(CLEO,))
    assert names(desk, a) == []
    end = desk.propose(c.EndMerge(ref="m", kept=a, merged=b, reason="two"), by=CLEO)
    is_not_theirs(desk, end)


def test_a_decision_that_is_one_of_two_by_which_somebody_is_seen_again(desk: Desk) -> None:
    a, b = two_people(desk)
    desk.record(shown(a, ref="1"), by=BEN, approved_by=(CLEO,))
    desk.record(shown(b, ref="2"), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=DORA, approved_by=(CLEO,))
    hide_now(desk.session, desk.ring, DORA, a, "safety", "hidden_now", AT)
    for author in (BEN, CLEO):
        end = desk.propose(c.CloseWithdrawal(ref="x", subject=a, reason="w"), by=ANN)
        with pytest.raises(SelfApproval):
            desk.approve(end, author)


def test_a_ruling_that_holds_again(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    desk.record(fact(k, "a weaver", newest_source(desk), level=Level.SEALED), by=ANN, approved_by=(CLEO,))
    ref = next(x.ref for x in desk.rows().claims if x.field == "occupation")

    def lies(level: Level) -> c.RuleClaim:
        return c.RuleClaim(ref="x", claim=ref, standing="active", level=level, reason="w")

    desk.record(lies(Level.PUBLIC), by=BEN, approved_by=(CLEO,))
    raised = desk.record(lies(Level.SEALED), by=CLEO, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(reverted(raised), by=CLEO))


def test_a_state_that_holds_again(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    case = desk.case_of(k)

    def stands(state: str, *, by: object, to: object) -> str:
        return desk.record(c.SetCaseState(ref="x", case=case, state=state), by=by, approved_by=(to,))

    stands("unpublished", by=CLEO, to=DORA)
    stands("published", by=BEN, to=CLEO)
    last = stands("unpublished", by=CLEO, to=DORA)
    is_not_theirs(desk, desk.propose(reverted(last), by=CLEO))


def test_a_merge_that_stands_again(desk: Desk) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=BEN, approved_by=(CLEO,))
    end = as_many_as_it_takes(desk, c.EndMerge(ref="m", kept=a, merged=b, reason="two"))
    is_not_theirs(desk, desk.propose(reverted(end), by=CLEO))


@pytest.mark.parametrize("what", ["state", "level"])
def test_what_holds_alone_again_once_two_are_parted(desk: Desk, what: str) -> None:
    a, b = two_people(desk)
    desk.record(shown(a, ref="1"), shown(b, ref="2"), by=ANN, approved_by=(CLEO,))

    def rules(person: str, seen: bool) -> c.Change:
        if what == "level":
            return ruled(person, Level.PUBLIC if seen else Level.SEALED)
        return c.SetCaseState(ref="x", case=desk.case_of(person), state="published" if seen else "unpublished")

    desk.record(rules(b, False), by=CLEO, approved_by=(DORA,))
    desk.record(rules(b, True), by=BEN, approved_by=(CLEO,))
    desk.record(rules(a, False), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=CLEO, approved_by=(DORA,))
    assert names(desk, a) == names(desk, b) == []
    is_not_theirs(desk, desk.propose(c.EndMerge(ref="m", kept=a, merged=b, reason="two"), by=CLEO))


def test_a_decision_by_which_two_are_seen_again_who_are_one_by_now(desk: Desk) -> None:
    a, b = two_people(desk)
    desk.record(shown(a, ref="1"), shown(b, ref="2"), by=BEN, approved_by=(CLEO,))
    hide_now(desk.session, desk.ring, CLEO, b, "safety", "hidden_now", AT)
    ended = desk.record(c.CloseWithdrawal(ref="x", subject=b, reason="w"), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=CLEO, approved_by=(DORA,))
    undone = desk.record(reverted(ended), by=CLEO, approved_by=(DORA,))
    assert names(desk, a) == []
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(desk.propose(reverted(undone), by=CLEO), BEN)


def test_a_fact_of_somebody_whose_own_level_falls(desk: Desk) -> None:
    sealed = c.NewIndividual(ref="k", level=Level.SEALED)
    desk.record(*grounds(), sealed, *named("k", "Synthetic K")[1:], by=ANN, approved_by=(CLEO,))
    k = desk.by_name("Synthetic K")
    desk.record(fact(k, "weaver", newest_source(desk)), by=BEN, approved_by=(CLEO,))
    is_not_theirs(desk, desk.propose(ruled(k, Level.PUBLIC), by=CLEO))


def test_a_fact_of_a_return_whose_level_falls(desk: Desk) -> None:
    source, event = grounds()
    desk.record(source, event.model_copy(update={"level": Level.SEALED}), by=ANN, approved_by=(CLEO,))
    there = desk.rows().events[0].public_id
    count = CountValue(text="60")
    told = c.NewClaim(
        ref="f", subject=there, field="count", value=count, source=newest_source(desk), level=Level.PUBLIC
    )
    desk.record(told, by=BEN, approved_by=(CLEO,))
    is_not_theirs(desk, desk.propose(ruled(there, Level.PUBLIC), by=CLEO))


def test_a_tie_whose_source_falls(desk: Desk) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    other = c.NewSource(ref="s", title="other", publisher_key="synthetic", type="ngo_report", level=Level.SEALED)
    desk.record(other, by=ANN, approved_by=(CLEO,))
    source = newest_source(desk)
    tie = c.NewRelation(ref="r", a=a, b=b, type="sibling", certainty="certain", source=source, level=Level.PUBLIC)
    desk.record(tie, by=BEN, approved_by=(CLEO,))
    lower = c.RuleSource(ref="x", source=source, was=Level.SEALED, level=Level.PUBLIC, reason="w")
    is_not_theirs(desk, desk.propose(lower, by=CLEO))


def test_who_wrote_of_somebody_sealed_who_is_read_as_part_of_another(desk: Desk) -> None:
    desk.record(*grounds(), *named("a", "Synthetic Alpha"), by=ANN, approved_by=(BEN,))
    event = desk.rows().events[-1].public_id
    of_b = [
        each.model_copy(update={"level": Level.SEALED}) if hasattr(each, "level") else each
        for each in entered_in(desk, event, "b", "Synthetic Beta")
    ]
    desk.record(*of_b, by=BEN, approved_by=(ANN,))
    a, b = desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Beta")
    desk.record(shown(a), by=CLEO, approved_by=(DORA,))
    desk.record(c.SetCaseState(ref="x", case=desk.case_of(a), state="unpublished"), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"), by=CLEO, approved_by=(DORA,))
    published = c.SetCaseState(ref="x", case=desk.case_of(a), state="published")
    is_not_theirs(desk, desk.propose(published, by=CLEO))


def test_a_decision_about_another_return_once_the_withdrawal_of_one_ends(desk: Desk) -> None:
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (_, one), (_, two) = cases_of(desk, k)
    desk.record(shown(one), by=CLEO, approved_by=(DORA,))
    desk.record(shown(two), by=BEN, approved_by=(DORA,))
    hide_now(desk.session, desk.ring, DORA, two, "safety", "hidden_now", AT)
    assert names(desk, k) == []
    end = desk.propose(c.CloseWithdrawal(ref="x", subject=two, reason="w"), by=BEN)
    is_not_theirs(desk, end, CLEO)
    assert names(desk, k)


def test_a_decision_by_which_a_return_itself_is_seen_again(desk: Desk) -> None:
    k = entered(desk, born="1970")
    event = desk.rows().events[-1].public_id
    desk.record(shown(k, Form.HOLD), by=BEN, approved_by=(DORA,))
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    held = desk.record(shown(event, Form.HOLD), by=BEN, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(reverted(held), by=BEN), CLEO)


@pytest.mark.parametrize("by_a_revert", [False, True])
def test_a_source_that_is_told_lower(desk: Desk, by_a_revert: bool) -> None:
    level = Level.PUBLIC if by_a_revert else Level.SEALED
    new = c.NewSource(ref="s", title="a synthetic letter", publisher_key="synthetic", type="ngo_report", level=level)
    desk.record(new, by=CLEO, approved_by=(BEN,))
    source = newest_source(desk)
    lower: c.Change = c.RuleSource(ref="x", source=source, was=Level.SEALED, level=Level.PUBLIC, reason="w")
    if by_a_revert:
        up = c.RuleSource(ref="x", source=source, was=Level.PUBLIC, level=Level.SEALED, reason="w")
        lower = reverted(desk.record(up, by=ANN, approved_by=(BEN,)))
    is_not_theirs(desk, desk.propose(lower, by=BEN), CLEO)


def test_a_ruling_that_holds_again_because_what_it_is_of_comes_back(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    sealed = fact(k, "a synthetic informer", newest_source(desk), level=Level.SEALED)
    made = desk.record(sealed, by=ANN, approved_by=(DORA,))
    ref = next(x.ref for x in desk.rows().claims if x.field == "occupation")
    public = c.RuleClaim(ref="x", claim=ref, standing="active", level=Level.PUBLIC, reason="w")
    desk.record(public, by=CLEO, approved_by=(DORA,))
    gone = desk.record(reverted(made), by=BEN, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(reverted(gone), by=BEN), CLEO)
