"""Faults planted where the kept people follow the record, each killed by the property that they are what a fresh load files."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

PAIRING, TOUCHED = "matching/pairing.py", "vault/touched.py"
FAULTS = (
    fault("a revert touches nobody", (TOUCHED, "        numbers |= new\n", "        new = set()\n")),
    fault(
        "an event touches nobody in it",
        (
            TOUCHED,
            "    people |= returned_in(session, events)\n",
            "",
        ),
    ),
    fault(
        "a source that was ruled on touches nobody",
        (TOUCHED, "    yield select(claim.subject_id).where(claim.source_id.in_(sources))\n", ""),
    ),
    fault(
        "who was merged is not read with whom",
        (TOUCHED, "frozenset(merged_with(session, people))", "frozenset(people)"),
    ),
    fault(
        "only who was touched is compared anew",
        (PAIRING, "self._stale |= self._asking.get(key, set())", "self._asking.get(key)"),
    ),
    fault(
        "who left is still somebody's answer",
        (PAIRING, "        for public_id in changed:\n            self._forget(public_id)\n", ""),
    ),
)


@pytest.mark.parametrize("planted", planted(FAULTS, {f.name for f in FAULTS[:-1]}))
def test_a_planted_fault_dies(planted, tmp_path):
    run = run_with(planted, tmp_path, "matching/test_kept.py")
    assert died_by_difference(run), run.stdout[-3000:]
