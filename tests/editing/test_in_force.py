"""Of the decisions about somebody the page marks the one by which disclosure goes, whatever day it is and whoever looks."""

from __future__ import annotations

from datetime import date, timedelta

from app.codebook.levels import Form, Level
from app.disclosure.gate import governing
from app.editing.record.in_force import IN_FORCE, RAN_OUT, REPLACED, TO_COME, decisions_listed
from app.editing.record.page import Seen
from tests.editing.desk import BEN, CLEO, DAY, Desk, grounds, named, shown

ALPHA = "Synthetic Alpha"


def told(desk: Desk, key: str, on: date) -> list[str]:
    seen = Seen(desk.session, desk.ring, [key], Level.SEALED)
    listed = decisions_listed(seen, key, on)
    force = governing(seen.decisions(key), on)
    assert [one.now for one in listed].count(True) == (force is not None)
    return [one.standing for one in listed]


def test_the_last_that_was_made_is_in_force_until_it_runs_out_and_never_the_one_before(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", ALPHA))
    key = desk.by_name(ALPHA)
    assert told(desk, key, DAY) == []
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    ends = DAY + timedelta(days=9)
    limited = shown(key, Form.DESCRIPTOR).model_copy(update={"expires_on": ends})
    desk.record(limited, by=BEN, approved_by=(CLEO,))
    assert told(desk, key, DAY) == [REPLACED, IN_FORCE]
    assert told(desk, key, ends + timedelta(days=1)) == [REPLACED, RAN_OUT]
    assert told(desk, key, DAY - timedelta(days=1)) == [TO_COME, TO_COME]
