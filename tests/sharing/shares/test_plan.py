"""By the clock: begin and end of each share, who comes next, who steps in, and what cannot be shared."""

from __future__ import annotations

import pytest

from app.sharing.shares.pace import line_ms, syllables
from app.sharing.shares.plan import Asked, BadShares, planned

TEN = [12_000] * 10


def test_readers_follow_each_other():
    plan = planned(TEN, [""] * 10, Asked(readers=3, start="18:30"))
    assert sorted(s.lines for s in plan.shares) == [3, 3, 4]
    assert [s.read_before for s in plan.shares] == [s.first - 1 for s in plan.shares]
    assert [s.ends for s in plan.shares[:-1]] == [s.begins for s in plan.shares[1:]]
    assert (plan.total_ms, plan.longest_ms, plan.spare) == (120_000, 48_000, 4)
    assert [s.next_reader for s in plan.shares] == [2, 3, None]
    assert plan.shares[0].begins == "18:30:00"
    assert plan.shares[-1].ends == "18:32:00"


def test_cities_begin_together():
    plan = planned(TEN, [""] * 10, Asked(cities=2, start="23:59"))
    assert [(s.begins, s.ends, s.read_before, s.next_reader) for s in plan.shares] == [
        ("23:59:00", "00:00:00", 0, None)
    ] * 2
    assert plan.total_ms == 60_000


def test_minutes_alone_say_how_many_readers_are_needed():
    assert len(planned(TEN, [""] * 10, Asked(minutes=1)).shares) == 2
    assert planned(TEN, [""] * 10, Asked(minutes=1)).fits is None


def test_readers_and_minutes_are_measured():
    assert planned(TEN, [""] * 10, Asked(readers=5, minutes=2)).fits is True
    assert planned(TEN, [""] * 10, Asked(readers=5, minutes=1)).fits is False


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [(Asked(readers=1, cities=1), "cities"), (Asked(start="25:00"), "start"), (Asked(start="noon"), "start")],
)
def test_what_cannot_be_is_said(asked, parameter):
    with pytest.raises(BadShares) as said:
        planned(TEN, [""] * 10, asked)
    assert said.value.parameter == parameter


def test_a_line_longer_than_the_minutes_is_said():
    with pytest.raises(BadShares, match="One line alone"):
        planned([61_000], [""], Asked(minutes=1))


@pytest.mark.parametrize(
    ("text", "heard"),
    [("김가상", 3), ("Kim Gasang", 3), ("○가상", 3), ("", 0), ("Хх", 1), ("a woman in her thirties", 7)],
)
def test_syllables(text, heard):
    assert syllables(text) == heard
    assert line_ms(text, 8) == 8_000 + 200 * heard
