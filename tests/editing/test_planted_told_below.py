"""Ways of telling what lies above somebody, and of pulling the ground away from what counts, planted in the shipped code: the machine that
knows by itself how high everything lies finds each.
"""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

ABOVE, RAISED, LEVELS = "vault/above.py", "editing/history/raised.py", "vault/levels.py"
FAULTS = (
    fault("what was brought back is taken back under what rests on it", ("editing/history/reverting.py", "return _references(session, _counting(without), without.undone - now.undone)", "return _references(session, _counting(without), sorted(without.undone - now.undone)[-1:])")),
    fault("what names something sealed is told", (ABOVE, "            named |= _rows_of(session, table, column, rows.get(target, ()), found)\n", "            named |= set()\n")),
    fault("what takes back what was sealed is told", (ABOVE, "return frozenset(found | _taking_back(session, found))", "return frozenset(found)")),
    fault("the past is told as high as it lay then", (RAISED, "known_within(clearance, levels.get(key, row.level))", "known_within(clearance, row.level)")),
    fault("what counts no more lies as high as it was entered", (RAISED, "    for table in (SUBJECT, SOURCE, CLAIM) if undone else ():", "    for table in ():")),
    fault("who is merged lies as high as by themselves", (LEVELS, "steps |= {key: owners[key] | ({at[key]} if key in at else set()) for key in new}", "steps |= {key: owners[key] for key in new}")),
)  # fmt: skip
BY_DAY = {"what was brought back is taken back under what rests on it"}


@pytest.mark.parametrize("planted_fault", planted(FAULTS, at_night={each.name for each in FAULTS} - BY_DAY))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_told_below.py")
    assert died_by_difference(run), run.stdout[-2000:]
