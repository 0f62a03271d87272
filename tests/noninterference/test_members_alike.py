"""Whoever is not cleared goes on reading while others work: read, a hidden edit, publish, read again, and so on.

Each edit makes a pair of records that differ only above what the readers are cleared for, and each is asked questions of its own,
drawn by dice, before and after: every answer stays the same, byte for byte. Test_worlds_alike asks far more of one pair; here are
hundreds, and the house is never started anew. The vetted read here, too: what is sealed is hidden from them.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.codebook.levels import EDITION_LEVELS, Level
from app.web.account.policies import RATES
from tests.conftest import examples, throws
from tests.noninterference.going_on import ALIKE, EDITS, going_on
from tests.pairs import alike

PAIRS = examples(200, 5_000)


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    monkeypatch.setattr("app.web.account.door.RATES", dict.fromkeys(RATES, 10**9))


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_what_is_hidden_changes_no_byte_that_readers_are_sent_while_others_work(level, tmp_path):
    house, tried = going_on(level, tmp_path), 0
    for seed, dice in throws(PAIRS // EDITS):
        tried += house.lives_through(dice, f"dice {seed}")
    assert tried == PAIRS
    assert house.asker.asked == set(house.asker.every), "a route was never asked"


def test_every_record_of_a_sequence_differs_from_the_next():
    """Else nothing would be tried."""
    for level in EDITION_LEVELS:
        for _, dice in throws(5):
            records = alike(dice, level, ALIKE)
            assert all(one != other for one, other in pairwise(records)), Level(level)
