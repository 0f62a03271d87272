"""Faults planted into what a frozen list says of its paper, each killed by the property of test_masked_since."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import fault, planted, run_with

AT_NIGHT = ("a line without a name reads safely", "the sentence to send on tells of changed lines alone")
FAULTS = (
    fault("whoever is masked is only changed", ("noticeboard/frozen.py", "(changed if _reads_safely(line) else struck).append(number)", "changed.append(number)")),
    fault("a line without a name reads safely", ("noticeboard/frozen.py", '"others" in line or (bool(line.get("name")) and', '"others" in line or (not line.get("name") or')),
    fault("the sentence to send on tells of changed lines alone", ("web/templates/frozen.html", "<pre>{% if found.now.struck %}", "<pre>{% if false %}")),
)  # fmt: skip


@pytest.mark.parametrize("found", planted(FAULTS, AT_NIGHT))
def test_each_fault_dies(found, tmp_path):
    run = run_with(found, tmp_path, "web/test_masked_since.py")
    assert run.returncode == 1 and "AssertionError" in run.stdout, run.stdout[-2000:]
