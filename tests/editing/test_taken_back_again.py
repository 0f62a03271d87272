"""What was brought back is taken back again by a revert of what brought it back: never under what rests on it. All people are synthetic."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.entry.duplicates import Verdict, decide_pair, settled
from app.editing.errors import NotThere, StillNeeded
from app.editing.review.verdicts import content_seen
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, grounds, named, shown
from tests.editing.test_last_word import RITA, VAL, VIC, back, told
from tests.editing.test_reasons_stay import two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_sealed_since import a_person
from tests.editing.test_seen_more import entered, newest_source


def a_source(desk: Desk, level: Level = Level.PUBLIC) -> str:
    """The changeset with which a source comes of which nothing is said yet."""
    new = c.NewSource(ref="s", title="other", publisher_key="o", type="ngo_report", level=level)
    return desk.record(new, by=ANN, approved_by=(BEN,))


def brought_back(desk: Desk, made: str) -> str:
    """The changeset by which it counts again, after it was taken back."""
    return as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, back(made))))


def needed_still(desk: Desk, changeset: str) -> None:
    waits = desk.propose(back(changeset), by=BEN)
    for reviewer in (CLEO, DORA):
        with pytest.raises(StillNeeded):
            desk.approve(waits, reviewer)


def test_a_source_of_which_something_is_said(desk: Desk) -> None:
    k = a_person(desk)
    again = brought_back(desk, a_source(desk))
    desk.record(fact(k, "a synthetic weaver", newest_source(desk)), by=ANN, approved_by=(BEN,))
    needed_still(desk, again)
    desk.rows()


def test_a_tie_s_source_which_keeps_the_tie_from_who_may_not_see_it(desk: Desk) -> None:
    a, b = two_people(desk)
    as_many_as_it_takes(desk, shown(a, ref="1"), shown(b, ref="2"))
    again = brought_back(desk, a_source(desk, Level.SEALED))
    tie = c.NewRelation(ref="t", a=a, b=b, type="sibling", certainty="certain", source=newest_source(desk))
    desk.record(tie.model_copy(update={"level": Level.PUBLIC}), by=ANN, approved_by=(BEN,))
    needed_still(desk, again)
    assert "sibling" not in told(desk, RITA, a)


def test_the_evidence_of_a_decision(desk: Desk) -> None:
    k = a_person(desk)
    again = brought_back(desk, a_source(desk))
    as_many_as_it_takes(desk, shown(k).model_copy(update={"evidence": (newest_source(desk),)}))
    needed_still(desk, again)


def test_somebody_of_whom_something_is_said_or_who_is_hidden(desk: Desk) -> None:
    again = brought_back(desk, desk.record(*grounds(), *named("p", "Synthetic Gone"), by=ANN, approved_by=(BEN,)))
    hide_now(desk.session, desk.ring, CLEO, desk.by_name("Synthetic Gone"), "safety", "hidden_now", AT)
    needed_still(desk, again)


def test_what_nothing_rests_on_is_taken_back_again(desk: Desk) -> None:
    a_person(desk)
    again = brought_back(desk, a_source(desk))
    sources = len(desk.rows().sources)
    as_many_as_it_takes(desk, back(again))
    assert len(desk.rows().sources) == sources - 1


def test_a_verdict_on_a_pair_keeps_no_entry(desk: Desk) -> None:
    """It is one editor's opinion, and stays behind for when the two are there again."""
    a = entered(desk, name="Synthetic Alpha", born="1970")
    made = desk.record(*grounds("r"), *named("b", "Synthetic Beta"), by=ANN, approved_by=(BEN,))
    pair = frozenset({a, desk.by_name("Synthetic Beta")})
    decide_pair(desk.session, desk.ring, CLEO, *sorted(pair), Verdict.DIFFERENT, "two", AT)
    as_many_as_it_takes(desk, back(as_many_as_it_takes(desk, back(made))))
    assert pair in settled(desk.session, desk.ring, DORA)


@pytest.mark.parametrize("hidden", [False, True])
def test_who_does_not_see_what_rests_on_it_decides_on_no_revert(desk: Desk, hidden: bool) -> None:
    """What hinders it would tell them."""
    k = a_person(desk)
    made = a_source(desk)
    if hidden:
        informer = fact(k, "a synthetic informer", newest_source(desk), level=Level.SEALED)
        desk.record(informer, by=ANN, approved_by=(CLEO,))
    waits = desk.propose(back(made), by=VIC)
    if hidden:
        with pytest.raises(NotThere):
            content_seen(desk.session, desk.ring, VAL, waits)
    else:
        assert content_seen(desk.session, desk.ring, VAL, waits)
