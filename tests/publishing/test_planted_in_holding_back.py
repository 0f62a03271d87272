"""Faults planted into what readers take out while a suppression list is ahead of its edition, each killed by test_names_held_back
or test_asked_as_never_there.
"""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

CASES, LISTS, WITHHELD, UNNAMED = (f"editions/read/{name}.py" for name in ("cases", "lists", "withheld", "unnamed"))
FAULTS = (
    fault("lines of CSV as they were stored", (CASES, "if not query.fields and hits_of(edition) is None:", "if not query.fields:")),
    fault("lines of lists with all their words", (LISTS, "return [unnamed(edition, line, heading_unnamed) for line in _counted_anew(edition, left)]", "return _counted_anew(edition, left)")),
    fault("words are found that are shown no more", (WITHHELD, "cases & ~found.naming", "cases")),
    fault("a quote that names somebody stays", (UNNAMED, '[_citation(one, hits) for one in v["citations"]]', 'v["citations"]')),
    fault("a field that was lost is known still", (WITHHELD, "cases & ~found.lost.get(field, 0)", "cases")),
    fault("a place that names somebody goes whole", (UNNAMED, "is_read(code) and _is_text(code) and any(", "is_read(code) and any(")),
    fault("a place is printed as it was", (UNNAMED, 'return "" if hits(text) else text', "return text")),
    fault("a place is printed as it was in whole documents", (UNNAMED, '{**value, "text": ""} if is_read(code)', '{**value, "text": ""} if False')),
    fault("a source of what is left out stays with the case", (UNNAMED, " if key in cited}", "}")),
    fault("a source that names somebody keeps its title", (UNNAMED, "found = _source(source, hits)", "found = source")),
)  # fmt: skip
AT_NIGHT = [f.name for f in FAULTS]


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_a_planted_fault_is_found(fault, tmp_path):
    run = run_with(fault, tmp_path, "publishing/test_names_held_back.py", "publishing/test_asked_as_never_there.py")
    assert died_by_assertion(run), run.stdout[-2000:] + run.stderr[-2000:]
