"""Whom something kept back is shown by no merge: not by what was said of the other one without knowing of them, nor by what is left out of
what is read of two. All are synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.drafts.kept import open_draft
from app.editing.errors import BadDraft, NotThere
from app.editing.review.handing_in import take_back
from app.editing.review.verdicts import reject
from app.editing.review.waiting import proposals_seen
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, EVERYBODY, Desk, fact, grounds, named, person, shown
from tests.editing.test_last_word import VAL, VIC, back
from tests.editing.test_read_as_one import limit, one, told_of, verified, with_a_limit
from tests.editing.test_reasons_stay import refused, ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import cases_of, decide, entered, names, newest_source

VERA = person("vera", Level.VETTED)
SAID = {
    "a decision": lambda desk, key: refused(key),
    "a limit": lambda desk, key: limit(desk.case_of(key), "reported"),
    "a state": lambda desk, key: out_of_public(desk, key, "safety"),
    "a level": lambda desk, key: ruled(desk.case_of(key), Level.VETTED),
}


def out_of_public(desk: Desk, key: str, reason: str | None) -> c.Change:
    return c.SetCaseState(ref="x", case=desk.case_of(key), state="unpublished", reason=reason)


def both_decided(desk: Desk) -> tuple[str, str]:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    return a, b


def refused_as(match: str) -> pytest.RaisesExc[BadDraft]:
    return pytest.raises(BadDraft, match=match)


@pytest.mark.parametrize("of_kept", [False, True])
@pytest.mark.parametrize("by_revert", [False, True])
@pytest.mark.parametrize("said", SAID.values(), ids=SAID.keys())
def test_what_was_said_of_either_while_they_were_two_keeps_them_two(
    desk: Desk, said: Callable[[Desk, str], c.Change], by_revert: bool, of_kept: bool
) -> None:
    """Of both something was said before: it would overrule that."""
    a, b = both_decided(desk)
    merge = as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, shown(a))
    as_many_as_it_takes(desk, limit(desk.case_of(a), "documented"))
    going = back(merge) if by_revert else c.EndMerge(ref="e", kept=a, merged=b, reason="two")
    parted = as_many_as_it_takes(desk, going)
    as_many_as_it_takes(desk, said(desk, a if of_kept else b))
    with refused_as("while they were two|Raise them"):
        as_many_as_it_takes(desk, back(parted))


def test_a_return_that_was_hidden_while_they_were_two_keeps_them_two(desk: Desk) -> None:
    a, b = both_decided(desk)
    as_many_as_it_takes(desk, one(a, b))
    parted = as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=a, merged=b, reason="two"))
    ((_, event),) = cases_of(desk, b)
    hide_now(desk.session, desk.ring, BEN, event, "safety", "hidden_now", AT)
    with refused_as("while they were two"):
        as_many_as_it_takes(desk, back(parted))


@pytest.mark.parametrize("ground", ["withdrawn", "held", "later"])
@pytest.mark.parametrize("in_one_return", [False, True])
def test_who_is_kept_back_by_their_return_is_decided_by_themselves_first(
    desk: Desk, ground: str, in_one_return: bool
) -> None:
    if in_one_return:
        k, m = two_people(desk)
    else:
        k, m = entered(desk, name="Synthetic Kay", born="1970"), entered(desk, name="Synthetic Emm", born="1970")
    decide(desk, shown(k))
    ((_, event),) = cases_of(desk, m)
    of_return = shown(event, Form.HOLD if ground == "held" else Form.FULL)
    if ground == "later":
        of_return = of_return.model_copy(update={"embargo_until": DAY + timedelta(days=300)})
    as_many_as_it_takes(desk, of_return)
    if ground == "withdrawn":
        hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)
    with refused_as("A return keeps"):
        as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, shown(m, Form.HOLD))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == []


def test_a_draft_that_decides_as_well_does_not_excuse_it(desk: Desk) -> None:
    k, m = entered(desk, name="Synthetic Kay", born="1970"), entered(desk, name="Synthetic Emm", born="1970")
    ((_, event),) = cases_of(desk, m)
    as_many_as_it_takes(desk, shown(event, Form.HOLD))
    with refused_as("A return keeps"):
        as_many_as_it_takes(desk, one(k, m), shown(k))


@pytest.mark.parametrize("reason", ["safety", "consent_withdrawn", None])
def test_a_case_that_was_taken_out_is_read_as_part_of_none_that_is_published(desk: Desk, reason: str | None) -> None:
    a, b = both_decided(desk)
    as_many_as_it_takes(desk, out_of_public(desk, b, reason))
    with refused_as("taken out"):
        as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, one(b, a))
    assert names(desk, b) == [], "kept, it holds for both"


def test_a_case_that_was_taken_out_as_a_duplicate_is(desk: Desk) -> None:
    a, b = both_decided(desk)
    as_many_as_it_takes(desk, out_of_public(desk, b, "duplicate"))
    as_many_as_it_takes(desk, one(a, b))
    assert len(names(desk, a)) == 2


def test_what_takes_a_case_out_does_not_come_back_beneath_one_that_is_published(desk: Desk) -> None:
    a, b = both_decided(desk)
    out = as_many_as_it_takes(desk, out_of_public(desk, b, "safety"))
    undone = as_many_as_it_takes(desk, back(out))
    as_many_as_it_takes(desk, one(a, b))
    with refused_as("taken out"):
        as_many_as_it_takes(desk, back(undone))


@pytest.mark.parametrize("what", ["a decision", "a limit"])
def test_what_comes_back_is_not_overruled_by_what_did_not_know_of_it(desk: Desk, what: str) -> None:
    a, b = both_decided(desk)
    said = as_many_as_it_takes(desk, SAID[what](desk, b))
    undone = as_many_as_it_takes(desk, back(said))
    as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, shown(a) if what == "a decision" else limit(desk.case_of(a), "documented"))
    with refused_as("End that merge"):
        as_many_as_it_takes(desk, back(undone))


def test_what_comes_back_holds_where_nothing_was_said_of_both(desk: Desk) -> None:
    a, b = both_decided(desk)
    undone = as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, refused(b))))
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a)
    as_many_as_it_takes(desk, back(undone))
    assert names(desk, a) == []


def test_somebody_whose_only_case_lies_higher_is_raised_first(desk: Desk) -> None:
    a, b = both_decided(desk)
    as_many_as_it_takes(desk, ruled(desk.case_of(b), Level.SEALED, "relatives_in_receiving_state"))
    with refused_as("Raise them"):
        as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, ruled(b, Level.SEALED, "relatives_in_receiving_state"))
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a) == ["Synthetic Alpha"]


@pytest.mark.parametrize("no", [False, True])
def test_who_could_not_know_of_somebody_decides_nothing_of_them(
    desk: Desk, no: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lie higher and are held; those below decide about the one who is kept; then they come down."""
    for who in (VAL, VERA):
        monkeypatch.setitem(EVERYBODY, who.id, who)
    k, m = two_people(desk)
    held = refused if no else lambda key: shown(key, Form.HOLD)
    raised = as_many_as_it_takes(desk, ruled(m, Level.SEALED))
    for key in (m, k):
        as_many_as_it_takes(desk, held(key))
    as_many_as_it_takes(desk, one(k, m))
    waits = desk.propose(shown(k), by=VIC)
    if desk.approve(waits, VAL).changeset is None:
        assert desk.approve(waits, VERA).changeset
    assert names(desk, k) == ["Synthetic Alpha"], "as far as they know, that is all"
    as_many_as_it_takes(desk, back(raised))
    assert names(desk, k) == []


def test_nor_allows_a_higher_verification(desk: Desk) -> None:
    """The case that is kept was ruled on while the other one lay higher; what it lies at now tells nothing of what was known then."""
    a, b = with_a_limit(desk)
    for source in (desk.source(), newest_source(desk)):
        as_many_as_it_takes(desk, *told_of(desk, a, source))
    for key in (desk.case_of(b), b):
        as_many_as_it_takes(desk, ruled(key, Level.VETTED))
    as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, limit(desk.case_of(a), "documented"))
    assert verified(desk)[Level.VETTED] == {"reported"}
    as_many_as_it_takes(desk, ruled(desk.case_of(a), Level.VETTED))
    assert verified(desk)[Level.VETTED] == {"reported"}


def test_a_limit_that_comes_with_the_merge_does_not_overrule_the_other(desk: Desk) -> None:
    a, b = with_a_limit(desk)
    as_many_as_it_takes(desk, limit(desk.case_of(a), "documented"), one(a, b))
    assert verified(desk) == [{"reported"}] * 3


def lowered_from_above(desk: Desk) -> tuple[str, str, str]:
    """Somebody who is shown, and one who was entered at `sealed` and lowered; and by what."""
    people = (*named("k", "Synthetic Kay"), *named("m", "Synthetic Emm", Level.SEALED))
    desk.record(*grounds(), *people, by=ANN, approved_by=(BEN,))
    k, m = desk.by_name("Synthetic Kay"), desk.by_name("Synthetic Emm")
    decide(desk, shown(k))
    return k, m, as_many_as_it_takes(desk, ruled(m, Level.PUBLIC))


@pytest.mark.parametrize("how", ["refused", "held", "withdrawn"])
def test_who_holds_somebody_back_is_not_raised_above_them(desk: Desk, how: str) -> None:
    k, m, lowered = lowered_from_above(desk)
    if how == "withdrawn":
        hide_now(desk.session, desk.ring, BEN, m, "safety", "hidden_now", AT)
    else:
        as_many_as_it_takes(desk, refused(m) if how == "refused" else shown(m, Form.HOLD))
    as_many_as_it_takes(desk, ruled(desk.case_of(m), Level.PUBLIC))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == []
    with refused_as("just so first"):
        as_many_as_it_takes(desk, back(lowered))


@pytest.mark.parametrize("how", ["refused", "held"])
def test_nor_is_somebody_lowered_below_who_holds_them_back(desk: Desk, how: str) -> None:
    k, m = two_people(desk)
    for key in (k, m):
        as_many_as_it_takes(desk, ruled(key, Level.SEALED))
    decide(desk, shown(k))
    as_many_as_it_takes(desk, refused(m) if how == "refused" else shown(m, Form.HOLD))
    as_many_as_it_takes(desk, one(k, m))
    with refused_as("just so first"):
        as_many_as_it_takes(desk, ruled(k, Level.PUBLIC))


def test_an_old_address_leads_nowhere_below_who_was_sealed_since(desk: Desk) -> None:
    a, b = both_decided(desk)
    ups = as_many_as_it_takes(desk, ruled(b, Level.SEALED))
    downs = as_many_as_it_takes(desk, back(ups))
    case = desk.case_of(b)
    as_many_as_it_takes(desk, one(a, b))
    assert all(any(old == case for old, _ in content.moved) for content in desk.contents())
    as_many_as_it_takes(desk, back(downs))
    assert not any(old == case for content in desk.contents() for old, _ in content.moved)


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected"])
def test_a_proposal_about_somebody_sealed_since_is_told_to_nobody_below(desk: Desk, state: str) -> None:
    k = entered(desk, born="1970")
    waits = desk.propose(fact(k, "a synthetic informer", newest_source(desk)), by=ANN)
    if state == "rejected":
        reject(desk.session, desk.ring, BEN, waits, {"": "no"}, AT)
    if state == "draft":
        take_back(desk.session, desk.ring, ANN, waits)
    assert open_draft(desk.session, desk.ring, VAL, waits).state == state
    as_many_as_it_takes(desk, ruled(k, Level.SEALED))
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, waits)
    assert waits not in {line.id for line in proposals_seen(desk.session, desk.ring, VAL, everything=True)}
    assert open_draft(desk.session, desk.ring, ANN, waits).state == state
    assert open_draft(desk.session, desk.ring, DORA, waits).state == state


def test_nobody_has_two_cases_in_one_return(desk: Desk) -> None:
    k = entered(desk, born="1970")
    ((case, event),) = cases_of(desk, k)
    with refused_as(f"already: {case}"):
        desk.propose(c.NewCase(ref="n", individual=k, event=event, level=Level.PUBLIC), by=BEN)
