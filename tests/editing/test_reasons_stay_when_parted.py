"""What makes somebody older has to count; what makes two decide does not. And no parting loses a reason, a level or a state.

All people are synthetic.
"""

from __future__ import annotations

import pytest

from app.codebook.levels import Level, Standing
from app.codebook.values import AgeValue, CountValue, DateValue, TermValue
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, grounds, named, shown
from tests.editing.test_reasons_stay import one_will_do, refused, ruled, two_people, waits_for_two
from tests.editing.test_seen_more import decide, entered, names, newest_source


def in_years(years: int) -> AgeValue:
    return AgeValue(text=str(years), low=years, high=years, basis="international")


def aged(desk: Desk, *ages: AgeValue) -> str:
    """Somebody without a birth, and with these ages at a return that is not dated."""
    said = [x for x in named("k", "Synthetic Child") if not x.ref.endswith("birth")]
    said += [
        c.NewClaim(ref=f"a{n}", subject="@k-case", field="age_at_return", value=age, source="@s", level=Level.PUBLIC)
        for n, age in enumerate(ages)
    ]
    desk.record(*grounds("r"), *said, by=ANN, approved_by=(BEN,))
    return desk.by_name("Synthetic Child")


def returned(desk: Desk, person: str, year: str) -> str:
    """A day of the return, which makes them older."""
    day = c.NewClaim(
        ref="d",
        subject=desk.case_of(person),
        field="return_date",
        value=DateValue(text=year),
        source=newest_source(desk),
        level=Level.PUBLIC,
    )
    return desk.record(day, by=ANN, approved_by=(BEN,))


def as_many_as_it_takes(desk: Desk, *changes: c.Change) -> str:
    waits = desk.propose(*changes, by=BEN)
    made = desk.approve(waits, CLEO).changeset or desk.approve(waits, DORA).changeset
    assert made is not None
    return made.hash.hex()


def parted(desk: Desk, by: str, kept: str, merged: str, merge: str) -> c.Change:
    end = c.EndMerge(ref="e", kept=kept, merged=merged, reason="two")
    return end if by == "its end" else c.Revert(ref="e", changeset=merge, reason="two")


EITHER_WAY = pytest.mark.parametrize("by", ["its end", "a revert"])


def test_a_day_that_is_reverted_makes_nobody_older(desk: Desk) -> None:
    k = aged(desk, in_years(12))
    wrong = returned(desk, k, "1995")
    desk.record(c.Revert(ref="x", changeset=wrong, reason="a slip"), by=ANN, approved_by=(BEN,))
    waits_for_two(desk, shown(k))


def test_a_day_that_was_rejected_makes_nobody_older_whatever_was_ruled_and_reverted_since(desk: Desk) -> None:
    k = aged(desk, in_years(12))
    returned(desk, k, "1995")
    ref = next(x.ref for x in desk.rows().claims if x.field == "return_date")
    rejected = c.RuleClaim(ref="x", claim=ref, standing=Standing.REJECTED, level=Level.PUBLIC, reason="a slip")
    desk.record(rejected, by=ANN, approved_by=(BEN,))
    stands = c.RuleClaim(ref="x", claim=ref, standing=Standing.ACTIVE, level=Level.PUBLIC, reason="a slip")
    desk.record(
        c.Revert(ref="x", changeset=desk.record(stands, by=BEN, approved_by=(CLEO,)), reason="w"),
        by=BEN,
        approved_by=(CLEO,),
    )
    waits_for_two(desk, shown(k))


def test_an_age_in_words_is_not_what_another_source_says(desk: Desk) -> None:
    waits_for_two(desk, shown(aged(desk, AgeValue(text="teenager"), in_years(39))))


def test_an_age_in_figures_that_nobody_coded_is_that_age(desk: Desk) -> None:
    one_will_do(desk, shown(aged(desk, AgeValue(text="40"))))


def test_an_age_in_figures_of_a_child_is_a_childs(desk: Desk) -> None:
    waits_for_two(desk, shown(aged(desk, AgeValue(text="19"))))  # counted the Korean way it may be 17


@pytest.mark.parametrize("reason", ["minor", "sexual_violence"])
def test_the_reason_for_the_level_of_a_tie_is_one(desk: Desk, reason: str) -> None:
    a, b = two_people(desk)
    source = newest_source(desk)
    tie = c.NewRelation(ref="r", a=a, b=b, type="sibling", certainty="certain", source=source, level=Level.PUBLIC)
    desk.record(tie, by=ANN, approved_by=(BEN,))
    one_will_do(desk, ruled(desk.rows().relations[0].public_id, Level.SEALED, reason))
    waits_for_two(desk, shown(a))
    waits_for_two(desk, shown(b))


def test_that_the_family_asked_is_a_reason_for_the_level_of_a_person(desk: Desk) -> None:
    k = entered(desk, born="1970")
    one_will_do(desk, ruled(k, Level.SEALED, "family_request"))
    waits_for_two(desk, shown(k))


@pytest.mark.parametrize("which", ["violation", "decision on a case"])
def test_what_is_said_fits_what_it_is_said_of(desk: Desk, which: str) -> None:
    k = entered(desk, born="1970")
    event, case = desk.rows().events[-1].public_id, desk.case_of(k)
    violence = TermValue(term="sexual_violence")
    told = c.NewClaim(ref="v", subject=event, field="violation", value=violence, source=newest_source(desk))
    with pytest.raises(BadDraft, match="never said of a"):
        desk.record(told if which == "violation" else shown(case), by=ANN)


@EITHER_WAY
def test_a_refusal_while_two_were_one_is_of_both(desk: Desk, by: str) -> None:
    a, b = two_people(desk)
    merge = one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    one_will_do(desk, refused(a))
    as_many_as_it_takes(desk, parted(desk, by, a, b, merge))
    waits_for_two(desk, shown(b))


@EITHER_WAY
def test_a_reason_for_a_level_while_two_were_one_is_of_both(desk: Desk, by: str) -> None:
    a, b = two_people(desk)
    merge = one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    one_will_do(desk, ruled(a, Level.PUBLIC, "minor"))
    as_many_as_it_takes(desk, parted(desk, by, a, b, merge))
    waits_for_two(desk, shown(b))


def test_the_familys_wish_while_two_were_one_is_of_both(desk: Desk) -> None:
    a, b = two_people(desk)
    merge = one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    hide_now(desk.session, desk.ring, BEN, a, "family_wish", "hidden_now", AT)
    as_many_as_it_takes(desk, parted(desk, "its end", a, b, merge))
    waits_for_two(desk, c.CloseWithdrawal(ref="x", subject=b, reason="w"))


@EITHER_WAY
def test_a_level_that_rose_by_a_revert_while_two_were_one_does_not_fall(desk: Desk, by: str) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    one_will_do(desk, ruled(a, Level.SEALED, "relatives_in_receiving_state"))
    lowered = one_will_do(desk, ruled(a, Level.PUBLIC))
    merge = one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    as_many_as_it_takes(desk, c.Revert(ref="x", changeset=lowered, reason="w"))
    assert names(desk, a) == [] and names(desk, b) == []
    as_many_as_it_takes(desk, parted(desk, by, a, b, merge))
    assert names(desk, b) == []


def test_of_three_who_were_one_none_falls_below_the_highest(desk: Desk) -> None:
    people = [change for n in ("Alpha", "Beta", "Gamma") for change in named(n.lower(), f"Synthetic {n}")]
    desk.record(*grounds(), *people, by=ANN, approved_by=(BEN,))
    a, b, k = (desk.by_name(f"Synthetic {n}") for n in ("Alpha", "Beta", "Gamma"))
    raised = one_will_do(desk, ruled(b, Level.RESEARCHER, "relatives_in_receiving_state"))
    for kept, merged in ((b, k), (a, b)):
        one_will_do(desk, c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one"))
    one_will_do(desk, ruled(a, Level.SEALED, "relatives_in_receiving_state"))
    as_many_as_it_takes(desk, c.Revert(ref="x", changeset=raised, reason="w"))
    as_many_as_it_takes(desk, c.EndMerge(ref="m", kept=a, merged=k, reason="two"))
    assert next(x.level for x in desk.rows().individuals if x.public_id == k) == Level.SEALED


def test_who_was_raised_before_another_came_to_them_raises_nobody(desk: Desk) -> None:
    """What parts them restores them as they were: nothing rose while they were one."""
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    one_will_do(desk, ruled(a, Level.SEALED, "relatives_in_receiving_state"))
    before = desk.contents()
    one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=a, merged=b, reason="two"))
    assert desk.contents() == before


@EITHER_WAY
def test_a_case_that_was_unpublished_while_two_were_one_stays_so(desk: Desk, by: str) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    merge = one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    one_will_do(desk, c.SetCaseState(ref="x", case=desk.case_of(a), state="unpublished", reason="safety"))
    as_many_as_it_takes(desk, parted(desk, by, a, b, merge))
    assert names(desk, a) == [] and names(desk, b) == []


RELATIVES = "relatives_in_receiving_state"


def both_shown(desk: Desk) -> tuple[str, str]:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    return a, b


def one_life(kept: str, merged: str) -> c.MergeSubjects:
    return c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one")


def unpublished(desk: Desk, person: str, state: str = "unpublished") -> c.SetCaseState:
    return c.SetCaseState(ref="x", case=desk.case_of(person), state=state, reason="safety")


def test_a_level_that_fell_and_rose_again_while_two_were_one_does_not_fall(desk: Desk) -> None:
    a, b = both_shown(desk)
    one_will_do(desk, ruled(a, Level.SEALED, RELATIVES))
    as_many_as_it_takes(desk, one_life(a, b))
    for level in (Level.PUBLIC, Level.SEALED):
        as_many_as_it_takes(desk, ruled(a, level, RELATIVES))
    as_many_as_it_takes(desk, parted(desk, "its end", a, b, ""))
    assert names(desk, b) == []


def test_a_case_that_was_published_and_unpublished_again_while_two_were_one_stays_so(desk: Desk) -> None:
    a, b = both_shown(desk)
    one_will_do(desk, unpublished(desk, a))
    as_many_as_it_takes(desk, one_life(a, b))
    as_many_as_it_takes(desk, unpublished(desk, a, "published"))
    one_will_do(desk, unpublished(desk, a))
    assert names(desk, b) == []
    as_many_as_it_takes(desk, parted(desk, "its end", a, b, ""))
    assert names(desk, b) == []


@pytest.mark.parametrize("what", ["level", "state"])
def test_what_came_with_the_merge_itself_came_while_they_were_one(desk: Desk, what: str) -> None:
    a, b = both_shown(desk)
    as_many_as_it_takes(
        desk, one_life(a, b), ruled(a, Level.SEALED, RELATIVES) if what == "level" else unpublished(desk, a)
    )
    assert names(desk, b) == []
    as_many_as_it_takes(desk, parted(desk, "its end", a, b, ""))
    assert names(desk, b) == []


def test_a_revert_does_not_rule_lower_what_it_has_just_kept(desk: Desk) -> None:
    a, b = both_shown(desk)
    both = as_many_as_it_takes(desk, one_life(a, b), ruled(b, Level.SEALED, RELATIVES))
    one_will_do(desk, ruled(a, Level.SEALED, RELATIVES))
    as_many_as_it_takes(desk, c.Revert(ref="x", changeset=both, reason="w"))
    assert next(x.level for x in desk.rows().individuals if x.public_id == b) == Level.SEALED
    assert names(desk, b) == []


def test_a_day_that_comes_with_a_childs_age_makes_nobody_older(desk: Desk) -> None:
    k = aged(desk, in_years(40))
    decide(desk, shown(k))
    case, source = desk.case_of(k), newest_source(desk)
    said = {"age_at_return": in_years(12), "return_date": DateValue(text="1995")}
    waits_for_two(
        desk,
        *(
            c.NewClaim(ref=field, subject=case, field=field, value=value, source=source, level=Level.PUBLIC)
            for field, value in said.items()
        ),
    )


def test_a_count_is_said_of_a_return(desk: Desk) -> None:
    entered(desk)
    event, source = desk.rows().events[-1].public_id, newest_source(desk)
    desk.record(c.NewClaim(ref="n", subject=event, field="count", value=CountValue(text="60"), source=source))
    assert any(claim.field == "count" for claim in desk.rows().claims)


@EITHER_WAY
def test_a_limit_of_verification_ruled_while_two_were_one_holds_for_both(desk: Desk, by: str) -> None:
    a, b = two_people(desk)
    merge = as_many_as_it_takes(desk, one_life(a, b))
    case = next(x.public_id for x in desk.rows().cases if x.individual == a)
    as_many_as_it_takes(desk, c.RuleVerification(ref="v", case=case, verification="reported", reason="w"))
    as_many_as_it_takes(desk, parted(desk, by, a, b, merge))
    assert {tuple(limit.verification for limit in x.limits) for x in desk.rows().cases} == {("reported",)}
