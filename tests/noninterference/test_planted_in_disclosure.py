"""Leaks planted into the deciding code, each killed by the general property of test_decided_alike."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

CLEAR, GATE, ASSEMBLE = "disclosure/clear.py", "disclosure/gate.py", "disclosure/assemble.py"
LEVELS = "claim_within(level, s.level, s.source_level)"

FAULTS = (
    fault("a claim's own level is forgotten", (CLEAR, LEVELS, "s.source_level <= level")),
    fault("a rejected claim still speaks", (CLEAR, " and s.standing in SPOKEN_FOR", "")),
    fault(
        "a person above the level is cleared",
        (
            CLEAR,
            "if dossier.level > level:\n        return None",
            "if dossier.level > Level.SEALED:\n        return None",
        ),
    ),
    fault(
        "a hidden case is cleared",
        (
            CLEAR,
            "for case in dossier.cases if told_within(level, case.level, case.not_at)",
            "for case in dossier.cases",
        ),
    ),
    fault(
        "a decision that somebody hidden brought decides for everybody",
        (CLEAR, "if known_within(level, d.level)", "if d"),
    ),
    fault("unpublished cases are shown", (GATE, "if c.state in PUBLISHED_STATES", "if c.state")),
    fault(
        "a withdrawal is not heard",
        (GATE, "return withdrawal.opened_on <= on and", "return withdrawal.opened_on > on and"),
    ),
    fault(
        "tomorrow's decision counts today",
        (GATE, "made = [d for d in decisions if d.decided_on <= on]", "made = list(decisions)"),
    ),
    fault(
        "a title related to somebody hidden",
        (ASSEMBLE, "if tie.one in named and tie.other in named}", "}"),
        (
            "editions/build/documents.py",
            "display_name(marks.individuals[other])",
            "display_name(marks.individuals[other]) if other in marks.individuals else None",
        ),
    ),
    fault(
        "an event counts people it may not",
        (
            ASSEMBLE,
            "counted=parts.counted.get(event.public_id, 0)",
            "counted=len(parts.record.dossiers)",
        ),
    ),
    fault(
        "every source is listed by its title",
        (
            ASSEMBLE,
            "return tuple(held[key] for key in sorted(cited))",
            "return tuple(_source(s) for s in parts.record.sources)",
        ),
    ),
    fault(
        "the order of entry is the order of reading",
        (ASSEMBLE, "cases=tuple(sorted(cases, key=lambda c: c.public_id))", "cases=tuple(cases)"),
    ),
    fault(
        "an address that was never shown leads on",
        (ASSEMBLE, "for one in moved if told_within(level, one.level, one.not_at)}", "for one in moved}"),
    ),
    fault(
        "an address leads to somebody who is not shown",
        (ASSEMBLE, "if old not in shown and end(old) in shown))", "if old not in shown))"),
    ),
)


AT_NIGHT = (
    "a rejected claim still speaks",
    "unpublished cases are shown",
    "a title related to somebody hidden",
    "the order of entry is the order of reading",
    "an address leads to somebody who is not shown",
    "an event counts people it may not",
    "tomorrow's decision counts today",
    "a hidden case is cleared",
    "every source is listed by its title",
)


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, "noninterference/test_decided_alike.py")
    assert died_by_difference(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
