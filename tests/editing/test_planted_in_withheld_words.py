"""Faults in what is kept of names for a reviewer, planted in the shipped code: each must be found by a look at everything."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

KEPT, NAMES = "editing/review/withheld.py", "disclosure/overview.py"
FAULTS = [
    fault("names are not followed", (KEPT, "(known[0] < number and not _followed(session, ring, *known))", "False")),
    fault("who is shown is forgotten", (KEPT, "WithheldNames((), shown, names.spelt)", "WithheldNames((), (), names.spelt)")),
    fault("a name that nobody has any more stays", (NAMES, "(self.spelt.add if name in self._bearers else self.spelt.remove)(name)", "self.spelt.add(name) if name in self._bearers else None")),
    fault("one of many bearers is looked at", (NAMES, "return frozenset(key for key, own in self._of.items() if not names.isdisjoint(own)) if names else NOBODY", "return frozenset([key for key, own in self._of.items() if not names.isdisjoint(own)][:1])")),
]  # fmt: skip


@pytest.mark.parametrize(
    "planted_fault",
    planted(
        FAULTS,
        at_night={
            "who is shown is forgotten", "a name that nobody has any more stays", "one of many bearers is looked at",
        },
    ),
)  # fmt: skip
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "editing/test_withheld_words.py")
    assert died_by_difference(run), run.stdout[-2000:]
