"""Faults in how an addendum is made and read beside its base, each found by the property that compares it with a whole build."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

COUNTED, ENDED = "editions/build/counted_beside.py", "editions/build/ended.py"
BUILT, AMENDED = "editions/build/addendum.py", "editions/read/amended.py"
CITED = "editions/build/as_cited.py"

FAULTS = (
    fault("whoever was looked at again stands in the file", (BUILT, "written = anew - as_before(base, held, rows, ended, anew)", "written = anew")),
    fault("words of the addendum are not searched", ("editions/read/selection.py", 'for part in ("main", ADDED) if edition.amended else ("main",):', 'for part in ("main",):')),
    fault("names of who is ended are found", (AMENDED, '" WHERE person_id NOT IN (SELECT id FROM added.gone_person)"', '""')),
    fault("counted beforehand", ("editions/read/marginals.py", "edition.suppressed or edition.amended or beside", "edition.suppressed or beside")),
    fault("new cases stand last", (COUNTED, "places = [bisect_left(order, standing[n].key(sort), key=lambda m: of(m).key(sort)) for n in own]", "places = [len(order) for n in own]")),
    fault("an event counts twice", (COUNTED, "return {event: column[n - 1] for event, n in held}", "return {}")),
    fault("whoever has a line as before is as before", ("editions/build/as_before.py", 'if part in ("case", "line") and key in owners', 'if part == "line" and key in owners')),
    fault("what others turned is forgotten", ("publishing/amending.py", "self.since, self.alike = since, dict(alike)", "self.since = self.since")),
    fault("what was recorded while it was built is lost", ("publishing/addenda.py", "if fresh is not None and content == fresh.content:", "if fresh is not None:")),
    fault("a source forgets others", (BUILT, 'cites = [each for each in before["supports"] if each["id"] not in gone] + told.supports.get(key, [])', "cites = told.supports.get(key, [])")),
    fault("who cites a source is not compared", (CITED, "same = {key for key in anew.sources if cited.get(key, []) == supports.get(key, [])}", "same = anew.sources")),
    fault("a digest of what is ended stays", (BUILT, "return addendum.held.identity(addendum.gone, ", "return addendum.held.identity((), ")),
    fault("lines stand where they are numbered", ("editions/read/lists.py", "ORDER BY place", "ORDER BY position")),
    fault("a case is ended and its line is not", (ENDED, "(*cases.values(), *written.events)", "written.events")),
)  # fmt: skip

AT_NIGHT = tuple(f.name for f in FAULTS if f.name != "lines stand where they are numbered")


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "publishing/test_addenda.py")
    assert died_by_difference(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
