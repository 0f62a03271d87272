"""Whose approval lets somebody be seen: not theirs who wrote of them, by whatever way, nor one that was spoken against since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level, Standing
from app.codebook.values import AgeValue, DateValue, TermValue
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, ChangedSinceSeen, DecidedByAuthor
from app.editing.review.handing_in import submit
from app.editing.review.outcome import has_approved
from app.editing.review.verdicts import approve, ask_for_changes, content_seen
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, EVERYBODY, Desk, entered_in, fact, grounds, named, shown

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


def test_whoever_is_merged_into_a_child_who_is_shown_takes_two(desk: Desk, people: tuple[str, str]) -> None:
    desk.record(*grounds("A return of a child"), *named("k", "Synthetic Child", born="2016"))
    child = desk.by_name("Synthetic Child")
    desk.record(shown(child), by=ANN, approved_by=(BEN, CLEO))
    waits = desk.propose(c.MergeSubjects(ref="m", kept=child, merged=people[1], reason="one life"), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None, "what was told of the other is told of a child now"
    assert desk.approve(waits, DORA).changeset is not None


def test_a_child_entered_in_a_return_that_is_decided_takes_two(desk: Desk, people: tuple[str, str]) -> None:
    event = event_of(desk, people[0])
    desk.record(shown(event), by=ANN, approved_by=(BEN,))
    waits = desk.propose(*entered_in(desk, event, "k", "Synthetic Child", born="2016"), by=ANN)
    assert desk.approve(waits, CLEO).changeset is None, "it waits for a second person"
    assert desk.approve(waits, DORA).changeset is not None
    assert desk.record(*entered_in(desk, event, "n", "Synthetic Grown", born="1960"), by=ANN), "one is enough"


@pytest.mark.parametrize("way", ["published", "the undecided one unpublished", "brought back"])
def test_who_wrote_of_somebody_does_not_let_them_be_seen_by_a_state(
    desk: Desk, people: tuple[str, str], way: str
) -> None:
    one, other = people
    event, case = event_of(desk, one), desk.case_of(one)
    desk.record(c.SetCaseState(ref="s", case=case, state="unpublished"))
    if way == "the undecided one unpublished":
        there = c.NewCase(ref="c", individual=one, event=event_of(desk, other), level=Level.PUBLIC)
        desk.record(there, c.SetCaseState(ref="s", case=case, state="published"))
        second = next(k.public_id for k in desk.rows().cases if k.individual == one and k.public_id != case)
        desk.record(c.SetCaseState(ref="s", case=second, state="published"))
        change: c.Change = c.SetCaseState(ref="s", case=second, state="unpublished")
    elif way == "brought back":
        desk.record(c.SetCaseState(ref="s", case=case, state="published"))
        made = desk.record(c.SetCaseState(ref="s", case=case, state="unpublished"))
        change = c.Revert(ref="v", changeset=made, reason="back")
    else:
        change = c.SetCaseState(ref="s", case=case, state="published")
    desk.record(shown(event), by=ANN, approved_by=(BEN,))
    waits = desk.propose(change, by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, CLEO)
    assert desk.approve(waits, DORA).changeset is not None


def test_who_wrote_of_somebody_does_not_let_them_be_seen_by_a_merge(desk: Desk, people: tuple[str, str]) -> None:
    kept, other = people
    desk.record(c.SetCaseState(ref="s", case=desk.case_of(kept), state="unpublished", reason="duplicate"))
    for person in people:
        desk.record(shown(event_of(desk, person)), by=BEN, approved_by=(DORA,))
    merge = c.MergeSubjects(ref="m", kept=kept, merged=other, reason="one life")
    waits = desk.propose(merge, shown(kept), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, CLEO)


@pytest.fixture
def in_two(desk: Desk, people: tuple[str, str]) -> tuple[str, str]:
    """CLEO's person has another published case, in a return that nobody has decided; the first return is. Person, second case."""
    one, other = people
    event, second = event_of(desk, one), event_of(desk, other)
    desk.record(c.NewCase(ref="c", individual=one, event=second, level=Level.PUBLIC))
    case = next(k.public_id for k in desk.rows().cases if k.individual == one and k.event == second)
    desk.record(c.SetCaseState(ref="s", case=case, state="published"))
    desk.record(shown(event), by=ANN, approved_by=(BEN,))
    return one, case


def test_who_wrote_of_somebody_does_not_let_them_be_seen_by_a_level(desk: Desk, in_two: tuple[str, str]) -> None:
    one, case = in_two
    assert one not in ids(desk)
    waits = desk.propose(c.RuleSubject(ref="r", subject=case, level=Level.VETTED, reason="safety"), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, CLEO)
    assert desk.approve(waits, DORA).changeset is not None and one in ids(desk)


def test_nor_by_taking_back_the_case_that_hid_them(desk: Desk, people: tuple[str, str]) -> None:
    one, other = people
    there = c.NewCase(ref="c", individual=one, event=event_of(desk, other), level=Level.PUBLIC)
    made = desk.record(there, by=CLEO, approved_by=(ANN,))
    case = next(k.public_id for k in desk.rows().cases if k.individual == one and k.state == "unpublished")
    desk.record(c.SetCaseState(ref="s", case=case, state="published"))
    desk.record(shown(event_of(desk, one)), by=ANN, approved_by=(BEN,))
    waits = desk.propose(c.Revert(ref="v", changeset=made, reason="a slip"), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, CLEO)


def test_nor_by_a_merge_into_somebody_who_is_shown_nor_by_a_hold(desk: Desk, people: tuple[str, str]) -> None:
    one, other = people
    desk.record(shown(other), by=BEN, approved_by=(DORA,))
    merge = desk.propose(c.MergeSubjects(ref="m", kept=other, merged=one, reason="one life"), by=BEN)
    hold = desk.propose(shown(one, Form.HOLD), by=BEN)
    for waits in (merge, hold):  # a hold shows somebody undecided to the vetted
        with pytest.raises(DecidedByAuthor):
            desk.approve(waits, CLEO)
    assert desk.approve(desk.propose(shown(other, Form.HOLD), by=BEN), ANN).changeset, (
        "who is shown is held by anybody else"
    )


def test_what_was_merged_and_held_does_not_come_up_by_a_level(desk: Desk, people: tuple[str, str]) -> None:
    one, kept = people
    desk.record(c.RuleSubject(ref="r", subject=one, level=Level.VETTED, reason="safety"))
    lowered = desk.record(c.RuleSubject(ref="r", subject=one, level=Level.PUBLIC, reason="safe"))
    desk.record(shown(one, Form.HOLD), by=ANN, approved_by=(BEN,))
    desk.record(shown(kept), by=BEN, approved_by=(DORA,))
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=one, reason="one life"), by=BEN, approved_by=(DORA,))
    assert kept not in ids(desk)
    waits = desk.propose(c.Revert(ref="v", changeset=lowered, reason="back"), by=BEN)
    with pytest.raises(BadDraft, match="Decide"):
        desk.approve(waits, CLEO)
    assert kept not in ids(desk)


def test_a_return_that_is_decided_for_later_shows_nobody_before(desk: Desk, people: tuple[str, str]) -> None:
    later = shown(event_of(desk, people[0])).model_copy(update={"embargo_until": DAY + timedelta(days=9)})
    desk.record(later, by=ANN, approved_by=(BEN,))
    assert ids(desk) == set()
    with_today = desk.propose(c.SetCaseState(ref="s", case=desk.case_of(people[0]), state="published"), by=BEN)
    assert desk.approve(with_today, CLEO).changeset, "nobody is seen by it who was not going to be"


def test_an_approval_of_who_wrote_since_counts_no_more_and_stands_in_nobodys_way(
    desk: Desk, people: tuple[str, str]
) -> None:
    desk.record(*grounds("A return of a child"), *named("k", "Synthetic Child", born="2016"))
    child = desk.by_name("Synthetic Child")
    waits = desk.propose(shown(child), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None
    desk.record(fact(child, "weaver", desk.source(), level=Level.SEALED), by=CLEO, approved_by=(DORA,))
    assert desk.approve(waits, DORA).changeset is None, "the first of two, since CLEO wrote"


@pytest.mark.parametrize("gone", [{"polarity": "denies"}, {"standing": Standing.REJECTED, "ruled_because": "wrong"}])
def test_a_day_of_return_that_is_not_said_any_more_makes_nobody_older(
    desk: Desk, people: tuple[str, str], gone: dict[str, object]
) -> None:
    one, case, source = people[1], desk.case_of(people[1]), desk.source()
    desk.record(
        c.RuleClaim(ref="r", claim=birth_of(desk, one), standing=Standing.REJECTED, level=Level.PUBLIC, reason="w")
    )
    age = c.NewClaim(
        ref="a", subject=case, field="age_at_return", value=AgeValue(text="10", low=10, high=10), source=source
    )
    day = c.NewClaim(ref="d", subject=case, field="return_date", value=DateValue(text="2000"), source=source)
    desk.record(age, day.model_copy(update=gone), by=CLEO, approved_by=(DORA,))
    waits = desk.propose(shown(one), by=ANN)
    assert desk.approve(waits, BEN).changeset is None, "it waits for a second person"


def birth_of(desk: Desk, person: str) -> str:
    return next(claim.ref for claim in desk.rows().claims if claim.subject == person and claim.field == "birth")


def ids(desk: Desk) -> set[str]:
    """Whoever has a page in the public edition."""
    return {one.public_id for one in desk.contents()[0].individuals}


def test_two_look_at_what_would_have_taken_two_had_it_been_known(desk: Desk, people: tuple[str, str]) -> None:
    one, other = people
    desk.record(shown(one), by=ANN, approved_by=(BEN,))
    for told in (born(one), violence(desk.case_of(one)), befell(desk.case_of(one))):
        waits = desk.propose(as_told(desk, told), by=ANN)
        assert desk.approve(waits, CLEO).changeset is None, "it waits for a second person"
    assert desk.approve(waits, DORA).changeset is not None
    assert desk.record(as_told(desk, befell(desk.case_of(one)))), "it is told of them already"
    assert desk.record(as_told(desk, born(other))), "nobody sees the other one"


@pytest.mark.parametrize("way", ["what befell them", "the reason of a level", "a child by the reason of a level"])
def test_violence_and_a_child_are_told_of_in_other_ways_too(desk: Desk, people: tuple[str, str], way: str) -> None:
    one = people[0]
    reason = "minor" if way.startswith("a child") else "sexual_violence"
    told = fact(one, "words that say nothing", desk.source()).model_copy(update={"level_reason": reason})
    desk.record(befell(desk.case_of(one)) if way == "what befell them" else told)
    waits = desk.propose(shown(one), by=BEN)
    assert desk.approve(waits, DORA).changeset is None, "it waits for a second person"


def born(person: str) -> c.NewClaim:
    return c.NewClaim(ref="t", subject=person, field="birth", value=DateValue(text="2016"), source="-")


def violence(case: str) -> c.NewClaim:
    return c.NewClaim(ref="t", subject=case, field="violation", value=TermValue(term="sexual_violence"), source="-")


def befell(case: str) -> c.NewCaseEvent:
    return c.NewCaseEvent(ref="t", case=case, event_type="forced_abortion")


def as_told(desk: Desk, change: c.Change) -> c.Change:
    return change.model_copy(update={"source": desk.source()}) if isinstance(change, c.NewClaim) else change


def test_a_decision_is_bound_to_all_that_it_lets_be_seen(desk: Desk, people: tuple[str, str]) -> None:
    one, event = people[0], event_of(desk, people[0])
    decisions = {key: desk.propose(shown(key), by=BEN) for key in (one, event)}
    seen = {key: content_seen(desk.session, desk.ring, DORA, waits) for key, waits in decisions.items()}
    happened = c.NewClaim(
        ref="o", subject=desk.case_of(one), field="outcome", value=TermValue(term="executed"), source=desk.source()
    )
    desk.record(happened)
    for key, waits in decisions.items():
        with pytest.raises(ChangedSinceSeen):
            desk.approve(waits, DORA, seen[key])
    content = content_seen(desk.session, desk.ring, DORA, decisions[event])
    desk.record(*entered_in(desk, event, "n", "Synthetic Latecomer"))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(decisions[event], DORA, content)


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
