"""Two who are read as one: what was said of either holds for both, and is seen, confirmed and ended where both are. All are synthetic."""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level
from app.codebook.values import DateValue, NameValue
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, NotThere, SelfApproval, WrongState
from app.editing.review import handing_in
from app.editing.review.waiting import waits_for
from app.editing.views import look
from app.editing.withdrawal.hiding import confirm, hide_now
from app.publishing.withdraw import withdraw
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, person, shown
from tests.editing.test_last_word import back
from tests.editing.test_reasons_stay import ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import PUBLISHED, SECOND, cases_of, decide, entered, names, newest_source

RITA = person("rita", Level.RESEARCHER)


@pytest.fixture
def from_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record may hold decisions from before it was asked, when they were handed in, what they say."""
    monkeypatch.setattr(handing_in, "check_decided", lambda _: None)


def another_source(desk: Desk) -> str:
    new = c.NewSource(ref="s", title="other", publisher_key="other", type="family_testimony", level=Level.PUBLIC)
    desk.record(new, by=BEN, approved_by=(CLEO,))
    return newest_source(desk)


def one(a: str, b: str) -> c.MergeSubjects:
    return c.MergeSubjects(ref="m", kept=a, merged=b, reason="one")


def told_of(desk: Desk, k: str, source: str) -> tuple[c.Change, ...]:
    """A name and a day: by two sources, enough for `documented`."""
    told = {"source": source, "level": Level.PUBLIC}
    return (
        c.NewClaim(ref="n", subject=k, field="name", value=NameValue(text=f"Synthetic {k}"), **told),
        c.NewClaim(ref="d", subject=desk.case_of(k), field="return_date", value=DateValue(text="2013"), **told),
    )


def limit(case: str, most: str) -> c.RuleVerification:
    return c.RuleVerification(ref="v", case=case, verification=most, reason="doubted")


def verified(desk: Desk) -> list[set[str]]:
    """At each level."""
    return [{case.verification for case in content.cases} for content in desk.contents()]


def with_a_limit(desk: Desk) -> tuple[str, str]:
    """Two in one return; of the second two sources tell enough, and a reviewer doubts it."""
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    for source in (desk.source(), another_source(desk)):
        as_many_as_it_takes(desk, *told_of(desk, b, source))
    as_many_as_it_takes(desk, limit(desk.case_of(b), "reported"))
    return a, b


def test_a_limit_of_verification_holds_while_its_case_is_merged_away(desk: Desk) -> None:
    a, b = with_a_limit(desk)
    as_many_as_it_takes(desk, one(a, b))
    assert verified(desk) == [{"reported"}] * 3
    assert look(desk.session, desk.ring, desk.case_of(a), Level.PUBLIC).parts["verification_cap"] == "reported"


def test_until_a_reviewer_rules_on_both(desk: Desk) -> None:
    a, b = with_a_limit(desk)
    as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, limit(desk.case_of(a), "documented"))
    assert verified(desk) == [{"documented"}] * 3


def parted(desk: Desk, a: str, b: str, merge: str, by_revert: bool) -> str:
    """The changeset by which two are two again."""
    end = c.EndMerge(ref="e", kept=a, merged=b, reason="two")
    return as_many_as_it_takes(desk, back(merge) if by_revert else end)


either_way = pytest.mark.parametrize("by_revert", [False, True])


@either_way
def test_what_was_ruled_while_they_were_two_is_not_ruled_of_both(desk: Desk, by_revert: bool) -> None:
    a, b = with_a_limit(desk)
    gone = parted(desk, a, b, as_many_as_it_takes(desk, one(a, b)), by_revert)
    as_many_as_it_takes(desk, limit(desk.case_of(a), "documented"))
    with pytest.raises(BadDraft, match="Merge them anew"):
        as_many_as_it_takes(desk, back(gone))


@either_way
def test_who_was_parted_stands_as_one_again_where_nothing_was_said_meanwhile(desk: Desk, by_revert: bool) -> None:
    a, b = two_people(desk)
    merge = as_many_as_it_takes(desk, one(a, b))
    before = desk.contents()
    as_many_as_it_takes(desk, back(parted(desk, a, b, merge, by_revert)))
    assert desk.contents() == before


def test_a_limit_of_a_case_that_lies_higher_holds_where_that_is_seen(desk: Desk) -> None:
    """Below it nobody knows that there is another case, and so of no limit."""
    a, b = with_a_limit(desk)
    for source in (desk.source(), newest_source(desk)):
        as_many_as_it_takes(desk, *told_of(desk, a, source))
    as_many_as_it_takes(
        desk, ruled(desk.case_of(b), Level.VETTED), ruled(b, Level.VETTED).model_copy(update={"ref": "b"})
    )
    before = verified(desk)[:2]
    as_many_as_it_takes(desk, one(a, b))
    assert verified(desk) == [*before, {"reported"}]
    seen = [look(desk.session, desk.ring, desk.case_of(a), level).parts["verification_cap"] for level in list(Level)]
    assert seen == ["", "", "reported", "reported"]


def as_published(subject: str, ref: str, source: str) -> c.Decide:
    return shown(subject, Form.AS_PUBLISHED, ref=ref).model_copy(update={"evidence": (source,)})


def test_of_two_decisions_for_one_line_each_no_third_line_is_told(desk: Desk) -> None:
    """Each was decided to stand in one line, of another source; what the first source says of the other was told of nobody."""
    a, b = two_people(desk)
    first, other = desk.source(), another_source(desk)
    for ref, words, source in (("n", "Synthetic Secret", first), ("n2", "Synthetic Line", other)):
        name = NameValue(text=words)
        as_many_as_it_takes(
            desk, c.NewClaim(ref=ref, subject=b, field="name", value=name, source=source, level=Level.PUBLIC)
        )
    decide(desk, as_published(a, "1", first), as_published(b, "2", other))
    assert names(desk, b) == ["Synthetic Line"]
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a) == [], "which line was meant is not clear"


@pytest.mark.usefixtures("from_before")
def test_of_a_decision_for_no_line_and_one_for_one_none_is_told(desk: Desk) -> None:
    a, b = two_people(desk)
    other = another_source(desk)
    secret = NameValue(text="Synthetic Secret")
    as_many_as_it_takes(
        desk, c.NewClaim(ref="n", subject=a, field="name", value=secret, source=other, level=Level.PUBLIC)
    )
    decide(desk, shown(a, Form.AS_PUBLISHED, ref="1"), as_published(b, "2", other))
    assert names(desk, a) == []
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a) == []


@pytest.mark.usefixtures("from_before")
def test_nor_in_two_returns(desk: Desk) -> None:
    k = entered(desk, *SECOND, PUBLISHED, born="1970")
    (_, first), (_, second) = cases_of(desk, k)
    decide(desk, shown(first, Form.AS_PUBLISHED, ref="1"), as_published(second, "2", desk.source()))
    assert names(desk, k) == []


@pytest.mark.usefixtures("from_before")
def test_a_merge_is_not_refused_for_the_order_of_two_lines(desk: Desk) -> None:
    a, b = two_people(desk)
    lines = tuple(sorted((desk.source(), another_source(desk)), reverse=True))
    both = [shown(each, Form.AS_PUBLISHED, ref=each).model_copy(update={"evidence": lines}) for each in (a, b)]
    decide(desk, *both)
    as_many_as_it_takes(desk, ruled(b, Level.VETTED))
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a) == []


def merged_by_a_case(desk: Desk) -> tuple[str, str]:
    """Of two cases in one return the lower one is kept: here that of who was merged."""
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    as_many_as_it_takes(desk, ruled(desk.case_of(a), Level.RESEARCHER))
    as_many_as_it_takes(desk, one(a, b))
    return a, desk.case_of(a)


def test_who_is_hidden_from_a_page_is_looked_at_and_ended_there(desk: Desk) -> None:
    a, case = merged_by_a_case(desk)
    hide_now(desk.session, desk.ring, CLEO, case, "safety", "hidden_now", AT)
    assert names(desk, a) == []
    (waits,) = waits_for(desk.session, desk.ring, DORA, AT).to_confirm
    confirm(desk.session, desk.ring, DORA, waits.public_id, AT)
    assert waits_for(desk.session, desk.ring, DORA, AT).to_confirm == ()
    as_many_as_it_takes(desk, c.CloseWithdrawal(ref="x", subject=a, reason="safe"))
    assert a in {one.public_id for one in desk.contents()[Level.RESEARCHER].individuals}


def test_a_withdrawal_by_the_id_of_somebody_merged_is_of_both(desk: Desk) -> None:
    """As the command line takes any id."""
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    as_many_as_it_takes(desk, one(a, b))
    withdraw(desk.session, desk.ring, b, ground="safety", by="cleo", at=AT, on=AT.date())
    assert {row.subject for row in desk.rows().withdrawals} == {a}
    as_many_as_it_takes(desk, c.CloseWithdrawal(ref="x", subject=a, reason="safe"))
    assert names(desk, a)


def withdrawn_before(desk: Desk, level: Level = Level.PUBLIC) -> tuple[str, str]:
    """Two, of whom the second was hidden before they were found to be one."""
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    hide_now(desk.session, desk.ring, CLEO, b, "safety", "hidden_now", AT)
    if level is not Level.PUBLIC:
        as_many_as_it_takes(desk, ruled(b, level))
        hide_now(desk.session, desk.ring, CLEO, a, "safety", "hidden_now", AT)
    as_many_as_it_takes(desk, one(a, b))
    return a, b


def test_a_withdrawal_of_before_is_looked_at_and_ended_while_they_are_one(desk: Desk) -> None:
    a, _ = withdrawn_before(desk)
    (waits,) = waits_for(desk.session, desk.ring, DORA, AT).to_confirm
    assert waits.public_id == a
    confirm(desk.session, desk.ring, DORA, a, AT)
    assert names(desk, a) == []
    as_many_as_it_takes(desk, c.CloseWithdrawal(ref="x", subject=a, reason="safe"))
    assert names(desk, a)


def test_a_withdrawal_of_who_lies_higher_neither_waits_for_who_does_not_see_them_nor_ends(desk: Desk) -> None:
    a, _ = withdrawn_before(desk, Level.VETTED)
    assert len(waits_for(desk.session, desk.ring, DORA, AT).to_confirm) == 2
    (seen,) = waits_for(desk.session, desk.ring, RITA, AT).to_confirm
    assert seen.whose == a
    confirm(desk.session, desk.ring, RITA, a, AT)
    with pytest.raises(WrongState):
        confirm(desk.session, desk.ring, RITA, a, AT)
    as_many_as_it_takes(desk, c.CloseWithdrawal(ref="x", subject=a, reason="safe"))
    assert names(desk, a) == [], "the other one's withdrawal hides both, as before"
    with pytest.raises(BadDraft):
        as_many_as_it_takes(desk, c.CloseWithdrawal(ref="x", subject=a, reason="safe"))


def test_nobody_merged_is_a_page_of_their_own(desk: Desk) -> None:
    _, b = withdrawn_before(desk)
    with pytest.raises(NotThere):
        confirm(desk.session, desk.ring, ANN, b, AT)


def test_who_hid_one_of_the_two_looks_at_what_others_hid(desk: Desk) -> None:
    a, b = two_people(desk)
    for hiding, whom in ((CLEO, a), (DORA, b)):
        hide_now(desk.session, desk.ring, hiding, whom, "safety", "hidden_now", AT)
    as_many_as_it_takes(desk, one(a, b))
    (waits,) = waits_for(desk.session, desk.ring, DORA, AT).to_confirm
    confirm(desk.session, desk.ring, DORA, waits.public_id, AT)
    assert waits_for(desk.session, desk.ring, DORA, AT).to_confirm == ()
    with pytest.raises(SelfApproval):
        confirm(desk.session, desk.ring, DORA, a, AT)
    confirm(desk.session, desk.ring, CLEO, a, AT)


def test_the_end_of_a_merge_is_taken_back_after_somebody_looked_at_what_it_hid(desk: Desk) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    as_many_as_it_takes(desk, one(a, b))
    hide_now(desk.session, desk.ring, CLEO, a, "safety", "hidden_now", AT)
    end = as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=a, merged=b, reason="two"))
    for each in (a, b):
        confirm(desk.session, desk.ring, DORA, each, AT)
    as_many_as_it_takes(desk, back(end))
    assert names(desk, a) == []
    assert waits_for(desk.session, desk.ring, BEN, AT).to_confirm == ()


def test_what_was_ended_once_of_who_was_merged_hinders_no_other_end(desk: Desk) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    hide_now(desk.session, desk.ring, ANN, b, "safety", "hidden_now", AT)
    safe = c.CloseWithdrawal(ref="x", subject=b, reason="safe")
    as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, safe)))
    hide_now(desk.session, desk.ring, ANN, a, "safety", "hidden_now", AT)
    as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, c.CloseWithdrawal(ref="x", subject=a, reason="safe"))
    assert names(desk, a) == [], "the other one's hides both until they are parted"


@pytest.mark.usefixtures("from_before")
def test_the_line_of_a_return_narrows_a_merged_decision(desk: Desk) -> None:
    """Nobody decided about the first; of the return it was decided to show a line, and not which; of the second, which."""
    a, b = two_people(desk)
    event = next(x.event for x in desk.rows().cases if x.individual == a)
    decide(desk, shown(event, Form.AS_PUBLISHED, ref="1"), as_published(b, "2", desk.source()))
    assert names(desk, a) == []
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a) == []
