"""Whoever is kept, and by whatever door: nobody whom something of their own keeps back is named as part of somebody else, or lets others be
named under their id. What frees them is looked at by somebody who did not write the decision that shows them. All are synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import DateValue
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft
from app.editing.review.previewing import preview
from app.editing.withdrawal.hiding import hide_now
from app.publishing.load import record_of
from app.publishing.part import load_moved_records
from tests.editing.desk import AT, BEN, CLEO, DAY, DORA, Desk, entered_in, shown
from tests.editing.test_governs_again import is_not_theirs, reverted
from tests.editing.test_last_word import VAL, VIC
from tests.editing.test_read_as_one import limit, one
from tests.editing.test_reasons_stay import refused, ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import cases_of, decide, entered, names, newest_source

Held = Callable[[Desk, str], None]
EMBARGO = {"embargo_until": DAY + timedelta(days=300)}


def apart(desk: Desk) -> tuple[str, str]:
    """Kay and Emm, each in a return of their own."""
    return entered(desk, name="Synthetic Kay", born="1970"), entered(desk, name="Synthetic Emm", born="1970")


def in_one_more_return(desk: Desk, key: str, event: str) -> str:
    """A published case of theirs in it."""
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=key, event=event, level=Level.PUBLIC))
    case = cases_of(desk, key)[-1][0]
    as_many_as_it_takes(desk, state(case, "published"))
    return case


def state(case: str, code: str, reason: str | None = None) -> c.Change:
    return c.SetCaseState(ref="x", case=case, state=code, reason=reason)


def taken_out(desk: Desk, key: str) -> None:
    as_many_as_it_takes(desk, state(desk.case_of(key), "unpublished", "safety"))


def sealed(desk: Desk, key: str) -> None:
    as_many_as_it_takes(desk, ruled(desk.case_of(key), Level.SEALED))


def out_and_its_return_on_hold(desk: Desk, key: str) -> None:
    ((case, event),) = cases_of(desk, key)
    as_many_as_it_takes(desk, state(case, "unpublished", "duplicate"))
    as_many_as_it_takes(desk, shown(event, Form.HOLD))


def out_and_its_return_hidden(desk: Desk, key: str) -> None:
    ((case, event),) = cases_of(desk, key)
    as_many_as_it_takes(desk, state(case, "unpublished", "duplicate"))
    as_many_as_it_takes(desk, shown(event))
    hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)


all_ways = pytest.mark.parametrize(
    "held", [taken_out, sealed, out_and_its_return_on_hold, out_and_its_return_hidden], ids=lambda held: held.__name__
)


@all_ways
@pytest.mark.parametrize("decided", [False, True])
@pytest.mark.parametrize("kept", ["who is held", "who is shown"])
def test_nobody_is_named_whom_something_of_their_own_keeps_back(
    desk: Desk, held: Held, kept: str, decided: bool
) -> None:
    k, m = apart(desk)
    if decided and held in {taken_out, sealed}:
        decide(desk, shown(k))
    as_many_as_it_takes(desk, shown(m if kept == "who is shown" else cases_of(desk, m)[0][1]))
    held(desk, k)
    assert names(desk, k) == []
    first, other = (k, m) if kept == "who is held" else (m, k)
    as_many_as_it_takes(desk, one(first, other))
    assert "Synthetic Kay" not in names(desk, first)


@pytest.mark.parametrize("held", [taken_out, sealed], ids=lambda held: held.__name__)
def test_nobody_else_is_told_under_an_id_that_was_taken_out(desk: Desk, held: Held) -> None:
    """An old page told who that is."""
    k, m = apart(desk)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    held(desk, k)
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == []


def test_who_was_never_published_takes_nobody_out(desk: Desk) -> None:
    """A duplicate was entered a minute ago, and is kept: the other one stays, and theirs comes once it is decided of both."""
    m = entered(desk, name="Synthetic Emm", born="1970")
    ((_, event),) = cases_of(desk, m)
    as_many_as_it_takes(desk, shown(event))
    as_many_as_it_takes(desk, c.NewEvent(ref="e", label="A later synthetic return", level=Level.PUBLIC))
    later = desk.rows().events[-1].public_id
    new = [x for x in entered_in(desk, later, "k", "Synthetic Kay") if not isinstance(x, c.SetCaseState)]
    as_many_as_it_takes(desk, *new)
    k = desk.by_name("Synthetic Kay")
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Emm"]
    as_many_as_it_takes(desk, shown(k))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]


def one_in_a_return_of_both(desk: Desk) -> tuple[str, str, str, str]:
    """Kay and Emm in the return of Emm, Kay in another one as well; not merged yet. Kay's case in it, and the return."""
    k, m = apart(desk)
    ((_, event),) = cases_of(desk, m)
    return k, m, in_one_more_return(desk, k, event), event


@pytest.mark.parametrize("how", ["taken out", "raised"])
def test_what_is_said_of_the_joint_case_is_said_of_each(desk: Desk, how: str) -> None:
    """Of the one of the two that is read as part of the other nothing can be said."""
    k, m, joint, _ = one_in_a_return_of_both(desk)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    as_many_as_it_takes(desk, one(k, m))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]
    said = state(joint, "unpublished", "safety") if how == "taken out" else ruled(joint, Level.SEALED)
    as_many_as_it_takes(desk, said)
    assert names(desk, k) == ["Synthetic Kay"]
    as_many_as_it_takes(desk, shown(k))
    assert names(desk, k) == ["Synthetic Kay"], "whatever is decided"


def test_a_return_is_asked_where_the_joint_case_is_told(desk: Desk) -> None:
    k, m, joint, event = one_in_a_return_of_both(desk)
    as_many_as_it_takes(desk, shown(cases_of(desk, k)[0][1]))
    as_many_as_it_takes(desk, shown(event, Form.HOLD))
    as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, ruled(joint, Level.SEALED))
    assert names(desk, k) == ["Synthetic Kay"]


@pytest.mark.parametrize("since", ["under_review", "unpublished"])
def test_what_is_published_of_both_since_is_published_of_each(desk: Desk, since: str) -> None:
    k, m, joint, _ = one_in_a_return_of_both(desk)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    as_many_as_it_takes(desk, state(desk.case_of(m), since))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]
    as_many_as_it_takes(desk, state(joint, "published"))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]


@pytest.mark.parametrize("said", ["under_review", "unpublished"])
def test_a_case_that_nobody_had_published_was_not_taken_out(desk: Desk, said: str) -> None:
    k = entered(desk, name="Synthetic Kay", born="1970")
    decide(desk, shown(k))
    ((_, event),) = cases_of(desk, k)
    new = [x for x in entered_in(desk, event, "m", "Synthetic Emm") if not isinstance(x, c.SetCaseState)]
    as_many_as_it_takes(desk, *new)
    m = desk.by_name("Synthetic Emm")
    as_many_as_it_takes(desk, state(desk.case_of(m), said))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]
    as_many_as_it_takes(desk, shown(k))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]


@pytest.mark.parametrize("with_it", [False, True])
def test_a_case_above_keeps_nobody_back_below(desk: Desk, with_it: bool) -> None:
    """Who is told apart without it is told as part of another without it: else the merge would tell that it is there."""
    k, m = apart(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    ((_, later),), ((_, event),) = cases_of(desk, x), cases_of(desk, m)
    if with_it:
        as_many_as_it_takes(desk, c.NewCase(ref="n", individual=m, event=later, level=Level.SEALED))
    as_many_as_it_takes(desk, shown(event))
    as_many_as_it_takes(desk, shown(later).model_copy(update=EMBARGO))
    decide(desk, shown(k))
    assert names(desk, m) == ["Synthetic Emm"]
    as_many_as_it_takes(desk, one(k, m))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]


@pytest.mark.parametrize("how", ["hidden", "held", "later"])
def test_an_old_address_leads_from_nobody_who_is_kept_back(desk: Desk, how: str) -> None:
    """Neither in the whole nor in a part."""
    k, m, _, event = one_in_a_return_of_both(desk)
    as_many_as_it_takes(desk, shown(event))
    decide(desk, shown(k))
    old = desk.case_of(m)
    as_many_as_it_takes(desk, one(k, m))
    assert old in dict(desk.contents()[0].moved)
    if how == "hidden":
        hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)
    else:
        decision = shown(event, Form.HOLD) if how == "held" else shown(event).model_copy(update=EMBARGO)
        as_many_as_it_takes(desk, decision)
    assert names(desk, k) == ["Synthetic Kay"]
    assert old not in dict(desk.contents()[0].moved)
    assert load_moved_records(desk.session, desk.ring) == record_of(desk.rows()).moved


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("undecided", ["the return", "the person"])
def test_who_is_undecided_is_told_once_it_was_decided_of_both(desk: Desk, undecided: str, held: bool) -> None:
    """Only then was it decided how they appear."""
    k, m = apart(desk)
    ((case, event),) = cases_of(desk, m)
    decide(desk, shown(k))
    if undecided == "the person":
        as_many_as_it_takes(desk, shown(event))
        as_many_as_it_takes(desk, state(case, "unpublished", "duplicate"))
    elif held:
        as_many_as_it_takes(desk, reverted(as_many_as_it_takes(desk, shown(event, Form.HOLD))))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]
    as_many_as_it_takes(desk, shown(k))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]


def test_who_is_undecided_hides_nobody_who_is_told(desk: Desk) -> None:
    """Neither of the two is decided by themselves: what is theirs is asked of the return of each."""
    k, m = apart(desk)
    as_many_as_it_takes(desk, shown(cases_of(desk, k)[0][1]))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]


def test_a_decision_of_two_shows_neither_by_the_case_of_a_third(desk: Desk) -> None:
    """Who decided of the two had nobody with a case before them that is published."""
    m = entered(desk, name="Synthetic Emm", born="1970")
    k, a = (unpublished_in_a_return(desk, name) for name in ("Synthetic Kay", "Synthetic Aye"))
    as_many_as_it_takes(desk, one(k, a))
    desk.record(shown(k), by=CLEO, approved_by=(DORA,))
    as_many_as_it_takes(desk, shown(cases_of(desk, m)[0][1]))
    desk.record(one(k, m), by=BEN, approved_by=(DORA,))
    assert names(desk, k) == ["Synthetic Emm"]
    as_many_as_it_takes(desk, shown(k))
    assert sorted(names(desk, k)) == ["Synthetic Aye", "Synthetic Emm", "Synthetic Kay"]


def unpublished_in_a_return(desk: Desk, name: str) -> str:
    """Somebody whose case nobody has published yet, in a return of their own."""
    as_many_as_it_takes(desk, c.NewEvent(ref="e", label=f"The return of {name}", level=Level.PUBLIC))
    event = desk.rows().events[-1].public_id
    as_many_as_it_takes(desk, *(x for x in entered_in(desk, event, "k", name) if not isinstance(x, c.SetCaseState)))
    return desk.by_name(name)


def test_what_was_decided_of_two_is_not_forgotten_once_they_are_merged_into_a_third(desk: Desk) -> None:
    k, m = apart(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    as_many_as_it_takes(desk, one(m, x))
    decide(desk, shown(m, ref="1"), shown(k, ref="2"))
    as_many_as_it_takes(desk, one(k, m))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Ex", "Synthetic Kay"]


def test_nor_is_what_was_published_of_two(desk: Desk) -> None:
    """With a fact of the case that was taken out before."""
    k, m, _, event = one_in_a_return_of_both(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    case = in_one_more_return(desk, x, event)
    day = {"field": "return_date", "value": DateValue(text="1999-03-07"), "source": newest_source(desk)}
    as_many_as_it_takes(desk, c.NewClaim(ref="d", subject=case, level=Level.PUBLIC, **day))
    decide(desk, shown(k, ref="1"), shown(m, ref="2"), shown(x, ref="3"))
    for each, _ in cases_of(desk, x):
        as_many_as_it_takes(desk, state(each, "unpublished", "safety"))
    as_many_as_it_takes(desk, one(m, x))
    assert names(desk, m) == ["Synthetic Emm"]
    as_many_as_it_takes(desk, state(cases_of(desk, m)[0][0], "published"))
    as_many_as_it_takes(desk, one(k, m))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Ex", "Synthetic Kay"]
    assert "1999" in repr(desk.contents()[0])


def test_nor_is_what_was_decided_of_a_fact_of_one_of_two(desk: Desk) -> None:
    k, m, _, event = one_in_a_return_of_both(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=x, event=event, level=Level.PUBLIC))
    day = {"field": "return_date", "value": DateValue(text="1999-03-07"), "source": newest_source(desk)}
    as_many_as_it_takes(desk, c.NewClaim(ref="d", subject=cases_of(desk, x)[-1][0], level=Level.PUBLIC, **day))
    decide(desk, shown(k, ref="1"), shown(x, ref="2"))
    as_many_as_it_takes(desk, one(m, x))
    as_many_as_it_takes(desk, shown(m))
    assert "1999" in repr(desk.contents()[0])
    as_many_as_it_takes(desk, one(k, m))
    assert "1999" in repr(desk.contents()[0])


@pytest.mark.parametrize("how", ["held", "refused", "a limit"])
@pytest.mark.parametrize("by_revert", [False, True])
def test_who_joined_the_merged_one_while_the_two_were_two_is_heard_once_they_are_one_again(
    desk: Desk, how: str, by_revert: bool
) -> None:
    """The merge that stands again is older than theirs."""
    k, m, joint, event = one_in_a_return_of_both(desk)
    x = entered(desk, name="Synthetic Ex", born="1970")
    case = in_one_more_return(desk, x, event)
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    no = {"held": shown(x, Form.HOLD), "refused": refused(x), "a limit": limit(case, "reported")}
    as_many_as_it_takes(desk, no[how])
    merge = as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, limit(joint, "documented"))
    end = reverted(merge) if by_revert else c.EndMerge(ref="e", kept=k, merged=m, reason="two")
    ended = as_many_as_it_takes(desk, end)
    as_many_as_it_takes(desk, one(m, x))
    as_many_as_it_takes(desk, reverted(ended))
    if how == "a limit":
        (cases,) = ([row for row in desk.rows().cases if row.event == event and row.individual == k],)
        assert "reported" in {each.verification for row in cases for each in row.limits}
    else:
        assert names(desk, k) == []


def test_who_is_decided_by_themselves_hides_nobody_by_their_undecided_return(desk: Desk) -> None:
    """Of the one who is kept nobody decided by themselves: so the returns of all are asked."""
    k, m = apart(desk)
    as_many_as_it_takes(desk, shown(cases_of(desk, k)[0][1]))
    decide(desk, shown(m))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]


def test_who_is_public_stays_so_where_their_duplicate_in_the_same_return_is_kept(desk: Desk) -> None:
    m = entered(desk, name="Synthetic Emm", born="1970")
    ((case, event),) = cases_of(desk, m)
    as_many_as_it_takes(desk, shown(event))
    new = [x for x in entered_in(desk, event, "k", "Synthetic Kay") if not isinstance(x, c.SetCaseState)]
    as_many_as_it_takes(desk, *new)
    k = desk.by_name("Synthetic Kay")
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Emm"]
    assert [found.public_id for found in desk.contents()[0].cases] == [case]


@pytest.mark.parametrize("how", ["undecided", "held", "hidden", "later"])
@pytest.mark.parametrize("of_kept", ["nothing", "themselves", "another return"])
def test_a_return_is_asked_though_their_case_in_it_is_read_as_part_of_another(
    desk: Desk, how: str, of_kept: str
) -> None:
    """That one lies lower, and is not published: then this one is not told, and its return is asked all the same."""
    k, m = apart(desk)
    ((_, event),) = cases_of(desk, m)
    x = entered(desk, name="Synthetic Ex", born="1970")
    shows = cases_of(desk, x)[0][1]
    in_one_more_return(desk, m, shows)
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=k, event=event, level=Level.PUBLIC))
    if of_kept == "themselves":
        decide(desk, shown(k))
    if of_kept == "another return":
        as_many_as_it_takes(desk, shown(cases_of(desk, k)[0][1]))
    as_many_as_it_takes(desk, shown(shows))
    if how != "undecided":
        of_return = {"held": shown(event, Form.HOLD), "later": shown(event).model_copy(update=EMBARGO)}
        as_many_as_it_takes(desk, of_return.get(how, shown(event)))
    if how == "hidden":
        hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)
    assert names(desk, m) == []
    alone = ["Synthetic Emm" in _named(found) for found in desk.contents()]
    for each, _ in cases_of(desk, m):
        as_many_as_it_takes(desk, ruled(each, Level.RESEARCHER))
    as_many_as_it_takes(desk, one(k, m))
    now = ["Synthetic Emm" in _named(found) for found in desk.contents()]
    assert not [told for told, before in zip(now, alone, strict=True) if told and not before]


def _named(content: Any) -> list[str]:
    facts = (fact for one in content.individuals for fact in one.facts if fact.field == "name")
    return [value.value.text for fact in facts for value in fact.values]


@pytest.mark.parametrize("out", ["safety", "duplicate", "never published"])
@pytest.mark.parametrize("by_revert", [False, True])
def test_what_is_said_of_a_case_that_is_not_told_is_told_of_no_other(desk: Desk, out: str, by_revert: bool) -> None:
    """Though both people are told. Neither does its address lead on."""
    k, m, _, event = one_in_a_return_of_both(desk)
    in_one_more_return(desk, m, cases_of(desk, k)[0][1])
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    case = next(case for case, where in cases_of(desk, m) if where == event)
    day = {"field": "return_date", "value": DateValue(text="1999-03-07"), "source": newest_source(desk)}
    as_many_as_it_takes(desk, c.NewClaim(ref="d", subject=case, level=Level.PUBLIC, **day))
    if by_revert:
        as_many_as_it_takes(desk, one(k, m))
        ended = as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=k, merged=m, reason="two"))
    as_many_as_it_takes(desk, state(case, "unpublished", None if out == "never published" else out))
    if by_revert:
        with pytest.raises(BadDraft, match="while they were two"):
            as_many_as_it_takes(desk, reverted(ended))
    as_many_as_it_takes(desk, one(k, m))
    assert sorted(names(desk, k)) == ["Synthetic Emm", "Synthetic Kay"]
    assert not any("1999" in repr(found) or case in dict(found.moved) for found in desk.contents())
    as_many_as_it_takes(desk, state(next(x for x, where in cases_of(desk, k) if where == event), "published"))
    assert "1999" in repr(desk.contents()[0])


def test_who_is_told_less_hides_nobody_by_it(desk: Desk) -> None:
    """Neither is decided by themselves; the return of the other one shows less."""
    k, m = apart(desk)
    ((_, wide),), ((_, narrow),) = cases_of(desk, k), cases_of(desk, m)
    as_many_as_it_takes(desk, shown(wide))
    as_many_as_it_takes(desk, shown(narrow).model_copy(update={"purposes": (Purpose.ARCHIVE_ONLY,)}))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]


def test_a_case_above_that_is_read_as_part_of_one_below_hides_nobody_there(desk: Desk) -> None:
    k, m = apart(desk)
    ((_, shows),) = cases_of(desk, k)
    ((_, event),) = cases_of(desk, m)
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=k, event=event, level=Level.SEALED))
    as_many_as_it_takes(desk, state(cases_of(desk, k)[-1][0], "published"))
    as_many_as_it_takes(desk, shown(shows))
    as_many_as_it_takes(desk, shown(event, Form.HOLD))
    assert names(desk, k) == ["Synthetic Kay"]
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]


@pytest.mark.parametrize("by", ["revert of a hold", "revert of an embargo"])
def test_what_leaves_a_return_undecided_lets_nobody_out(desk: Desk, by: str) -> None:
    k, m = apart(desk)
    ((_, event),) = cases_of(desk, m)
    decide(desk, shown(k))
    of_return = shown(event).model_copy(update=EMBARGO) if "embargo" in by else shown(event, Form.HOLD)
    made = as_many_as_it_takes(desk, of_return)
    as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, reverted(made))
    assert names(desk, k) == ["Synthetic Kay"]


@pytest.mark.parametrize(
    "by", ["revert of a hold", "revert of an embargo", "a decision of the return", "the end of a withdrawal"]
)
def test_who_decided_about_the_one_who_is_kept_lets_nobody_out(desk: Desk, by: str) -> None:
    k, m = apart(desk)
    ((_, event),) = cases_of(desk, m)
    desk.record(shown(k), by=CLEO, approved_by=(DORA,))
    if by.startswith("revert"):
        desk.record(shown(event), by=BEN, approved_by=(DORA,))
    of_return = shown(event).model_copy(update=EMBARGO) if "embargo" in by else shown(event, Form.HOLD)
    made = desk.record(of_return, by=BEN, approved_by=(DORA,)) if "withdrawal" not in by else ""
    if "withdrawal" in by:
        desk.record(shown(event), by=BEN, approved_by=(DORA,))
        hide_now(desk.session, desk.ring, DORA, event, "safety", "hidden_now", AT)
    desk.record(one(k, m), by=BEN, approved_by=(DORA,))
    assert names(desk, k) == ["Synthetic Kay"]
    out: c.Change = reverted(made) if made else c.CloseWithdrawal(ref="w", subject=event, reason="over")
    is_not_theirs(desk, desk.propose(shown(event) if by.startswith("a") else out, by=BEN), CLEO)


def test_nor_by_the_level_or_the_state_of_a_case(desk: Desk) -> None:
    """And does not merge them to begin with: of who is told at no level nothing decides before."""
    k, m = apart(desk)
    desk.record(shown(k), by=CLEO, approved_by=(DORA,))
    desk.record(shown(cases_of(desk, m)[0][1]), by=BEN, approved_by=(DORA,))
    desk.record(ruled(desk.case_of(m), Level.SEALED), by=BEN, approved_by=(DORA,))
    own = desk.case_of(m)
    is_not_theirs(desk, desk.propose(one(k, m), by=BEN), CLEO)
    is_not_theirs(desk, desk.propose(ruled(own, Level.PUBLIC), by=BEN), CLEO)
    desk.record(state(own, "unpublished", "safety"), by=BEN, approved_by=(DORA,))
    is_not_theirs(desk, desk.propose(state(own, "published"), by=BEN), CLEO)


def test_nor_does_who_decided_about_a_return_let_the_one_who_is_kept_come_down(desk: Desk) -> None:
    """Until then nobody is told of the two."""
    k, m = apart(desk)
    ((_, event),), own = cases_of(desk, m), desk.case_of(k)
    desk.record(shown(event), by=CLEO, approved_by=(DORA,))
    desk.record(ruled(own, Level.SEALED), by=BEN, approved_by=(DORA,))
    desk.record(one(k, m), by=BEN, approved_by=(CLEO,))
    assert names(desk, k) == []
    is_not_theirs(desk, desk.propose(ruled(own, Level.PUBLIC), by=BEN), CLEO)
    assert names(desk, k) == ["Synthetic Emm"]


@pytest.mark.parametrize("person", [VAL, DORA], ids=lambda person: person.id)
def test_a_preview_shows_what_a_level_does(desk: Desk, person: object) -> None:
    """Also to who may not be told what hinders it."""
    k = entered(desk, name="Synthetic Kay", born="1970")
    decide(desk, shown(k))
    assert _previewed(desk, ruled(k, Level.VETTED), person) == []
    as_many_as_it_takes(desk, ruled(k, Level.VETTED))
    assert _previewed(desk, ruled(k, Level.PUBLIC), person) == [k]


def _previewed(desk: Desk, change: c.Change, person: object) -> list[str]:
    waits = desk.propose(change, by=VIC)
    found = preview(desk.session, desk.ring, person, waits, Level.PUBLIC, DAY, AT).content
    return [case.individual for case in found.cases if case.individual is not None]
