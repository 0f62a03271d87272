"""Faults in how base and addendum are read and made as one, beside those that publishing finds: each found by the property."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

BUILT, INDEX, AMENDED, PAGES = (
    "editions/build/addendum.py", "editions/read/index.py", "editions/read/amended.py", "editions/read/pages.py",
)  # fmt: skip

FAULTS = (
    fault("sets of the addendum stand where the base has its own", (INDEX, "<< self.base_count) & self.standing", ") & self.standing")),
    fault("the own order is taken from numbers", (PAGES, "if not sort and not edition.amended:", "if not sort:")),
    fault("two people of two files count as one", ("editions/build/counted_beside.py", '_numbered(individuals, {}, max(base.index.column("individual"), default=0))', "_numbered(individuals, {}, 0)")),
    fault("somebody withdrawn is looked for in the base alone", ("editions/read/gone.py", 'edition.rows_of("n", "case_row", by, edition.suppressed)', 'edition.rows_of("n", "main.case_row", by, edition.suppressed)')),
    fault("old ids lead where the base says", (AMENDED, '"SELECT key, value FROM added.meta"', '"SELECT key, value FROM main.meta"')),
    fault("names of the base come first", ("names/index.py", "sorted(rows, key=_in_one_table)[:limit]", "rows[:limit]")),
    fault("lines of who is ended can be narrowed to", (AMENDED, '"list_line": ("position", "gone_line"),', '"list_line": ("position", "gone_case"),')),
    fault("a name is searched in the base alone", (AMENDED, 'NAMES = (("main.name_key", STANDING_FORMS), ("added.name_key", "added.name_form"))', 'NAMES = (("main.name_key", STANDING_FORMS),)')),
    fault("what a source says of itself is not compared", ("editions/build/as_cited.py", "if key not in views or _is_of(views[key], document)", "if document")),
)  # fmt: skip
OF_SOURCES = (
    fault("a source is told of only where it is at hand", (BUILT, "        if cites:\n", "        if cites and key in views:\n")),
    fault("a source that nothing cites is told of", (BUILT, "        if cites:\n", "        if cites or key in views:\n")),
)  # fmt: skip
"""Random people share one source: only the shipped record has sources that others cite, who are not at hand."""

AT_NIGHT = tuple(f.name for f in FAULTS[1:])


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "editions/addenda/test_addendum.py")
    assert died_by_assertion(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"


@pytest.mark.parametrize("fault", planted(OF_SOURCES, [f.name for f in OF_SOURCES]))
def test_the_property_on_the_shipped_record_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "editions/addenda/test_shipped.py")
    assert died_by_assertion(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
