"""Faults in what is kept of names for a reviewer, planted in the shipped code: each must be found by a look at everything."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

KEPT, NAMES = "editing/review/withheld.py", "disclosure/overview.py"
FAULTS = [
    fault("names are not followed", (KEPT, "(known[0] < number and not _followed(session, ring, *known))", "False")),
    fault("who is shown is forgotten", (KEPT, "WithheldNames((), shown, known.spelt)", "WithheldNames((), (), known.spelt)")),
    fault("names above the reviewer count", (KEPT, "clear(each, person.clearance)", "clear(each, Level.SEALED)")),
    fault("a name that is denied is no word", (KEPT, ' or whole.get("polarity") == DENIES', "")),
    fault("one of many bearers is looked at", (NAMES, "return frozenset(key for key, own in self._of.items() if not names.isdisjoint(own)) if names else NOBODY", "return frozenset([key for key, own in self._of.items() if not names.isdisjoint(own)][:1])")),
]  # fmt: skip


@pytest.mark.parametrize(
    "planted_fault",
    planted(
        FAULTS,
        at_night={
            "who is shown is forgotten", "one of many bearers is looked at", "names are not followed",
        },
    ),
)  # fmt: skip
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_withheld_words.py")
    assert died_by_difference(run), run.stdout[-2000:]
