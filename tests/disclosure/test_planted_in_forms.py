"""Ways in which a stricter form tells more, planted in the shipped code: each is found by comparing what was told before a mask."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

FAULTS = (
    fault("a mask tells what the line did not", ("disclosure/gate.py", "lines=lines_left(form, [decision]))", "lines=None)")),
    fault("a mask tells what asks for detail", ("disclosure/shape.py", "    if detail and Purpose.PUBLIC_DETAIL not in decision.purposes:\n        return False\n", "")),
    fault("a descriptor of one return tells what the line of another does not", ("disclosure/gate.py", "lines=left, read_from", "lines=None, read_from")),
    fault("a mask describes who was counted", ("disclosure/shape.py", "    if not _line_names_them(s):\n        return _counted(s)\n", "")),
    fault("a mask sets somebody beside look-alikes", ("disclosure/gate.py", "        treatment = Treatment.COUNTED\n", "        pass\n")),
    fault("a line settles what sources differ on", ("disclosure/shape.py", " or s.decision.lines is not None:\n", ":\n")),
    fault("a descriptor tells what is denied", ("disclosure/settle.py", "if cite or not all(s.denies for s in group)", "if True")),
)  # fmt: skip


@pytest.mark.parametrize("planted_fault", planted(FAULTS, at_night=()))
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, "disclosure/test_forms.py")
    assert died_by_assertion(run), run.stdout[-2000:]
