"""Ways of naming somebody as part of another whom something of their own keeps back, planted in the shipped code: the machine that reckons
by itself what keeps whom back finds each.
"""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

BACK, ANEW = "vault/keeping_back.py", "editing/history/anew.py"
FAULTS = (
    fault("a return keeps nobody back who is merged", (BACK, "at >= lowest and self._may_be_told(person, at)", "at >= lowest")),
    fault("neither the level of a case nor that it was taken out keeps anybody back", (BACK, "at >= lowest and self._may_be_told(person, at)", "self._may_be_told(person, at)")),
    fault("what is told from a level on is told below it", ("publishing/load.py", "levels = max(c.level, c.told_from), self", "levels = c.level, self")),
    fault("a decision of both is one of people who could not know of both", ("vault/ways.py", " or not merge.unknown.isdisjoint(passed)", "")),
    fault("who was parted is one again whatever was said meanwhile", (ANEW, "row.added_in < number and _said_apart(", "row.added_in > number and _said_apart(")),
    fault("of two decisions the wider holds", ("vault/stricter.py", "    first = min(one, other, key=_rank)", "    first = max(one, other, key=_rank)")),
    fault("of returns nobody asks what was decided when two are read by themselves", ("vault/narrowed.py", "decision.subject in asked", "decision.subject in own")),
    fault("of returns nobody asks what is hidden when two are read by themselves", ("vault/narrowed.py", "withdrawal.subject in asked", "withdrawal.subject in own")),
)  # fmt: skip


@pytest.mark.parametrize("planted_fault", planted(FAULTS, at_night={each.name for each in FAULTS}))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_one_shows_no_more.py")
    assert died_by_difference(run), run.stdout[-2000:]
