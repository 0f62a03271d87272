"""Faults in what a reviewer is shown, planted in the shipped code: each must be found by the property that all of a change is told."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

WORDS = "editing/drafts/in_words.py"
FAULTS = [
    fault("consent is not told", (WORDS, '{"subject", "form", "purposes", "reason"}', '{"subject", "form", "purposes", "reason", "consent_status"}')),
    fault("the address of a source is not told", (WORDS, 'c.NewSource: {"title", "level"}', 'c.NewSource: {"title", "level", "url"}')),
    fault("a denial is not told", (WORDS, 'doubt = "denies " if', 'doubt = "" if')),
    fault("which claim is not told", (WORDS, 'f"{call(x.claim)}: {label(\'claim_standing\'', 'f"a claim: {label(\'claim_standing\'')),
    fault("the basis of an age is not told", ("editing/words.py", '("" if said else ends, basis)', '("" if said else ends,)')),
]  # fmt: skip


@pytest.mark.parametrize(
    "planted_fault",
    planted(
        FAULTS, at_night={"a denial is not told", "the address of a source is not told", "which claim is not told"}
    ),
)
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_in_words.py")
    assert died_by_assertion(run), run.stdout[-2000:]
