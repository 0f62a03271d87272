"""Of whom a word was said is asked for each person by themselves: who were one just then, and could be known. Neither somebody above nor
somebody else below changes what is read of two, or what may be done with them. All people are synthetic.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.codebook.values import DateValue
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, SelfApproval
from app.editing.history.moments import history_of
from app.editing.people import Person
from app.editing.review.undecided import undecided
from app.editing.withdrawal.hiding import hide_now
from app.vault.folding import folded
from app.vault.reading import load_apart
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, EVERYBODY, Desk, entered_in, person, shown
from tests.editing.test_governs_again import reverted
from tests.editing.test_kept_back_either_way import apart, in_one_more_return, one_in_a_return_of_both, state, taken_out
from tests.editing.test_read_as_one import limit, one
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import cases_of, decide, entered

LOW = tuple(person(name, Level.VETTED) for name in ("lo", "la", "li"))
EVERYBODY.update({each.id: each for each in LOW})


def by_the_low(desk: Desk, *changes: c.Change) -> str:
    """Proposed and approved by people who work with what is vetted; the changeset."""
    waits = desk.propose(*changes, by=LOW[0])
    made = desk.approve(waits, LOW[1]).changeset or desk.approve(waits, LOW[2]).changeset
    assert made is not None
    return made.hash.hex()


def stands(desk: Desk, change: c.Change) -> str:
    """As `by_the_low`, and nothing refuses it."""
    try:
        return by_the_low(desk, change)
    except BadDraft as refused:
        raise AssertionError(str(refused)) from None


def _written_by(desk: Desk, author: Person, change: c.Change) -> str:
    waits = desk.propose(change, by=author)
    made = desk.approve(waits, CLEO).changeset or desk.approve(waits, DORA).changeset
    assert made is not None
    return made.hash.hex()


def parted(kept: str, merged: str) -> c.Change:
    return c.EndMerge(ref="end", kept=kept, merged=merged, reason="two people")


def named_at(desk: Desk) -> list[set[str]]:
    """The given names that each edition tells."""
    return [
        {v.value.text.split()[1] for i in content.individuals for f in i.facts if f.field == "name" for v in f.values}
        for content in desk.contents()
    ]


def told_at(desk: Desk, text: str) -> list[bool]:
    return [text in repr(content) for content in desk.contents()]


def a_return(desk: Desk, label: str) -> str:
    as_many_as_it_takes(desk, c.NewEvent(ref="e", label=label, level=Level.PUBLIC))
    return desk.rows().events[-1].public_id


def entered_into(desk: Desk, event: str, name: str, *, published: bool = True) -> str:
    new = entered_in(desk, event, "p", f"Synthetic {name}")
    as_many_as_it_takes(desk, *(x for x in new if published or not isinstance(x, c.SetCaseState)))
    return desk.by_name(f"Synthetic {name}")


def dated(desk: Desk, key: str, text: str) -> None:
    """A fact of their case."""
    case, value = desk.case_of(key), DateValue(text=text)
    new = c.NewClaim(ref="q", subject=case, field="return_date", value=value, source=desk.source(), level=Level.PUBLIC)
    as_many_as_it_takes(desk, new)


def sealed_zed(desk: Desk, *, decided: bool = False) -> str:
    zed = entered(desk, name="Synthetic Zed", born="1970")
    if decided:
        decide(desk, shown(zed))
    as_many_as_it_takes(desk, ruled(zed, Level.SEALED))
    as_many_as_it_takes(desk, ruled(desk.case_of(zed), Level.SEALED))
    return zed


@pytest.mark.parametrize("emm", ["undecided", "on hold", "taken out"])
@pytest.mark.parametrize("zed", [False, True])
def test_somebody_above_who_is_read_as_part_of_the_merged_one_overrules_no_decision_of_both(
    desk: Desk, emm: str, zed: bool
) -> None:
    k, m, joint, _ = one_in_a_return_of_both(desk)
    decide(desk, shown(k, ref="1"), *([shown(m, Form.HOLD, ref="2")] if emm == "on hold" else []))
    if emm == "taken out":
        taken_out(desk, m)
    if zed:
        as_many_as_it_takes(desk, one(m, sealed_zed(desk, decided=emm == "on hold")))
    by_the_low(desk, one(k, m))
    by_the_low(desk, shown(k))
    if emm == "taken out":
        by_the_low(desk, state(joint, "unpublished", "duplicate"))
        by_the_low(desk, state(joint, "published"))
    assert [each - {"Zed"} for each in named_at(desk)] == [{"Kay", "Emm"}] * 3
    assert not any("Zed" in each for each in named_at(desk))
    assert undecided(desk.session, desk.ring, LOW[0], [])[0] == []


@pytest.mark.parametrize("zed", [False, True])
def test_nor_does_one_who_came_while_the_two_were_two(desk: Desk, zed: bool) -> None:
    k, m = apart(desk)
    decide(desk, shown(k))
    by_the_low(desk, one(k, m))
    by_the_low(desk, shown(k))
    end = by_the_low(desk, parted(k, m))
    if zed:
        as_many_as_it_takes(desk, one(m, sealed_zed(desk)))
    stands(desk, reverted(end))
    assert named_at(desk) == [{"Kay", "Emm"}] * 3


@pytest.mark.parametrize("through", [False, True])
def test_a_case_is_published_of_nobody_behind_one_who_could_not_be_known(desk: Desk, through: bool) -> None:
    """Ex was taken out for safety; Emm, who lies high, stands between Ex and Kay. `through`: with a case of Emm's between theirs."""
    entered(desk, name="Synthetic Zero", born="1970")
    first, second = a_return(desk, "First synthetic return"), a_return(desk, "Second synthetic return")
    k, x = entered_into(desk, first, "Kay"), entered_into(desk, first, "Ex")
    m = entered_into(desk, second, "Emm")
    dated(desk, x, "1932-03-07")
    if through:
        in_one_more_return(desk, m, first)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"), shown(x, ref="3"))
    joint = desk.case_of(k)
    taken_out(desk, x)
    up = as_many_as_it_takes(desk, ruled(m, Level.SEALED))
    as_many_as_it_takes(desk, one(m, x))
    as_many_as_it_takes(desk, one(k, m))
    by_the_low(desk, state(joint, "unpublished", "duplicate"))
    by_the_low(desk, state(joint, "published"))
    as_many_as_it_takes(desk, reverted(up))
    assert not any("Ex" in each for each in named_at(desk))
    assert told_at(desk, "1932-03-07") == [False] * 3


@pytest.mark.parametrize("through", [False, True])
def test_nor_does_a_limit_that_was_ruled_unknowing_raise_another(desk: Desk, through: bool) -> None:
    entered(desk, name="Synthetic Zero", born="1970")
    first, second = a_return(desk, "First synthetic return"), a_return(desk, "Second synthetic return")
    k, x = entered_into(desk, first, "Kay"), entered_into(desk, first, "Ex")
    m = entered_into(desk, second, "Emm")
    if through:
        in_one_more_return(desk, m, first)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"), shown(x, ref="3"))
    joint = desk.case_of(k)
    as_many_as_it_takes(desk, limit(desk.case_of(x), "reported"))
    as_many_as_it_takes(desk, ruled(m, Level.VETTED))
    as_many_as_it_takes(desk, one(m, x))
    as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, limit(joint, "documented"))
    (limits,) = (case.limits for case in desk.rows().cases if case.public_id == joint)
    assert {each.verification for each in limits} == {"documented", "reported"}


@pytest.mark.parametrize("never", [True, False])
def test_a_decision_from_before_publishes_no_case_that_nobody_published(desk: Desk, never: bool) -> None:
    """Ex and Emm are one, and decided; only after that their case is read as part of Kay's, which is told."""
    entered(desk, name="Synthetic Zero", born="1970")
    first, second = a_return(desk, "First synthetic return"), a_return(desk, "Second synthetic return")
    k = entered_into(desk, first, "Kay")
    m, x = (entered_into(desk, first, name, published=False) for name in ("Emm", "Ex"))
    dated(desk, m, "1931-03-07")
    dated(desk, x, "1932-03-07")
    case = desk.case_of(m)
    in_one_more_return(desk, m, second)
    if not never:
        as_many_as_it_takes(desk, state(case, "unpublished", "duplicate"))
    decide(desk, shown(k))
    as_many_as_it_takes(desk, one(m, x))
    as_many_as_it_takes(desk, shown(m))
    as_many_as_it_takes(desk, one(k, m))
    assert (told_at(desk, "1931-03-07"), told_at(desk, "1932-03-07")) == ([False] * 3, [False] * 3)
    as_many_as_it_takes(desk, shown(k))
    assert (told_at(desk, "1931-03-07"), told_at(desk, "1932-03-07")) == ([True] * 3, [True] * 3)


@pytest.mark.parametrize("said", ["nothing", "a state", "a limit", "a decision"])
@pytest.mark.parametrize("ended", [False, True])
def test_what_is_said_of_somebody_above_hinders_no_revert(desk: Desk, said: str, ended: bool) -> None:
    k, m = apart(desk)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    zed = sealed_zed(desk, decided=True)
    case = desk.case_of(zed)
    as_many_as_it_takes(desk, one(m, zed))
    if ended:
        as_many_as_it_takes(desk, parted(m, zed))
    by_the_low(desk, one(k, m))
    end = by_the_low(desk, parted(k, m))
    if said == "a state":
        as_many_as_it_takes(desk, state(case, "unpublished", "safety"))
    if said == "a limit":
        as_many_as_it_takes(desk, limit(case, "reported"))
    if said == "a decision" and ended:
        as_many_as_it_takes(desk, shown(zed, Form.HOLD))
    stands(desk, reverted(end))
    assert {root.public_id for root in desk.rows().individuals} & {k, m} == {k}


@pytest.mark.parametrize("entered_meanwhile", ["a case above", "a return above", "a case"])
def test_cases_that_were_entered_while_two_were_two_are_joined_when_they_are_one_again(
    desk: Desk, entered_meanwhile: str
) -> None:
    """As by a merge anew: nothing is refused, so that nobody learns of a case above them."""
    k, m = apart(desk)
    ((_, event),) = cases_of(desk, k)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    by_the_low(desk, one(k, m))
    end = by_the_low(desk, parted(k, m))
    level = Level.PUBLIC if entered_meanwhile == "a case" else Level.SEALED
    if entered_meanwhile == "a return above":
        as_many_as_it_takes(desk, c.NewEvent(ref="e", label="A synthetic return above", level=level))
        event = desk.rows().events[-1].public_id
        as_many_as_it_takes(desk, c.NewCase(ref="n", individual=k, event=event, level=level))
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=m, event=event, level=level))
    before = load_apart(desk.session, desk.ring)[0]
    back = stands(desk, reverted(end))
    assert [case.event for case in desk.rows().cases if case.individual == k].count(event) == 1
    as_many_as_it_takes(desk, reverted(back))
    rows, merges = load_apart(desk.session, desk.ring)
    assert (rows.cases, folded(rows, merges).cases) == (before.cases, before.cases)


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.SEALED])
def test_so_are_those_of_several_who_are_one_again_at_once(desk: Desk, level: Level) -> None:
    k, m = apart(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    decide(desk, shown(k, ref="1"), shown(m, ref="2"), shown(x, ref="3"))
    merged = by_the_low(desk, one(k, m), c.MergeSubjects(ref="second", kept=k, merged=x, reason="one"))
    back = by_the_low(desk, reverted(merged))
    as_many_as_it_takes(desk, c.NewEvent(ref="e", label="One more synthetic return", level=level))
    event = desk.rows().events[-1].public_id
    for each in (m, x):
        as_many_as_it_takes(desk, c.NewCase(ref="n", individual=each, event=event, level=level))
    stands(desk, reverted(back))
    assert [case.event for case in desk.rows().cases if case.individual == k].count(event) == 1


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.SEALED])
def test_a_case_that_was_taken_back_hinders_no_merge(desk: Desk, level: Level) -> None:
    k, m = apart(desk)
    ((_, event),) = cases_of(desk, k)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    slip = as_many_as_it_takes(desk, c.NewCase(ref="n", individual=m, event=event, level=level))
    as_many_as_it_takes(desk, reverted(slip))
    stands(desk, one(k, m))
    assert {each.public_id for each in desk.rows().individuals} & {k, m} == {k}


@pytest.mark.parametrize("reason", ["safety", "duplicate"])
@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER, Level.VETTED])
def test_what_was_taken_out_while_two_were_two_is_not_told_once_they_are_one_again(
    desk: Desk, level: Level, reason: str
) -> None:
    """Their cases may lie higher than they do: whether it is refused or not, nothing of it is told."""
    k, m, joint, _ = one_in_a_return_of_both(desk)
    mine = desk.case_of(m)
    dated(desk, m, "1932-03-07")
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    for case in (joint, mine):
        as_many_as_it_takes(desk, ruled(case, level))
    by_the_low(desk, one(k, m))
    by_the_low(desk, state(joint, "unpublished", "duplicate"))
    by_the_low(desk, state(joint, "published"))
    end = by_the_low(desk, parted(k, m))
    as_many_as_it_takes(desk, state(mine, "unpublished", reason))
    with suppress(BadDraft):
        by_the_low(desk, reverted(end))
    assert not any("Emm" in each for each in named_at(desk))
    assert told_at(desk, "1932-03-07") == [False] * 3


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.VETTED])
def test_nor_is_who_was_hidden_with_their_return_meanwhile(desk: Desk, level: Level) -> None:
    """By a return that whoever takes the end back sees; Emm is decided by it alone."""
    k, m = apart(desk)
    ((case, event),) = cases_of(desk, m)
    decide(desk, shown(k, ref="1"))
    as_many_as_it_takes(desk, shown(event))
    for each in (case, event):
        as_many_as_it_takes(desk, ruled(each, level))
    by_the_low(desk, one(k, m))
    by_the_low(desk, shown(k))
    end = by_the_low(desk, parted(k, m))
    hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)
    assert not any("Emm" in each for each in named_at(desk))
    with pytest.raises(BadDraft, match="while they were two"):
        by_the_low(desk, reverted(end))


@pytest.mark.parametrize("by", ["nobody decided of it", "it is hidden"])
@pytest.mark.parametrize("form", [Form.HOLD, Form.DESCRIPTOR])
def test_what_keeps_somebody_back_at_a_level_does_so_also_where_less_is_asked_below(
    desk: Desk, form: Form, by: str
) -> None:
    """Kay is undecided, and has a second case, for the vetted alone, in a return that shows nobody; Emm has one there, of no state yet."""
    k, m = apart(desk)
    ((_, first),) = cases_of(desk, k)
    second = a_return(desk, "One more synthetic return")
    as_many_as_it_takes(desk, ruled(in_one_more_return(desk, k, second), Level.VETTED))
    as_many_as_it_takes(desk, shown(first, form))
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=m, event=second, level=Level.PUBLIC))
    if by == "it is hidden":
        as_many_as_it_takes(desk, shown(second))
        hide_now(desk.session, desk.ring, CLEO, second, "safety", "hidden_now", AT)
    assert named_at(desk)[2] == set()
    by_the_low(desk, one(k, m))
    assert named_at(desk)[2] == set()


def test_a_circle_is_refused_also_where_somebody_of_it_is_hidden(desk: Desk) -> None:
    k, m = apart(desk)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    as_many_as_it_takes(desk, one(k, m))
    end = as_many_as_it_takes(desk, parted(k, m))
    as_many_as_it_takes(desk, one(m, k))
    hide_now(desk.session, desk.ring, CLEO, m, "safety", "hidden_now", AT)
    with pytest.raises(BadDraft, match="merged already"):
        desk.approve(desk.propose(reverted(end), by=BEN), DORA)


@pytest.mark.parametrize("how", ["its end", "a revert"])
def test_who_holds_somebody_back_does_not_show_them_to_the_vetted(desk: Desk, how: str) -> None:
    """At vetted a hold shows its person: whoever wrote it does not approve that it governs again."""
    k, m = apart(desk)
    by_ann = partial(_written_by, desk, ANN)
    by_ann(shown(k))
    _written_by(desk, BEN, shown(m, Form.HOLD))
    by_ann(state(desk.case_of(k), "unpublished", "safety"))
    merged = by_ann(one(k, m))
    assert named_at(desk) == [set()] * 3
    waits = desk.propose(parted(k, m) if how == "its end" else reverted(merged), by=DORA)
    with pytest.raises(SelfApproval):
        desk.approve(waits, BEN)


def test_history_shows_no_case_go_into_somebody_above(desk: Desk) -> None:
    """Ex was read as part of Kay by way of Emm; both were parted, and Emm lies above who reads now."""
    entered(desk, name="Synthetic Zero", born="1970")
    first, second = a_return(desk, "First synthetic return"), a_return(desk, "Second synthetic return")
    k, x = entered_into(desk, first, "Kay"), entered_into(desk, first, "Ex")
    m = entered_into(desk, second, "Emm")
    mine = [as_many_as_it_takes(desk, each) for each in (one(m, x), one(k, m), parted(k, m), parted(m, x))]
    as_many_as_it_takes(desk, ruled(m, Level.SEALED))
    as_many_as_it_takes(desk, ruled(desk.case_of(m), Level.SEALED))
    for key in (k, x):
        told = {entry.changeset for entry in history_of(desk.session, desk.ring, LOW[0], key) if entry.changed}
        assert told.isdisjoint(mine)


def test_the_front_page_lists_whom_a_decision_from_before_does_not_reach(desk: Desk) -> None:
    """Emm and Kay were one, and decided; Emm is parted, merged into Ex, and Kay's decision is none of Emm's any more."""
    k, m = apart(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    decide(desk, shown(k, ref="1"), shown(x, ref="2"))
    as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, shown(k))
    as_many_as_it_takes(desk, parted(k, m))
    as_many_as_it_takes(desk, one(x, m))
    assert named_at(desk) == [{"Kay", "Ex"}] * len(EDITION_LEVELS)
    ((found,), _) = undecided(desk.session, desk.ring, DORA, [])
    assert found.people == (x,)
