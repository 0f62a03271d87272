"""Whom something kept back is shown by no merge: not by what was said of the other one without knowing of them, nor by what is left out of
what is read of two. All are synthetic.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level, Purpose
from app.editing.drafts import changes as c
from app.editing.drafts.kept import open_draft, write
from app.editing.errors import BadDraft, NotThere
from app.editing.review.handing_in import give_up, take_back
from app.editing.review.verdicts import reject
from app.editing.review.waiting import proposals_seen
from app.editing.withdrawal.hiding import hide_now
from app.publishing.load import record_of
from app.publishing.part import load_part, row_ids
from app.vault.models import Proposal
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, EVERYBODY, Desk, fact, grounds, named, person, shown
from tests.editing.test_last_word import VAL, VIC, back
from tests.editing.test_read_as_one import limit, one, told_of, verified, with_a_limit
from tests.editing.test_reasons_stay import refused, ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import SECOND, cases_of, decide, entered, names, newest_source

VERA = person("vera", Level.VETTED)
THREE = (("a", "Synthetic Alpha"), ("b", "Synthetic Beta"), ("d", "Synthetic Delta"))
SAID = {
    "a decision": lambda desk, key: refused(key),
    "a limit": lambda desk, key: limit(desk.case_of(key), "reported"),
    "a state": lambda desk, key: out_of_public(desk, key, "safety"),
    "a hold of their return": lambda desk, key: shown(cases_of(desk, key)[0][1], Form.HOLD),
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
@pytest.mark.parametrize(
    "said", ["a decision", "a limit", "a state", "a hold of their return", "that their return is hidden"]
)
def test_what_was_said_of_either_while_they_were_two_keeps_them_two(
    desk: Desk, said: str, by_revert: bool, of_kept: bool
) -> None:
    """Of both something was said before: it would overrule that."""
    a, b, parted = said_of_both_and_parted(desk, by_revert)
    about = a if of_kept else b
    if said == "that their return is hidden":
        hide_now(desk.session, desk.ring, CLEO, cases_of(desk, about)[0][1], "safety", "hidden_now", AT)
    else:
        as_many_as_it_takes(desk, SAID[said](desk, about))
    with refused_as("while they were two"):
        as_many_as_it_takes(desk, back(parted))


def said_of_both_and_parted(desk: Desk, by_revert: bool) -> tuple[str, str, str]:
    """Two, of whom something was said while they were one; and what parted them."""
    a, b = both_decided(desk)
    merge = as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, shown(a))
    as_many_as_it_takes(desk, limit(desk.case_of(a), "documented"))
    going = back(merge) if by_revert else c.EndMerge(ref="e", kept=a, merged=b, reason="two")
    return a, b, as_many_as_it_takes(desk, going)


@pytest.mark.parametrize("by_revert", [False, True])
def test_the_level_of_the_case_of_one_while_they_are_two_holds_once_they_are_one_again(
    desk: Desk, by_revert: bool
) -> None:
    a, b, parted = said_of_both_and_parted(desk, by_revert)
    as_many_as_it_takes(desk, ruled(desk.case_of(b), Level.VETTED))
    as_many_as_it_takes(desk, back(parted))
    assert names(desk, a) == ["Synthetic Alpha"]


@pytest.mark.parametrize("ground", ["withdrawn", "held", "later"])
@pytest.mark.parametrize("in_one_return", [False, True])
def test_what_keeps_somebody_back_by_their_return_keeps_back_what_is_theirs(
    desk: Desk, ground: str, in_one_return: bool
) -> None:
    """Until it is decided of both by people who know of them."""
    if in_one_return:
        k, m = two_people(desk)
    else:
        k, m = entered(desk, name="Synthetic Alpha", born="1970"), entered(desk, name="Synthetic Beta", born="1970")
    decide(desk, shown(k))
    ((_, event),) = cases_of(desk, m)
    of_return = shown(event, Form.HOLD if ground == "held" else Form.FULL)
    if ground == "later":
        of_return = of_return.model_copy(update={"embargo_until": DAY + timedelta(days=300)})
    as_many_as_it_takes(desk, of_return)
    if ground == "withdrawn":
        hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Alpha"]
    as_many_as_it_takes(desk, shown(k))
    assert names(desk, k) == ["Synthetic Alpha", "Synthetic Beta"]


@pytest.mark.parametrize("reason", ["safety", "consent_withdrawn", None])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_took_the_only_case_of_somebody_out_keeps_back_what_is_theirs(
    desk: Desk, reason: str | None, elsewhere: bool
) -> None:
    """Whether or not the other one has a case in the same return; and whatever is decided of both."""
    a, b = both_decided(desk)
    if elsewhere:
        a = entered(desk, name="Synthetic Gamma", born="1970")
        decide(desk, shown(a))
    alone = names(desk, a)
    as_many_as_it_takes(desk, out_of_public(desk, b, reason))
    as_many_as_it_takes(desk, one(a, b))
    assert names(desk, a) == alone
    as_many_as_it_takes(desk, shown(a))
    assert names(desk, a) == alone


@pytest.mark.parametrize("before", [None, "safety"])
def test_a_case_that_was_taken_out_as_a_duplicate_alone_keeps_back_nothing(desk: Desk, before: str | None) -> None:
    a, b = both_decided(desk)
    if before:
        as_many_as_it_takes(desk, out_of_public(desk, b, before))
    as_many_as_it_takes(desk, out_of_public(desk, b, "duplicate"), one(a, b))
    as_many_as_it_takes(desk, shown(a))
    assert len(names(desk, a)) == (1 if before else 2)


def test_what_takes_a_case_out_holds_once_it_comes_back(desk: Desk) -> None:
    a, b = both_decided(desk)
    out = as_many_as_it_takes(desk, out_of_public(desk, b, "safety"))
    undone = as_many_as_it_takes(desk, back(out))
    as_many_as_it_takes(desk, one(a, b))
    assert len(names(desk, a)) == 2
    as_many_as_it_takes(desk, back(undone))
    assert names(desk, a) == ["Synthetic Alpha"]


def test_a_decision_of_the_one_who_is_kept_that_comes_back_shows_nobody_whom_their_return_keeps_back(
    desk: Desk,
) -> None:
    k, m = entered(desk, name="Synthetic Alpha", born="1970"), entered(desk, name="Synthetic Beta", born="1970")
    undone = as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, shown(k))))
    ((_, event),) = cases_of(desk, m)
    as_many_as_it_takes(desk, shown(event, Form.HOLD))
    as_many_as_it_takes(desk, one(k, m))
    as_many_as_it_takes(desk, back(undone))
    assert "Synthetic Beta" not in names(desk, k)


def test_nor_does_the_loss_of_their_own(desk: Desk) -> None:
    k, m = entered(desk, name="Synthetic Alpha", born="1970"), entered(desk, name="Synthetic Beta", born="1970")
    decide(desk, shown(k))
    ((_, event),) = cases_of(desk, m)
    hide_now(desk.session, desk.ring, CLEO, event, "family_wish", "hidden_now", AT)
    own = as_many_as_it_takes(desk, shown(m, Form.HOLD))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == []
    as_many_as_it_takes(desk, back(own))
    assert names(desk, k) == ["Synthetic Alpha"]


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


def test_the_level_of_somebodys_only_case_keeps_back_what_is_theirs(desk: Desk) -> None:
    """Before the merge, and where it comes back by a revert."""
    a, b = both_decided(desk)
    as_many_as_it_takes(desk, ruled(desk.case_of(b), Level.SEALED, "relatives_in_receiving_state"))
    lowered = as_many_as_it_takes(desk, ruled(desk.case_of(b), Level.PUBLIC))
    as_many_as_it_takes(desk, one(a, b))
    assert len(names(desk, a)) == 2
    as_many_as_it_takes(desk, back(lowered))
    assert names(desk, a) == ["Synthetic Alpha"]


def three_in_a_chain(desk: Desk, *, top: Level) -> tuple[str, str, str]:
    """A, with B and D to be read as part of each other: D lies at `top`, and is on hold as B is."""
    desk.record(*grounds(), *(x for ref, name in THREE for x in named(ref, name)), by=ANN, approved_by=(BEN,))
    a, b, d = (desk.by_name(name) for _, name in THREE)
    as_many_as_it_takes(desk, ruled(d, top))
    for key in (d, b):
        as_many_as_it_takes(desk, shown(key, Form.HOLD))
    as_many_as_it_takes(desk, shown(a, Form.HOLD))
    return a, b, d


def test_who_could_not_know_of_the_last_of_three_decides_nothing_of_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EVERYBODY, VAL.id, VAL)
    a, b, d = three_in_a_chain(desk, top=Level.PUBLIC)
    raised = as_many_as_it_takes(desk, ruled(d, Level.SEALED))
    as_many_as_it_takes(desk, one(b, d))
    as_many_as_it_takes(desk, one(a, b))
    assert desk.approve(desk.propose(shown(a), by=VIC), VAL).changeset
    as_many_as_it_takes(desk, back(raised))
    assert names(desk, a) == []


def test_what_took_out_the_last_of_three_keeps_back_what_is_theirs(desk: Desk) -> None:
    a, b, d = three_in_a_chain(desk, top=Level.PUBLIC)
    as_many_as_it_takes(desk, out_of_public(desk, d, "safety"))
    as_many_as_it_takes(desk, out_of_public(desk, b, "duplicate"))
    as_many_as_it_takes(desk, one(b, d))
    as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, shown(a))
    assert names(desk, a) == ["Synthetic Alpha", "Synthetic Beta"]


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


def test_nor_who_could_not_know_since_a_ruling_was_taken_back_and_brought_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That somebody was raised by a revert leaves no ruling."""
    monkeypatch.setitem(EVERYBODY, VAL.id, VAL)
    people = (*named("k", "Synthetic Alpha"), *named("m", "Synthetic Beta", Level.SEALED))
    desk.record(*grounds(), *people, by=ANN, approved_by=(BEN,))
    k, m = desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Beta")
    lowered = as_many_as_it_takes(desk, ruled(m, Level.PUBLIC))
    for key in (m, k):
        as_many_as_it_takes(desk, shown(key, Form.HOLD))
    as_many_as_it_takes(desk, one(k, m))
    raised = as_many_as_it_takes(desk, back(lowered))
    assert desk.approve(desk.propose(shown(k), by=VIC), VAL).changeset
    as_many_as_it_takes(desk, back(raised))
    assert names(desk, k) == []


def test_what_was_refused_of_the_last_of_three_is_not_overruled_by_what_was_said_of_the_one_between(desk: Desk) -> None:
    a, b, d = three_in_a_chain(desk, top=Level.PUBLIC)
    undone = as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, refused(d))))
    as_many_as_it_takes(desk, one(b, d))
    as_many_as_it_takes(desk, shown(b))
    as_many_as_it_takes(desk, one(a, b))
    with refused_as("End that merge"):
        as_many_as_it_takes(desk, back(undone))


def test_what_came_back_while_they_were_two_keeps_them_two(desk: Desk) -> None:
    a, b = both_decided(desk)
    undone = as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, refused(b))))
    as_many_as_it_takes(desk, one(a, b))
    as_many_as_it_takes(desk, shown(a))
    parted = as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=a, merged=b, reason="two"))
    as_many_as_it_takes(desk, back(undone))
    with refused_as("while they were two"):
        as_many_as_it_takes(desk, back(parted))


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


@pytest.mark.parametrize("state", ["draft", "given_up", "rejected"])
@pytest.mark.parametrize("named_by", ["tie", "return", "source"])
def test_nor_is_one_that_only_names_what_was_sealed_since(desk: Desk, named_by: str, state: str) -> None:
    """Once it was handed in, whatever became of it."""
    k, other = entered(desk, born="1970"), entered(desk, name="Synthetic Other", born="1970")
    new = c.NewSource(ref="s", title="other", publisher_key="other", type="family_testimony", level=Level.PUBLIC)
    desk.record(new, c.NewEvent(ref="e", label="Another raid", level=Level.PUBLIC), by=ANN, approved_by=(BEN,))
    source, event = newest_source(desk), desk.rows().events[-1].public_id
    told = {
        "tie": c.NewRelation(ref="t", a=k, b=other, type="sibling", certainty="certain", source=source),
        "return": c.NewCase(ref="c", individual=k, event=event, level=Level.PUBLIC),
        "source": fact(k, "a synthetic informer", source),
    }
    waits = desk.propose(told[named_by], by=ANN)
    if state == "rejected":
        reject(desk.session, desk.ring, BEN, waits, {"": "no"}, AT)
    else:
        take_back(desk.session, desk.ring, ANN, waits)
    if state == "given_up":
        give_up(desk.session, desk.ring, ANN, waits)
    assert open_draft(desk.session, desk.ring, VAL, waits).state == state
    up = c.RuleSource(ref="x", source=source, was=Level.PUBLIC, level=Level.SEALED, reason="deadly")
    sealed = {"tie": ruled(other, Level.SEALED), "return": ruled(event, Level.SEALED), "source": up}
    as_many_as_it_takes(desk, sealed[named_by])
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, waits)


def test_nor_is_one_from_before_what_it_named_was_noted(desk: Desk) -> None:
    k, other = entered(desk, born="1970"), entered(desk, name="Synthetic Other", born="1970")
    tie = c.NewRelation(ref="t", a=k, b=other, type="sibling", certainty="certain", source=newest_source(desk))
    waits = desk.propose(tie, by=ANN)
    old = open_draft(desk.session, desk.ring, ANN, waits).draft.model_copy(update={"named": ()})
    write(desk.ring, desk.session.get_one(Proposal, waits), old)
    as_many_as_it_takes(desk, ruled(other, Level.SEALED))
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, waits)


def test_nobody_has_two_cases_in_one_return(desk: Desk) -> None:
    k = entered(desk, born="1970")
    ((case, event),) = cases_of(desk, k)
    with refused_as(f"already: {case}"):
        desk.propose(c.NewCase(ref="n", individual=k, event=event, level=Level.PUBLIC), by=BEN)


def test_two_who_were_one_in_either_way_are_parted_again(desk: Desk) -> None:
    """All that was ever said of them is asked for, as if no merge had been taken back: by both they would lead in a circle."""
    a, b = both_decided(desk)
    as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, one(a, b))))
    as_many_as_it_takes(desk, one(b, a))
    as_many_as_it_takes(desk, c.EndMerge(ref="e", kept=b, merged=a, reason="two"))
    assert names(desk, a) == ["Synthetic Alpha"]


def test_a_case_that_was_never_published_does_not_bring_back_one_that_was_taken_out(desk: Desk) -> None:
    k, m = entered(desk, name="Synthetic Kay", born="1970"), entered(desk, *SECOND, name="Synthetic Emm", born="1970")
    decide(desk, shown(k, ref="1"), shown(m, ref="2"))
    as_many_as_it_takes(desk, out_of_public(desk, m, "safety"))
    assert names(desk, m) == []
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]


@pytest.mark.parametrize("how", ["undecided", "held", "run out", "for something else"])
def test_a_return_that_is_asked_no_more_keeps_back_who_was_in_it(desk: Desk, how: str) -> None:
    """The one who is kept has a case in it that is not published, and is shown by another return."""
    m, k = entered(desk, name="Synthetic Emm", born="1970"), entered(desk, name="Synthetic Kay", born="1970")
    ((_, event),), ((_, other),) = cases_of(desk, m), cases_of(desk, k)
    as_many_as_it_takes(desk, c.NewCase(ref="n", individual=k, event=event, level=Level.PUBLIC))
    of_return = shown(event, Form.HOLD if how == "held" else Form.FULL)
    if how == "run out":
        of_return = of_return.model_copy(update={"expires_on": DAY - timedelta(days=1)})
    if how == "for something else":
        of_return = of_return.model_copy(update={"purposes": (Purpose.ARCHIVE_ONLY,)})
    as_many_as_it_takes(desk, shown(other))
    if how != "undecided":
        as_many_as_it_takes(desk, of_return)
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]


def test_no_case_is_told_of_two_who_are_both_kept_back(desk: Desk) -> None:
    m, x = two_people(desk)
    k = entered(desk, name="Synthetic Kay", born="1970")
    ((_, event),) = cases_of(desk, m)
    decide(desk, shown(k))
    as_many_as_it_takes(desk, shown(event))
    hide_now(desk.session, desk.ring, CLEO, event, "safety", "hidden_now", AT)
    as_many_as_it_takes(desk, one(m, x))
    as_many_as_it_takes(desk, one(k, m))
    assert names(desk, k) == ["Synthetic Kay"]
    assert [len(content.cases) for content in desk.contents()] == [1, 1, 1]


def test_a_tie_of_somebody_kept_back_is_told_no_sooner_in_a_part_than_in_the_whole(desk: Desk) -> None:
    a, b = both_decided(desk)
    z = entered(desk, name="Synthetic Zeta", born="1970")
    decide(desk, shown(z))
    tied = {"type": "sibling", "certainty": "certain", "source": newest_source(desk), "level": Level.PUBLIC}
    as_many_as_it_takes(desk, c.NewRelation(ref="t", a=z, b=b, **tied))
    as_many_as_it_takes(desk, out_of_public(desk, b, "safety"))
    as_many_as_it_takes(desk, one(a, b))
    (whole,) = (d for d in record_of(desk.rows()).dossiers if d.public_id == z)
    (part,) = load_part(desk.session, desk.ring, row_ids(desk.session, frozenset({z}))).dossiers
    assert whole == part
    assert [tie.level for tie in whole.relations] == [Level.SEALED]
