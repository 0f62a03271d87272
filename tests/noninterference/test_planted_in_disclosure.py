"""Leaks planted into the deciding code, each killed by the general property of test_decided_alike."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import Fault, died_by_difference, run_with

FAULTS = (
    Fault("a claim's own level is forgotten", "disclosure/clear.py", "max(s.level, s.source_level) <= level", "s.source_level <= level"),
    Fault("every source is listed by its title", "disclosure/assemble.py", "tuple(checked_source(_source(parts.sources[key]), parts.names) for key in sorted(cited))", "tuple(_source(s) for s in parts.record.sources)"),
    Fault("a rejected claim still speaks", "disclosure/clear.py", " and s.standing in SPOKEN_FOR", ""),
    Fault("a person above the level is cleared", "disclosure/clear.py", "if dossier.level > level:\n        return None", "if dossier.level > Level.SEALED:\n        return None"),
    Fault("a hidden case is cleared", "disclosure/clear.py", "for case in dossier.cases if case.level <= level", "for case in dossier.cases"),
    Fault("unpublished cases are shown", "disclosure/gate.py", "if c.state in PUBLISHED_STATES", "if c.state"),
    Fault("a withdrawal is not heard", "disclosure/gate.py", "any(w.opened_on <= on and", "any(w.opened_on > on and"),
    Fault("tomorrow's decision counts today", "disclosure/gate.py", "made = [d for d in decisions if d.decided_on <= on]", "made = list(decisions)"),
    Fault("a tie to somebody hidden", "disclosure/assemble.py", "for r in d.relations if r.other in named and", "for r in d.relations if"),
    Fault("an event counts people it may not", "disclosure/assemble.py", "counted=sum(1 for person in parts.counted if event.public_id in person.counted_in)", "counted=len(parts.record.dossiers)"),
    Fault("order of entry is the order of reading", "disclosure/assemble.py", "cases=tuple(sorted(cases, key=lambda c: c.public_id))", "cases=tuple(cases)"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "noninterference/test_decided_alike.py")
    assert died_by_difference(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
