"""Who wrote of somebody, or decided about them, does not approve that they are shown by it: of two who are read as one, of several returns,
and of decisions that were made together. All people are synthetic.
"""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import NameValue, TermValue
from app.editing.drafts import changes as c
from app.editing.errors import DecidedByAuthor, SelfApproval
from app.editing.people import Person
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, entered_in, fact, grounds, named, shown
from tests.editing.test_governs_again import is_not_theirs, reverted
from tests.editing.test_reasons_stay import ruled, two_people
from tests.editing.test_seen_more import PUBLISHED, SECOND, cases_of, entered, names, newest_source

KAY, EMM = "Synthetic Kay", "Synthetic Emm"


def merged(desk: Desk, k: str, m: str) -> str:
    """M is read as part of K, by an approval of DORA's."""
    return desk.record(c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"), by=CLEO, approved_by=(DORA,))


def published(case: str, ref: str = "x") -> c.Change:
    return c.SetCaseState(ref=ref, case=case, state="published")


def entered_unpublished(desk: Desk, event: str, name: str = EMM, by: Person = BEN) -> str:
    made = (each for each in entered_in(desk, event, "m", name) if not isinstance(each, c.SetCaseState))
    desk.record(*made, by=by, approved_by=(DORA,))
    return desk.by_name(name)


def refuses(desk: Desk, waits: str, who: Person) -> None:
    with pytest.raises((SelfApproval, DecidedByAuthor)):
        desk.approve(waits, who)


def told(desk: Desk, name: str = EMM) -> list[bool]:
    """Which levels are told the name, the lowest first."""
    return [name in repr(content) for content in desk.contents()]


# who is parted stands by themselves


@pytest.fixture
def never_alone(desk: Desk) -> tuple[str, str, str]:
    """M, whose return CLEO decided while M was hidden, and who was told since only as part of K; the merge."""
    m, k = (entered(desk, name=name, born="1970") for name in (EMM, KAY))
    (_, of_m), (_, of_k) = cases_of(desk, m)[0], cases_of(desk, k)[0]
    desk.record(shown(of_k), by=BEN, approved_by=(DORA,))
    hide_now(desk.session, desk.ring, DORA, m, "safety", "hidden_now", AT)
    desk.record(shown(of_m), by=CLEO, approved_by=(DORA,))
    made = merged(desk, k, m)
    desk.record(c.CloseWithdrawal(ref="x", subject=k, reason="w"), by=BEN, approved_by=(DORA,))
    assert names(desk, m) == [] and EMM in names(desk, k)
    return k, m, made


@pytest.mark.parametrize("by", ["its end", "a revert"])
def test_by_themselves_for_the_first_time(desk: Desk, never_alone: tuple[str, str, str], by: str) -> None:
    k, m, made = never_alone
    change = c.EndMerge(ref="m", kept=k, merged=m, reason="two") if by == "its end" else reverted(made)
    is_not_theirs(desk, desk.propose(change, by=BEN), CLEO)
    assert names(desk, m) == [EMM]


def test_by_the_decision_of_a_return_in_which_both_were(desk: Desk) -> None:
    k = entered(desk, name=KAY, born="1970")
    ((_, event),) = cases_of(desk, k)
    desk.record(*entered_in(desk, event, "m", EMM), by=ANN, approved_by=(BEN,))
    m = desk.by_name(EMM)
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    merged(desk, k, m)
    is_not_theirs(desk, desk.propose(c.EndMerge(ref="m", kept=k, merged=m, reason="two"), by=BEN), CLEO)


def test_by_the_stricter_decision_alone(desk: Desk) -> None:
    a, b = two_people(desk)
    desk.record(shown(a, ref="1"), by=BEN, approved_by=(DORA,))
    desk.record(shown(b, Form.DESCRIPTOR, ref="2"), by=CLEO, approved_by=(DORA,))
    merged(desk, a, b)
    is_not_theirs(desk, desk.propose(c.EndMerge(ref="m", kept=a, merged=b, reason="two"), by=BEN), CLEO)


def test_with_who_is_read_as_part_of_them(desk: Desk) -> None:
    """N, who is read as part of M, is told by what CLEO decided about N's return."""
    m, k = two_people(desk)
    desk.record(shown(m, ref="1"), shown(k, ref="2"), by=BEN, approved_by=(DORA,))
    n = entered(desk, name="Synthetic Enn", born="1970")
    desk.record(shown(cases_of(desk, n)[0][1]), by=CLEO, approved_by=(DORA,))
    for kept, one in ((m, n), (k, m)):
        desk.record(c.MergeSubjects(ref="m", kept=kept, merged=one, reason="one"), by=BEN, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(c.EndMerge(ref="m", kept=k, merged=m, reason="two"), by=BEN), CLEO)


# by whose decision somebody is told who was kept back


@pytest.fixture
def decided_return(desk: Desk) -> tuple[str, str]:
    """K, decided by BEN; and another return."""
    k = entered(desk, name=KAY, born="1970")
    desk.record(shown(k), by=BEN, approved_by=(DORA,))
    desk.record(c.NewEvent(ref="e", label="Another synthetic return", level=Level.PUBLIC), by=ANN, approved_by=(DORA,))
    return k, desk.rows().events[-1].public_id


@pytest.mark.parametrize("before", [(), (CLEO,), (BEN,)], ids=["once", "twice", "after somebody else"])
@pytest.mark.parametrize("way", ["state", "level"])
def test_whoever_decided_about_the_return_of_the_merged_one(
    desk: Desk, decided_return: tuple[str, str], way: str, before: tuple[Person, ...]
) -> None:
    k, event = decided_return
    if way == "state":
        m = entered_unpublished(desk, event, by=ANN)
    else:
        high = entered_in(desk, event, "m", EMM)
        high = [x.model_copy(update={"level": Level.SEALED}) if isinstance(x, c.NewCase) else x for x in high]
        desk.record(*high, by=ANN, approved_by=(DORA,))
        m = desk.by_name(EMM)
    ((case, _),) = cases_of(desk, m)
    for earlier in before:
        desk.record(shown(event), by=earlier, approved_by=(DORA,))
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"), by=BEN, approved_by=(DORA,))
    assert not any(told(desk))
    change = published(case) if way == "state" else ruled(case, Level.PUBLIC)
    is_not_theirs(desk, desk.propose(change, by=ANN), CLEO)
    assert all(told(desk))


def test_once_the_withdrawal_of_both_ends(desk: Desk, decided_return: tuple[str, str]) -> None:
    k, event = decided_return
    desk.record(*entered_in(desk, event, "m", EMM), by=ANN, approved_by=(DORA,))
    m = desk.by_name(EMM)
    hide_now(desk.session, desk.ring, DORA, m, "safety", "hidden_now", AT)
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"), by=BEN, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(c.CloseWithdrawal(ref="x", subject=k, reason="w"), by=ANN), CLEO)
    assert all(told(desk))


@pytest.mark.parametrize("way", ["state", "level"])
def test_another_return_of_the_merged_one(desk: Desk, decided_return: tuple[str, str], way: str) -> None:
    """Of whom a case is told already."""
    k, one = decided_return
    desk.record(c.NewEvent(ref="e", label="A third synthetic return", level=Level.PUBLIC), by=ANN, approved_by=(DORA,))
    event = desk.rows().events[-1].public_id
    desk.record(*entered_in(desk, one, "m", EMM), by=ANN, approved_by=(DORA,))
    m = desk.by_name(EMM)
    desk.record(shown(one), by=BEN, approved_by=(DORA,))
    desk.record(shown(event), by=CLEO, approved_by=(BEN,))
    second = c.NewCase(ref="c", individual=m, event=event, level=Level.SEALED if way == "level" else Level.PUBLIC)
    desk.record(second, *([published("@c")] if way == "level" else []), by=ANN, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"), by=BEN, approved_by=(DORA,))
    case = cases_of(desk, k)[-1][0]
    change = published(case) if way == "state" else ruled(case, Level.PUBLIC)
    is_not_theirs(desk, desk.propose(change, by=ANN), CLEO)


def test_a_decision_of_both_hangs_on_no_decision_about_a_return(desk: Desk) -> None:
    """Two entries of a child; who decided about either return may look at what is decided of both, else nobody were left of four."""
    k, m = (entered(desk, name=name, born="2015") for name in (KAY, EMM))
    for person, author, others in ((k, BEN, (CLEO, DORA)), (m, CLEO, (BEN, DORA))):
        desk.record(shown(cases_of(desk, person)[0][1], Form.DESCRIPTOR), by=author, approved_by=others)
    desk.record(c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"), by=DORA, approved_by=(BEN, CLEO))
    desk.record(shown(k), by=DORA, approved_by=(BEN, CLEO))
    assert {KAY, EMM} <= set(names(desk, k))


@pytest.mark.parametrize("with_a_merge", [False, True])
def test_a_return_in_which_another_one_stood_who_is_merged_by_the_same_proposal(desk: Desk, with_a_merge: bool) -> None:
    k = entered(desk, *SECOND, name=KAY, born="1970")
    (_, one), (second, two) = cases_of(desk, k)
    desk.record(fact(second, "synthetic words", desk.source(), field="account"), by=ANN, approved_by=(DORA,))
    desk.record(*entered_in(desk, two, "m", EMM), by=ANN, approved_by=(DORA,))
    desk.record(shown(one), by=BEN, approved_by=(DORA,))
    desk.record(shown(two), by=CLEO, approved_by=(DORA,))
    assert not any(told(desk, "synthetic words"))
    merge = [c.MergeSubjects(ref="m", kept=k, merged=desk.by_name(EMM), reason="one")] if with_a_merge else []
    is_not_theirs(desk, desk.propose(published(second), *merge, by=ANN), CLEO)
    assert all(told(desk, "synthetic words"))


# who wrote of somebody who was kept back


@pytest.mark.parametrize("what", ["a name", "a tie"])
def test_whoever_wrote_of_who_is_kept_back(desk: Desk, what: str) -> None:
    """The joint case is published once more, which is said of both."""
    k = entered(desk, name=KAY, born="1970")
    ((case, event),) = cases_of(desk, k)
    m = entered_unpublished(desk, event, by=BEN if what == "a name" else ANN)
    if what == "a tie":
        desk.record(*entered_in(desk, event, "o", "Synthetic Other"), by=ANN, approved_by=(DORA,))
        tie = {"b": desk.by_name("Synthetic Other"), "type": "sibling", "certainty": "probable"}
        tied = c.NewRelation(ref="t", a=m, source=desk.source(), level=Level.PUBLIC, **tie)
        desk.record(tied, by=BEN, approved_by=(DORA,))
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    merged(desk, k, m)
    assert not any(told(desk)) and not desk.contents()[0].relations
    waits = desk.propose(published(case), by=CLEO)
    refuses(desk, waits, BEN)
    assert desk.approve(waits, DORA).changeset
    assert all(told(desk)) and bool(desk.contents()[0].relations) == (what == "a tie")


@pytest.mark.parametrize("of", ["who is kept", "the return"])
def test_a_hold_tells_the_vetted_of_who_was_kept_back(desk: Desk, decided_return: tuple[str, str], of: str) -> None:
    k, event = decided_return
    desk.record(*entered_in(desk, event, "m", EMM), by=CLEO, approved_by=(ANN,))
    merged(desk, k, desk.by_name(EMM))
    assert not any(told(desk))
    is_not_theirs(desk, desk.propose(shown(k if of == "who is kept" else event, Form.HOLD), by=BEN), CLEO)
    assert told(desk) == [False, False, True]


def test_two_let_be_told_whose_consent_was_taken_back(desk: Desk) -> None:
    """Of whom nothing but an occupation is known."""
    k = entered(desk, name=KAY, born="1970")
    ((case, event),) = cases_of(desk, k)
    made = (x for x in entered_in(desk, event, "m", EMM) if not isinstance(x, c.SetCaseState) and x.ref != "m-name")
    desk.record(*made, by=ANN, approved_by=(DORA,))
    m = desk.rows().individuals[-1].public_id
    desk.record(fact(m, "synthetic baker", desk.source()), by=ANN, approved_by=(DORA,))
    out = c.SetCaseState(ref="x", case=cases_of(desk, m)[0][0], state="unpublished", reason="consent_withdrawn")
    desk.record(out, by=ANN, approved_by=(CLEO,))
    desk.record(shown(event), by=ANN, approved_by=(DORA, CLEO))
    desk.record(c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"), by=ANN, approved_by=(CLEO, DORA))
    assert not any(told(desk, "baker"))
    desk.record(published(case), by=ANN, approved_by=(CLEO, DORA))
    assert all(told(desk, "baker"))


# several returns, decided together or not


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("form", [Form.FULL, Form.COUNT_ONLY, Form.AS_PUBLISHED])
def test_another_return_of_theirs(desk: Desk, form: Form, together: bool) -> None:
    """In which they are shown, or counted, or with another line."""
    k = entered(desk, *SECOND, born="1970")
    (first, one), (second, two) = cases_of(desk, k)
    lines = [newest_source(desk)]
    line = c.NewSource(ref="s", title="Another", publisher_key="other", type="ngo_report", level=Level.PUBLIC)
    name = {"field": "name", "value": NameValue(text="Synthetic Other Name"), "level": Level.PUBLIC}
    desk.record(line, c.NewClaim(ref="n", subject=k, source="@s", **name), by=ANN, approved_by=(BEN,))
    lines.append(newest_source(desk))
    decisions = [
        shown(event, form, ref=event).model_copy(
            update={"evidence": (lines[n],), "purposes": () if form is Form.COUNT_ONLY else shown(event).purposes}
        )
        for n, event in enumerate((one, two))
    ]
    for some in [decisions] if together else [[each] for each in decisions]:
        desk.record(*some, by=CLEO, approved_by=(DORA,))
    gone = [c.SetCaseState(ref="y", case=first, state="unpublished")] if form is Form.AS_PUBLISHED else []
    is_not_theirs(desk, desk.propose(published(second), *gone, by=BEN), CLEO)


@pytest.mark.parametrize("way", ["state", "level"])
@pytest.mark.parametrize("born", ["1970", "2015"])
def test_what_a_line_kept_back_is_more_of_them(desk: Desk, born: str, way: str) -> None:
    """In one return they are described, of the other one line is printed, so of that line alone something is told; then that return goes.
    Researchers are told no more of them than that they were counted.
    """
    two = (DORA, BEN) if born == "2015" else (DORA,)
    k = entered(desk, *SECOND, PUBLISHED, name=KAY, born=born)
    (first, one), (case, other) = cases_of(desk, k)
    public = {"purposes": tuple(purpose for purpose in Purpose if purpose is not Purpose.RESEARCH_ACCESS)}
    printed = shown(other, Form.AS_PUBLISHED).model_copy(update={"evidence": (newest_source(desk),), **public})
    desk.record(printed, by=ANN, approved_by=(DORA, BEN) if born == "2015" else (BEN,))
    desk.record(shown(one, Form.DESCRIPTOR).model_copy(update=public), by=CLEO, approved_by=two)
    line = c.NewSource(ref="s", title="Another", publisher_key="other", type="ngo_report", level=Level.PUBLIC)
    term = {"field": "protection_status", "value": TermValue(term="asylum_seeker"), "level": Level.PUBLIC}
    desk.record(line, c.NewClaim(ref="n", subject=first, source="@s", **term), by=ANN, approved_by=(BEN,))
    assert told(desk, "asylum_seeker")[0] is False
    gone = c.SetCaseState(ref="x", case=case, state="unpublished") if way == "state" else ruled(case, Level.VETTED)
    waits = desk.propose(gone, by=BEN if born == "1970" else ANN)
    for who in (ANN, CLEO) if born == "1970" else (CLEO,):
        refuses(desk, waits, who)
    approvals = [desk.approve(waits, who).changeset is not None for who in two]
    assert approvals == [False] * (len(two) - 1) + [True] and told(desk, "asylum_seeker")[0]


def test_counted_in_another_return(desk: Desk) -> None:
    """The vetted, who see all of it, saw that before."""
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (_, one), (case, two) = cases_of(desk, k)
    desk.record(ruled(case, Level.VETTED), by=DORA, approved_by=(BEN,))
    counted = [shown(each, Form.COUNT_ONLY).model_copy(update={"purposes": ()}) for each in (one, two)]
    desk.record(counted[0], by=DORA, approved_by=(BEN,))
    desk.record(counted[1], by=CLEO, approved_by=(BEN,))
    is_not_theirs(desk, desk.propose(ruled(case, Level.PUBLIC), by=BEN), CLEO)


def _counted(desk: Desk) -> dict[str, int]:
    """By return, how many a researcher is told of without a line of their own."""
    return {event.public_id: event.counted for event in desk.contents()[Level.RESEARCHER].events}


@pytest.mark.parametrize("form", [Form.COUNT_ONLY, Form.DESCRIPTOR])
def test_counted_in_another_return_as_few_look_like_them(desk: Desk, form: Form) -> None:
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (_, one), (case, two) = cases_of(desk, k)
    desk.record(ruled(case, Level.VETTED), by=DORA, approved_by=(BEN,))
    desk.record(shown(one, form), by=DORA, approved_by=(BEN,))
    desk.record(shown(two, form), by=CLEO, approved_by=(BEN,))
    assert _counted(desk) == {one: 1, two: 0}
    is_not_theirs(desk, desk.propose(ruled(case, Level.RESEARCHER), by=BEN), CLEO)
    assert _counted(desk) == {one: 1, two: 1}


@pytest.mark.parametrize("born", ["1970", "2015"])
def test_counted_in_returns_as_they_leave_those_who_look_like_them(desk: Desk, born: str) -> None:
    """Of five nobody is counted; then nothing of one may be told to researchers but the number."""
    two = (BEN, CLEO) if born == "2015" else (BEN,)
    k = entered(desk, *SECOND, PUBLISHED, born=born)
    (_, one), (_, other) = cases_of(desk, k)
    for event in (one, other):
        desk.record(shown(event, Form.DESCRIPTOR), by=DORA, approved_by=two)
    for n in range(4):
        desk.record(*entered_in(desk, one, "m", f"Synthetic {n}", "1970"), by=ANN, approved_by=(BEN,))
        desk.record(shown(desk.by_name(f"Synthetic {n}"), Form.DESCRIPTOR), by=DORA, approved_by=(BEN,))
    assert _counted(desk) == {one: 0, other: 0}
    public = tuple(purpose for purpose in Purpose if purpose is not Purpose.RESEARCH_ACCESS)
    waits = desk.propose(shown(other, Form.DESCRIPTOR).model_copy(update={"purposes": public}), by=CLEO)
    refuses(desk, waits, DORA)
    refuses(desk, waits, ANN)


def test_who_entered_a_child_does_not_let_them_be_counted_in_another_return(desk: Desk) -> None:
    k = entered(desk, born="2015")
    another = [made.model_copy(update={"individual": k}) if isinstance(made, c.NewCase) else made for made in SECOND]
    desk.record(*another, PUBLISHED, by=DORA, approved_by=(BEN,))
    (_, one), (case, two) = cases_of(desk, k)
    desk.record(ruled(case, Level.VETTED), by=DORA, approved_by=(BEN,))
    for event in (one, two):
        desk.record(shown(event, Form.COUNT_ONLY), by=DORA, approved_by=(BEN, CLEO))
    waits = desk.propose(ruled(case, Level.RESEARCHER), by=BEN)
    refuses(desk, waits, ANN)
    assert _counted(desk) == {one: 1, two: 0}


def test_a_claim_or_a_case_of_whom_they_decided_is_theirs_to_look_at(desk: Desk) -> None:
    """Who decided about somebody by themselves may look at what is entered of them since."""
    k = entered(desk, *SECOND, born="1970")
    desk.record(shown(k), by=CLEO, approved_by=(DORA,))
    desk.record(published(cases_of(desk, k)[1][0]), by=BEN, approved_by=(CLEO,))
    desk.record(fact(k, "synthetic baker", desk.source()), by=BEN, approved_by=(CLEO,))
    assert all(told(desk, "baker"))


def test_what_narrows_what_others_show_is_theirs_to_look_at(desk: Desk) -> None:
    """And one of two returns that both show somebody may go."""
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (first, one), (_, two) = cases_of(desk, k)
    desk.record(shown(one), by=BEN, approved_by=(DORA,))
    desk.record(shown(two), by=CLEO, approved_by=(DORA,))
    gone = c.SetCaseState(ref="x", case=first, state="unpublished")
    desk.record(gone, by=BEN, approved_by=(CLEO,))
    assert names(desk, k)


def test_a_house_of_three_goes_on(desk: Desk) -> None:
    """ANN enters, BEN decides, CLEO looks: a sheet, its decision, its publication, one more person, duplicates, a withdrawal that ends."""
    k = entered(desk, *SECOND, name=KAY, born="1970")
    (_, event), (second, other) = cases_of(desk, k)

    def by(author: Person, *changes: c.Change) -> str:
        return desk.record(*changes, by=author, approved_by=(CLEO,))

    by(BEN, shown(event, ref="1"), shown(other, ref="2"))
    by(ANN, published(second))
    by(ANN, *entered_in(desk, event, "m", EMM))
    m = desk.by_name(EMM)
    assert all(told(desk, KAY)) and all(told(desk))
    by(BEN, c.MergeSubjects(ref="m", kept=k, merged=m, reason="one"))
    by(ANN, c.EndMerge(ref="m", kept=k, merged=m, reason="two"))
    hide_now(desk.session, desk.ring, CLEO, k, "safety", "hidden_now", AT)
    by(BEN, c.CloseWithdrawal(ref="x", subject=k, reason="safe"))
    by(BEN, reverted(by(BEN, shown(k, Form.HOLD))))
    assert all(told(desk, KAY)) and all(told(desk))


@pytest.mark.parametrize("born", ["1970", "2015"])
def test_by_which_return_they_came_is_more_of_them(desk: Desk, born: str) -> None:
    """A return is told by its level alone, and stands on the pages of everybody in it."""
    entered(desk, name="Synthetic Other", born="1970")
    desk.record(c.NewEvent(ref="e", label="A sealed synthetic return", level=Level.SEALED), by=BEN, approved_by=(DORA,))
    event = desk.rows().events[-1].public_id
    desk.record(*entered_in(desk, event, "k", KAY, born), by=BEN, approved_by=(DORA,))
    k = desk.by_name(KAY)
    desk.record(shown(event), by=ANN, approved_by=(CLEO, DORA) if born == "2015" else (CLEO,))
    desk.record(shown(k), by=ANN, approved_by=(CLEO, DORA) if born == "2015" else (CLEO,))
    assert [case.event for case in desk.contents()[0].cases] == [None], "no return is told with them"
    waits = desk.propose(ruled(event, Level.PUBLIC), by=ANN)
    refuses(desk, waits, BEN)
    assert (desk.approve(waits, CLEO).changeset is None) == (born == "2015")
    if born == "2015":
        desk.approve(waits, DORA)
    assert [case.event for case in desk.contents()[0].cases] == [event]


@pytest.mark.parametrize("way", ["state", "level"])
def test_of_whom_look_alikes_tell_another_case(desk: Desk, way: str) -> None:
    """Researchers are told the first case of somebody who is counted, and that one goes."""
    k = entered(desk, *SECOND, PUBLISHED, name=KAY, born="1970")
    (case, one), (_, two) = cases_of(desk, k)
    desk.record(shown(one, Form.COUNT_ONLY), by=BEN, approved_by=(DORA,))
    desk.record(shown(two, Form.COUNT_ONLY), by=CLEO, approved_by=(DORA,))
    gone = c.SetCaseState(ref="x", case=case, state="unpublished") if way == "state" else ruled(case, Level.VETTED)
    waits = desk.propose(gone, by=BEN)
    refuses(desk, waits, ANN)
    is_not_theirs(desk, waits, CLEO)


@pytest.mark.parametrize("born", ["1970", "2015"])
def test_a_name_is_the_first_one_whatever_names_were_denied(desk: Desk, born: str) -> None:
    """The public sees them without a name, by CLEO's decision, and that a source says they are not called so, nor otherwise."""
    two = (BEN, DORA) if born == "2015" else (BEN,)
    low = {"k-name": {"level": Level.VETTED}}
    made = [each.model_copy(update=low.get(each.ref, {})) for each in (*grounds(), *named("k", KAY, born=born))]
    not_called = {"field": "name", "source": "@s", "level": Level.PUBLIC, "polarity": "denies"}
    denied = [
        c.NewClaim(ref=f"no{n}", subject="@k", value=NameValue(text=text), **not_called)
        for n, text in enumerate((KAY, EMM))
    ]
    desk.record(*made, *denied, by=ANN, approved_by=(BEN,))
    k = desk.rows().individuals[-1].public_id
    desk.record(shown(k), by=CLEO, approved_by=two)
    name = next(claim.ref for claim in desk.rows().claims if claim.field == "name" and claim.polarity == "asserts")
    lowered = c.RuleClaim(ref="x", claim=name, standing="active", level=Level.PUBLIC, reason="w")
    waits = desk.propose(lowered, by=BEN)
    for who in (ANN, CLEO):
        refuses(desk, waits, who)
    assert (desk.approve(waits, DORA).changeset is None) is (born == "2015"), "of a child two decide"


def test_a_name_that_is_denied_stands_on_a_childs_page_once_two_approved_it(desk: Desk) -> None:
    """It may be the real one, of which nobody else wrote."""
    k = entered(desk, born="2015")
    desk.record(shown(k), by=CLEO, approved_by=(BEN, DORA))
    called = {"subject": k, "field": "name", "source": newest_source(desk), "level": Level.PUBLIC, "polarity": "denies"}
    waits = desk.propose(c.NewClaim(ref="no", value=NameValue(text="Synthetic Zed"), **called), by=BEN)
    assert [desk.approve(waits, who).changeset is None for who in (DORA, CLEO)] == [True, False]


def test_a_hold_of_a_return_in_which_nobody_was_is_not_its_writers(desk: Desk) -> None:
    """It shows the return to the vetted."""
    desk.record(c.NewEvent(ref="e", label="An empty synthetic return", level=Level.PUBLIC), by=BEN, approved_by=(CLEO,))
    event = desk.rows().events[-1].public_id
    assert "An empty synthetic return" not in repr(desk.contents())
    is_not_theirs(desk, desk.propose(shown(event, Form.HOLD), by=ANN), BEN)
