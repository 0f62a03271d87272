"""Ways of being seen by too few, or by one's author, planted in the shipped code: each is found by asking after each change who is."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

NEEDS = "editing/review/needed.py"
FAULTS = (
    fault("nobody is compared", (NEEDS, "seen_more(before, after, named, on) | uncovered", "uncovered")),
    fault("who comes to be seen takes one", (NEEDS, " | said.needing_two(more, on, decided_before=True)", "")),
    fault("what is told later takes one", (NEEDS, "    two |= told_anew(before, after, named - more, on, said.dating)\n", "")),
    fault("who comes to be seen is decided by their author", (NEEDS, " | read_as_one(session, row_ids(session, more))", "")),
)  # fmt: skip


@pytest.mark.parametrize(
    "planted_fault",
    planted(FAULTS, at_night={each.name for each in FAULTS if each.name != "what is told later takes one"}),
)
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_let_be_seen.py")
    assert died_by_difference(run), run.stdout[-2000:]
