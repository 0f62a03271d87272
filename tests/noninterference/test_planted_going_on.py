"""Leaks that show only while a house goes on, or only to the vetted, each killed by the general property of test_members_alike."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from tests.conftest import throws
from tests.noninterference.difference import Difference
from tests.noninterference.going_on import going_on
from tests.noninterference.planting import Fault, fault
from tests.noninterference.swapping import swapped
from tests.noninterference.test_planted_in_members import FAULTS, PUBLISHED

KNOWN = {each.name: each for each in (*FAULTS, *PUBLISHED)}
SEQUENCES = 20
"""As many as on every change."""

OWN = (
    fault(
        "a document that counts the claims of the record",
        ("disclosure/assemble.py", "described=described,", "described=described + sum(len(c.statements) for d in parts.record.dossiers for c in d.cases) % 7,"),
    ),
    fault(
        "a sealed claim from a source that is open",
        ("disclosure/clear.py", "return max(claim, source) <= level", "return source <= level"),
    ),
    fault(
        "an answer that tells how often was published",
        ("web/account/here.py", '"csrf": seen.csrf,', '"csrf": seen.csrf + str(seen.house.shelves[2]()._watched.stat().st_mtime_ns),'),
    ),
)  # fmt: skip
TRIED: tuple[tuple[Fault, Level, bool], ...] = (
    (KNOWN["the banner has a last day where hidden cases are many"], Level.PUBLIC, False),
    (KNOWN["a page that counts what others looked at"], Level.PUBLIC, True),
    (KNOWN["an edition that tells how often it was published"], Level.PUBLIC, True),
    (KNOWN["a case above the level"], Level.RESEARCHER, True),
    (KNOWN["a case above the level"], Level.VETTED, True),
    (KNOWN["a person above the level"], Level.VETTED, True),
    (KNOWN["what a ruling has put aside"], Level.VETTED, True),
    (KNOWN["who was withdrawn"], Level.VETTED, True),
    (OWN[0], Level.VETTED, False),
    (OWN[1], Level.VETTED, False),
    (OWN[2], Level.RESEARCHER, False),
)
"""With the level of whom it betrays something to, and whether it is tried at night alone."""


@pytest.mark.parametrize(
    ("leak", "level"),
    [
        pytest.param(leak, level, id=f"{leak.name}, {level.code}", marks=[pytest.mark.nightly] if at_night else [])
        for leak, level, at_night in TRIED
    ],
)
def test_a_planted_leak_is_found_while_the_house_goes_on(leak, level, no_limits, tmp_path):
    house = going_on(level, tmp_path)
    with swapped(leak), pytest.raises(Difference):
        all(house.lives_through(dice, seed) for seed, dice in throws(SEQUENCES))
