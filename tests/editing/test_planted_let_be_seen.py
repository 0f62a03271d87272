"""Ways of being seen by too few, or by one's author, planted in the shipped code: each is found by asking after each change who is."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

NEEDS, COMPARED = "editing/review/needed.py", "editing/review/compared.py"
DECIDE = "editing/review/two_decide.py"
FAULTS = (
    fault("nobody is compared", (COMPARED, "seen = seen_more(self.both, self.moved | self.returns, self.on)", "seen = set[str]()")),
    fault("who comes to be seen takes one", (COMPARED, " | self.said.needing_two(more, self.on, decided_before=True)", "")),
    fault("what is told later takes one", (COMPARED, "bool(told_anew(self.both, self.moved - more, self.on, self.said.dating))", "False")),
    fault("who comes to be seen is decided by their author", (NEEDS, " | read_as_one(session, row_ids(session, more))", "")),
    fault("whose decision shows somebody is not asked", (NEEDS, "return again | shows_anew(", "return again or shows_anew(")),
    fault("whose decision shows more of somebody is not asked", ("editing/review/by_whose_decision.py", "            found |= now.by\n", "            found |= now.by - was.by\n")),
    fault("that somebody asked to be hidden is forgotten", (DECIDE, "    refused |= {w.subject for w in rows.withdrawals if w.ground in TAKEN_BACK}\n", "")),
    fault("that consent was refused is forgotten", (DECIDE, "{d.subject for d in decided if d.consent_status in REFUSED}", "set[str]()")),
)  # fmt: skip
BY_DAY = {"what is told later takes one"}


@pytest.mark.parametrize(
    "planted_fault",
    planted(FAULTS, at_night={each.name for each in FAULTS} - BY_DAY),
)
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_let_be_seen.py")
    assert died_by_difference(run), run.stdout[-2000:]
