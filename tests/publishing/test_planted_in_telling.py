"""Faults in what is told anew: each forgets somebody whom a change concerns, and the general property finds them."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

AMENDING, TOLD, OVERVIEW = "publishing/amending.py", "publishing/told.py", "disclosure/overview.py"
TOUCHED = "vault/touched.py"

FAULTS = (
    fault(
        "text is not looked through again",
        (AMENDING, "naming = known.texts.naming({form for name in names for form in spelt(name)})", "naming = NOBODY"),
    ),
    fault("a family is not told again", (TOLD, "again = base.tied(own | ends) |", "again = own |")),
    fault("others who look alike are not told again", (AMENDING, "known.alike.get(level, NOBODY) | overview.settle()", "overview.settle() & NOBODY")),
    fault("an event does not count anew", (AMENDING, "counted = row_ids(session, _counting(known))", "counted = row_ids(session, NOBODY)")),
    fault("an event touches nobody in it", (TOUCHED, "    people |= returned_in(session, events)\n", "")),
    fault("what was reversed touches nobody", (TOUCHED, "        numbers |= new\n", "        new = set()\n")),
    fault("a source that was ruled on touches nobody", (TOUCHED, "    yield select(claim.subject_id).where(claim.source_id.in_(sources))\n", "")),
    fault("who was merged stays", (AMENDING, "overview.take(key, seen.get(key, ABSENT)) for key in people", "overview.take(key, seen[key]) for key in people if key in seen")),
    fault("a name that is shown now still hides", (OVERVIEW, "return _counted(self._shown, before, now)", "_counted(self._shown, before, now)\n        return NOBODY")),
    fault("a name nobody has any more still hides", (OVERVIEW, "self.spelt.add if name in self._bearers else self.spelt.remove", "self.spelt.add if name in self._bearers else str")),
    fault("old ids lead on as far as is told anew", (TOLD, 'shown = (base.cases(ends) - {d["id"] for d in base.of(own)}) | {', "shown = {")),
    fault("a source is told as it was", ("disclosure/assemble.py", "in cited & parts.sources.keys()}", "in cited & parts.sources.keys() - held.keys()}")),
)  # fmt: skip

AT_NIGHT = tuple(f.name for f in FAULTS)


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "publishing/test_told_anew.py")
    assert died_by_difference(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
