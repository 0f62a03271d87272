"""Faults planted into what a list of a member's is made of, each killed by the property of test_lists_read_aloud."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import fault, planted, run_with

AT_NIGHT = (
    "the API takes the reader's edition",
    "the public edition is that of the reader",
    "a list for a submission does not say what it is made of",
)
FAULTS = (
    fault("what is read aloud is made of the edition of whoever asks", ("web/reading/list_query.py", "visit(request, public=query.aloud)", "visit(request)")),
    fault("the API takes the reader's edition", ("web/reading/api/holdings.py", "seen, query = asked_of(request)", "seen, query = visit(request), asked_of(request)[1]")),
    fault("the public edition is that of the reader", ("apps/members.py", "_opened(viewer, Level.PUBLIC)", "_opened(viewer, viewer.level)")),
    fault("a list for a submission does not say what it is made of", ("sharing/txt_words.py", "*([] if public else [words.above", "*([] if True else [words.above")),
)  # fmt: skip


@pytest.mark.parametrize("found", planted(FAULTS, AT_NIGHT))
def test_each_fault_dies(found, tmp_path):
    run = run_with(found, tmp_path, "members/test_lists_read_aloud.py")
    assert run.returncode == 1 and "AssertionError" in run.stdout, run.stdout[-2000:]
