"""An approval is of what its giver saw: it counts no more once anything moved on which it depends what is shown. Synthetic people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.errors import ChangedSinceSeen
from app.editing.review.verdicts import content_seen
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, person, shown
from tests.editing.test_reasons_stay import child_by_a_pseudonym, real_name, ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import decide, entered, names, newest_source


def moves_under(desk: Desk, waits: str, move: Callable[[], object], *, approved: bool = True) -> None:
    """What a second reviewer has on their screen is approved no more once `move` was done."""
    if approved:
        assert desk.approve(waits, CLEO).changeset is None
    seen = content_seen(desk.session, desk.ring, DORA, waits)
    move()
    with pytest.raises(ChangedSinceSeen):
        desk.approve(waits, DORA, content=seen)


def another_source(desk: Desk, level: Level) -> str:
    new = c.NewSource(ref="s", title="other", publisher_key="synthetic", type="ngo_report", level=level)
    desk.record(new, by=ANN, approved_by=(BEN,))
    return newest_source(desk)


def lowered(desk: Desk, source: str, was: Level) -> Callable[[], object]:
    rule = c.RuleSource(ref="x", source=source, was=was, level=Level.PUBLIC, reason="w")
    return lambda: desk.record(rule, by=BEN, approved_by=(CLEO,))


def test_the_level_of_the_source_of_a_new_name(desk: Desk) -> None:
    k, source = child_by_a_pseudonym(desk), another_source(desk, Level.PUBLIC)
    was = c.RuleSource(ref="x", source=source, was=Level.PUBLIC, level=Level.VETTED, reason="w")
    waits = desk.propose(real_name(k, source), by=ANN)
    moves_under(desk, waits, lambda: desk.record(was, by=BEN, approved_by=(CLEO,)))


def test_the_level_of_the_source_of_a_new_fact(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    source = another_source(desk, Level.SEALED)
    waits = desk.propose(fact(k, "told to the sealed alone", source), by=ANN)
    moves_under(desk, waits, lowered(desk, source, Level.SEALED), approved=False)


def test_the_level_of_the_source_of_what_a_revert_brings_back(desk: Desk) -> None:
    k, source = child_by_a_pseudonym(desk), another_source(desk, Level.PUBLIC)
    waits = desk.propose(real_name(k, source), by=ANN)
    told = (desk.approve(waits, BEN).changeset or desk.approve(waits, CLEO).changeset).hash.hex()
    back = as_many_as_it_takes(desk, c.Revert(ref="x", changeset=told, reason="w"))
    assert names(desk, k) == ["Synthetic Nym"]
    was = c.RuleSource(ref="x", source=source, was=Level.PUBLIC, level=Level.VETTED, reason="w")
    waits = desk.propose(c.Revert(ref="x", changeset=back, reason="w"), by=ANN)
    moves_under(desk, waits, lambda: desk.record(was, by=BEN, approved_by=(CLEO,)))


def test_the_level_of_the_source_of_a_tie(desk: Desk) -> None:
    k, b = entered(desk), entered(desk, name="Synthetic Bee", born="1970")
    decide(desk, shown(b))
    source = another_source(desk, Level.SEALED)
    tie = c.NewRelation(ref="r", a=k, b=b, type="sibling", certainty="certain", source=source, level=Level.PUBLIC)
    desk.record(tie, by=ANN, approved_by=(BEN,))
    moves_under(desk, desk.propose(shown(k), by=BEN), lowered(desk, source, Level.SEALED))


def decided_wider(desk: Desk, event: str) -> Callable[[], object]:
    def move() -> None:
        waits = desk.propose(shown(event), by=CLEO)
        for reviewer in (BEN, DORA):
            desk.approve(waits, reviewer)

    return move


def test_what_is_decided_of_the_return_of_a_case_that_is_published(desk: Desk) -> None:
    k = entered(desk)
    case, event = desk.case_of(k), desk.rows().events[-1].public_id
    desk.record(c.SetCaseState(ref="x", case=case, state="unpublished"), by=BEN, approved_by=(CLEO,))
    decide(desk, shown(event, Form.DESCRIPTOR))
    waits = desk.propose(c.SetCaseState(ref="x", case=case, state="published"), by=BEN)
    moves_under(desk, waits, decided_wider(desk, event))


def test_what_is_decided_of_the_return_of_who_is_no_longer_hidden(desk: Desk) -> None:
    k = entered(desk)
    event = desk.rows().events[-1].public_id
    hide_now(desk.session, desk.ring, CLEO, k, "safety", "hidden_now", AT)
    decide(desk, shown(event, Form.DESCRIPTOR))
    waits = desk.propose(c.CloseWithdrawal(ref="x", subject=k, reason="w"), by=ANN)
    moves_under(desk, waits, decided_wider(desk, event))


def test_the_level_of_the_return(desk: Desk) -> None:
    k = entered(desk)
    event = desk.rows().events[-1].public_id
    desk.record(ruled(event, Level.SEALED), by=BEN, approved_by=(CLEO,))
    move = ruled(event, Level.PUBLIC)
    moves_under(desk, desk.propose(shown(k), by=BEN), lambda: desk.record(move, by=ANN, approved_by=(CLEO,)))


def tied(desk: Desk, level: Level) -> tuple[str, str]:
    """A child who is not shown, and their tie, of this level, to somebody who is."""
    k, b = entered(desk), entered(desk, name="Synthetic Bee", born="1970")
    decide(desk, shown(b))
    source = newest_source(desk)
    tie = c.NewRelation(ref="r", a=k, b=b, type="sibling", certainty="certain", source=source, level=level)
    desk.record(tie, by=ANN, approved_by=(BEN,))
    return k, desk.rows().relations[-1].public_id


def test_the_level_of_a_tie(desk: Desk) -> None:
    k, tie = tied(desk, Level.SEALED)
    moves_under(desk, desk.propose(shown(k), by=BEN), lambda: as_many_as_it_takes(desk, ruled(tie, Level.PUBLIC)))


def test_the_level_of_a_tie_that_a_revert_lowers(desk: Desk) -> None:
    k, tie = tied(desk, Level.PUBLIC)
    up = as_many_as_it_takes(desk, ruled(tie, Level.SEALED))
    low = c.Revert(ref="x", changeset=up, reason="w")
    moves_under(desk, desk.propose(shown(k), by=BEN), lambda: desk.record(low, by=BEN, approved_by=(DORA,)))


def test_what_is_decided_of_the_return_of_a_case_that_a_revert_publishes(desk: Desk) -> None:
    k = entered(desk)
    case, event = desk.case_of(k), desk.rows().events[-1].public_id
    gone = desk.record(c.SetCaseState(ref="x", case=case, state="unpublished"), by=BEN, approved_by=(CLEO,))
    decide(desk, shown(event, Form.DESCRIPTOR))
    waits = desk.propose(c.Revert(ref="x", changeset=gone, reason="w"), by=BEN)
    moves_under(desk, waits, decided_wider(desk, event))


@pytest.mark.parametrize("what", ["a revert of a hold", "the end of a merge"])
def test_what_befell_those_whom_it_moves(desk: Desk, what: str) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    if what == "the end of a merge":
        as_many_as_it_takes(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
        waits = desk.propose(c.EndMerge(ref="e", kept=a, merged=b, reason="two"), by=BEN)
    else:
        held = as_many_as_it_takes(desk, shown(a, Form.HOLD))
        waits = desk.propose(c.Revert(ref="x", changeset=held, reason="w"), by=BEN)
    befell = c.NewCaseEvent(ref="h", case=desk.case_of(a), event_type="forced_abortion", level=Level.PUBLIC)

    def move() -> None:
        told = desk.propose(befell, by=ANN)
        if desk.approve(told, BEN).changeset is None:
            desk.approve(told, CLEO)

    moves_under(desk, waits, move, approved=False)


def test_nothing_that_lies_above_its_giver_moves_it(desk: Desk) -> None:
    """A second tie of the same kind, of which a sealed source tells (decision record 12)."""
    low = person("low", Level.VETTED)
    a, b = two_people(desk)

    def tie(source: str, level: Level) -> c.NewRelation:
        return c.NewRelation(ref="r", a=a, b=b, type="sibling", certainty="certain", source=source, level=level)

    desk.record(tie(newest_source(desk), Level.PUBLIC), by=ANN, approved_by=(BEN,))
    waits = desk.propose(shown(a), by=BEN)
    seen = content_seen(desk.session, desk.ring, low, waits)
    desk.record(tie(another_source(desk, Level.SEALED), Level.SEALED), by=ANN, approved_by=(BEN,))
    assert content_seen(desk.session, desk.ring, low, waits) == seen
