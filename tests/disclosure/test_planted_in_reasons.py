"""Faults in the reasons of a preview, planted in the shipped code: each must be found by what is asked of all reasons."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

UNSEEN = "disclosure/unseen.py"
FAULTS = [
    fault("what is generalised counts as shown", (UNSEEN, "return not view.generalised and any(", "return any(")),
    fault("an embargo is never a reason", (UNSEEN, "    Why.EMBARGO: lambda dossier, _, __: without_embargoes(dossier),\n", "")),
    fault("a case above its level is never a reason", (UNSEEN, "    Why.CASE_ABOVE: _case(level=Level.PUBLIC),\n", "")),
]  # fmt: skip


@pytest.mark.parametrize("planted_fault", planted(FAULTS, at_night={"a case above its level is never a reason"}))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "disclosure/test_unseen.py")
    assert died_by_assertion(run), run.stdout[-2000:]
