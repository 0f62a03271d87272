"""Faults in what a sheet keeps by itself, planted in the shipped code: each must be found by the property that nothing is lost."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, run_with

WRITING = "web/desk/entry/writing.py"
SAVED = "save_sheet(act.session, act.ring, act.person, key, draft, revision_of(request), act.at)"
FAULTS = (
    fault("a revision of what the page does not show", (WRITING, SAVED, f"draft = {SAVED}.draft")),
    fault(
        "what nobody pressed is put aside",
        (WRITING, 'if form.get("do") == BY_ITSELF:  # nobody pressed', "if not form:  # nobody pressed"),
    ),
)


@pytest.mark.nightly
@pytest.mark.parametrize("planted", FAULTS, ids=lambda f: f.name)
def test_a_fault_is_found(planted, tmp_path):
    run = run_with(planted, tmp_path, "desk/test_kept_by_itself.py")
    assert died_by_assertion(run), run.stdout[-3000:]
