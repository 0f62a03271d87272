"""Merges one after another, their ends and their reverts: nobody is in two, nobody is shown anew by the way, and no case is lost."""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level
from app.codebook.values import DateValue, NameValue
from app.editing.drafts import changes as c
from app.editing.entry.duplicates import Verdict, remembered
from app.editing.errors import BadDraft, DecidedByAuthor
from app.editing.history.merging import roots_of
from app.editing.views import look
from app.editing.withdrawal.hiding import confirm, hide_now
from app.publishing.withdraw import withdraw
from app.vault.errors import MergedInACircle
from app.vault.folding import folded
from app.vault.lookup import open_withdrawals
from app.vault.verify import verify
from app.vault.ways import StandingMerge, root_of
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, Desk, both, grounds, named, shown

NAMES = ("Synthetic Alpha", "Synthetic Beta", "Synthetic Gamma")


@pytest.fixture
def three(desk: Desk) -> tuple[str, str, str]:
    """Three published people in one return, and decided."""
    desk.record(*grounds(), *(change for n, name in enumerate(NAMES) for change in named(f"p{n}", name)))
    a, b, k = (desk.by_name(name) for name in NAMES)
    desk.record(*(shown(key, ref=f"d{n}") for n, key in enumerate((a, b, k))), by=BEN, approved_by=(CLEO,))
    return a, b, k


def merge(desk: Desk, merged: str, kept: str) -> str:
    return desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life"), approved_by=(DORA,))


def part(desk: Desk, merged: str, kept: str) -> str:
    return desk.record(c.EndMerge(ref="e", kept=kept, merged=merged, reason="two lives"), approved_by=(DORA,))


def revert(desk: Desk, changeset: str) -> str:
    return desk.record(c.Revert(ref="r", changeset=changeset, reason="a slip"))


def public(desk: Desk, name: str) -> bool:
    return name in repr(desk.contents()[0])


def returns(desk: Desk, event: str, level: Level = Level.SEALED) -> list[str]:
    """Whose cases the return has, as a level may know of them."""
    return sorted(x.individual for x in desk.rows().cases if x.event == event and x.level <= level)


def second_return(desk: Desk, *cases: tuple[str, Level]) -> str:
    made = [c.NewCase(ref=f"c{n}", individual=key, event="@e2", level=level) for n, (key, level) in enumerate(cases)]
    desk.record(c.NewEvent(ref="e2", label="A second return", level=Level.PUBLIC), *made)
    return next(event.public_id for event in desk.rows().events if event.label == "A second return")


def somebody_above(desk: Desk) -> str:
    """Somebody at `vetted`, without a case."""
    name = c.NewClaim(
        ref="n",
        subject="@h",
        field="name",
        value=NameValue(text="Concealed Omega"),
        source=desk.source(),
        level=Level.VETTED,
    )
    desk.record(c.NewIndividual(ref="h", level=Level.VETTED), name)
    return desk.by_name("Concealed Omega")


def child(desk: Desk, key: str) -> None:
    born = DateValue(text="2015")
    told = c.NewClaim(ref="b", subject=key, field="birth", value=born, source=desk.source(), level=Level.PUBLIC)
    waits = desk.propose(told)
    if desk.approve(waits, BEN).changeset is None:
        desk.approve(waits, CLEO)


@both
def test_a_revert_never_makes_a_circle_of_merges(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    merge(desk, a, k)
    end = part(desk, a, k)
    merge(desk, k, a)
    with pytest.raises(BadDraft, match="merged already"):
        revert(desk, end)
    assert roots_of(desk.session).get(k) == a and roots_of(desk.session).get(a) is None


def test_a_revert_never_merges_somebody_twice(desk: Desk, three: tuple[str, str, str]) -> None:
    a, b, k = three
    merge(desk, a, k)
    end = part(desk, a, k)
    merge(desk, a, b)
    with pytest.raises(BadDraft, match="merged already"):
        revert(desk, end)
    assert roots_of(desk.session)[a] == b


def test_merges_in_one_draft_do_not_make_a_circle_either(desk: Desk, three: tuple[str, str, str]) -> None:
    a, b, k = three

    def both_at_once(*pairs: tuple[str, str]) -> str:
        merges = (c.MergeSubjects(ref=f"m{n}", merged=x, kept=y, reason="one") for n, (x, y) in enumerate(pairs))
        return desk.record(*merges)

    for pairs in (((a, k), (k, a)), ((a, k), (a, b)), ((a, b), (b, k))):
        with pytest.raises(BadDraft, match="merged already"):
            both_at_once(*pairs)
    both_at_once((a, k), (b, k))
    assert roots_of(desk.session).keys() >= {a, b}


def test_an_undone_end_lets_a_merge_stand_again_where_nothing_speaks_against_it(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    a, _, k = three
    merge(desk, a, k)
    merged = desk.contents()
    revert(desk, part(desk, a, k))
    assert desk.contents() == merged
    assert verify(desk.session, desk.ring) == []


def test_a_merge_that_would_be_refused_does_not_stand_by_a_revert(desk: Desk, three: tuple[str, str, str]) -> None:
    k, omega = three[2], somebody_above(desk)
    merge(desk, omega, k)
    end = part(desk, omega, k)
    hide_now(desk.session, desk.ring, ANN, omega, "safety", "hidden_now", AT)
    with pytest.raises(BadDraft, match="Decide"):
        revert(desk, end)
    assert public(desk, NAMES[2])


def test_what_was_decided_while_they_were_two_is_not_read_as_decided_of_both(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    a, _, k = three
    merge(desk, a, k)
    end = part(desk, a, k)
    desk.record(shown(a, Form.HOLD), by=BEN, approved_by=(CLEO,))
    desk.record(shown(k), by=BEN, approved_by=(CLEO,))
    with pytest.raises(BadDraft, match="while they were two"):
        revert(desk, end)
    merge(desk, a, k)
    assert not public(desk, NAMES[0])


def test_a_circle_is_an_error_and_no_endless_loop(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    with pytest.raises(MergedInACircle):
        folded(desk.rows(), [StandingMerge(k, a, 5), StandingMerge(a, k, 6)])
    with pytest.raises(MergedInACircle):
        root_of({1: 2, 2: 3, 3: 2}, 1)


@both
def test_whoever_was_hidden_as_one_is_hidden_as_two(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    merge(desk, a, k)
    hide_now(desk.session, desk.ring, ANN, k, "safety", "masked", AT)
    confirm(desk.session, desk.ring, BEN, k, AT)
    part(desk, a, k)
    one, other = open_withdrawals(desk.session)
    assert one[2:6] == other[2:6] and one.confirmed_by == other.confirmed_by == "ben"
    of_a, of_k = (look(desk.session, desk.ring, key, Level.SEALED).parts["withdrawals"] for key in (a, k))
    assert of_a == of_k and len(of_a) == 1
    assert not public(desk, NAMES[0])
    desk.record(c.CloseWithdrawal(ref="w", subject=k, reason="safe now"), approved_by=(CLEO,))
    assert public(desk, NAMES[2]) and not public(desk, NAMES[0])
    assert verify(desk.session, desk.ring) == []


def test_a_withdrawal_by_an_old_id_goes_on_for_who_was_kept(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    merge(desk, a, k)
    withdraw(desk.session, desk.ring, a, ground="safety", by="ann", at=AT, on=DAY)
    part(desk, a, k)
    assert not public(desk, NAMES[0]) and not public(desk, NAMES[2])


def test_a_withdrawal_from_before_the_merge_stays_of_the_one_alone(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    hide_now(desk.session, desk.ring, ANN, k, "safety", "hidden_now", AT)
    merge(desk, a, k)
    part(desk, a, k)
    assert public(desk, NAMES[0]) and not public(desk, NAMES[2])


def test_a_revert_that_parts_or_joins_them_ends_no_withdrawal(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    made = merge(desk, a, k)
    hide_now(desk.session, desk.ring, ANN, k, "safety", "hidden_now", AT)
    parted = revert(desk, made)
    assert not public(desk, NAMES[0]), "opened anew by the revert"
    desk.record(c.CloseWithdrawal(ref="w", subject=k, reason="safe now"), approved_by=(CLEO,))
    revert(desk, parted)
    assert not public(desk, NAMES[0]), "the row that the revert had opened does not count any more"


def test_the_end_of_a_merge_is_decided_as_a_decision_is(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    made = merge(desk, a, k)
    desk.record(shown(k, Form.HOLD), by=BEN, approved_by=(CLEO,))
    with pytest.raises(DecidedByAuthor):
        desk.record(c.EndMerge(ref="e", kept=k, merged=a, reason="two"), by=BEN, approved_by=(ANN,))
    with pytest.raises(DecidedByAuthor):
        desk.record(c.Revert(ref="r", changeset=made, reason="two"), by=BEN, approved_by=(ANN,))
    child(desk, k)
    for change in (
        c.EndMerge(ref="e", kept=k, merged=a, reason="two"),
        c.Revert(ref="r", changeset=made, reason="two"),
    ):
        assert desk.approve(desk.propose(change), CLEO).changeset is None, "two people look at a child"
    end = desk.record(c.EndMerge(ref="e", kept=k, merged=a, reason="two"), approved_by=(CLEO, DORA))
    for _ in range(2):  # of the end, and of the revert of it, which parts them again
        waits = desk.propose(c.Revert(ref="r", changeset=end, reason="one"))
        assert desk.approve(waits, CLEO).changeset is None
        outcome = desk.approve(waits, DORA)
        assert outcome.changeset is not None
        end = outcome.changeset.hash.hex()


def test_a_withdrawal_that_ends_again_by_a_revert_of_a_revert_takes_two_as_well(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    a = three[0]
    child(desk, a)
    hide_now(desk.session, desk.ring, ANN, a, "safety", "hidden_now", AT)
    ended = desk.record(c.CloseWithdrawal(ref="w", subject=a, reason="safe"), approved_by=(CLEO, DORA))
    hidden = revert(desk, ended)
    assert not public(desk, NAMES[0]), "one is enough to hide"
    waits = desk.propose(c.Revert(ref="r", changeset=hidden, reason="safe"))
    assert desk.approve(waits, CLEO).changeset is None and not public(desk, NAMES[0])
    assert desk.approve(waits, DORA).changeset is not None and public(desk, NAMES[0])


def test_what_was_ended_once_is_ended_again_by_reverting_the_revert_and_the_desk_says_so(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    a, _, k = three
    hide_now(desk.session, desk.ring, ANN, k, "safety", "hidden_now", AT)
    closing = c.CloseWithdrawal(ref="w", subject=k, reason="safe")
    revert(desk, desk.record(closing, approved_by=(CLEO,)))
    merge(desk, a, k)
    ending = c.EndMerge(ref="e", kept=k, merged=a, reason="two lives")
    revert(desk, desk.record(ending, approved_by=(CLEO,)))
    with pytest.raises(BadDraft, match="Revert that revert"):
        desk.record(ending, approved_by=(CLEO,))
    with pytest.raises(BadDraft, match="Revert that revert"):
        desk.record(closing, approved_by=(CLEO,))


@pytest.mark.parametrize(("ours", "theirs"), [(Level.VETTED, Level.PUBLIC), (Level.PUBLIC, Level.VETTED)])
def test_of_two_cases_in_one_return_the_lower_one_is_kept(
    desk: Desk, three: tuple[str, str, str], ours: Level, theirs: Level
) -> None:
    a, _, k = three
    event = second_return(desk, (k, ours), (a, theirs))
    before = desk.rows()
    merge(desk, a, k)
    assert returns(desk, event) == returns(desk, event, Level.RESEARCHER) == [k]
    part(desk, a, k)
    assert desk.rows().cases == before.cases and desk.rows().claims == before.claims


def test_of_two_cases_at_one_level_that_of_who_is_kept_is_kept(desk: Desk, three: tuple[str, str, str]) -> None:
    a, _, k = three
    old, kept = desk.case_of(a), desk.case_of(k)
    merge(desk, a, k)
    assert roots_of(desk.session)[old] == kept


def test_a_case_lies_no_lower_than_who_is_merged(desk: Desk, three: tuple[str, str, str]) -> None:
    """A public case of somebody above is seen by nobody below them: the open one of who is kept goes on."""
    k, omega = three[2], somebody_above(desk)
    event = second_return(desk, (k, Level.RESEARCHER), (omega, Level.PUBLIC))
    merge(desk, omega, k)
    assert returns(desk, event, Level.RESEARCHER) == [k]


def test_a_person_of_three_has_one_case_in_a_return(desk: Desk, three: tuple[str, str, str]) -> None:
    a, b, k = three
    event = second_return(desk, (a, Level.PUBLIC), (b, Level.PUBLIC))
    before = desk.rows()
    merge(desk, b, k)
    merge(desk, a, k)
    assert returns(desk, event) == [k]
    part(desk, b, k)
    assert returns(desk, event) == sorted([b, k]), "the case of the third goes on as theirs who was kept"
    part(desk, a, k)
    assert desk.rows().cases == before.cases


def test_a_case_that_was_kept_of_who_parts_first_waits_for_the_later_merge(
    desk: Desk, three: tuple[str, str, str]
) -> None:
    a, b, k = three
    event = second_return(desk, (k, Level.VETTED), (b, Level.PUBLIC), (a, Level.PUBLIC))
    made = merge(desk, b, k)
    merge(desk, a, k)
    assert returns(desk, event) == [k]
    with pytest.raises(BadDraft, match="end first what was merged last"):
        part(desk, b, k)
    with pytest.raises(BadDraft, match="End that merge first"):
        revert(desk, made)
    part(desk, a, k)
    part(desk, b, k)
    assert returns(desk, event) == sorted([a, b, k])


def test_the_pair_that_is_two_is_the_one_whose_merge_was_ended(desk: Desk, three: tuple[str, str, str]) -> None:
    a, b, k = three
    merge(desk, a, b)
    merge(desk, b, k)
    part(desk, a, k)
    assert remembered(desk.session) == {frozenset({a, b}): Verdict.DIFFERENT}
