"""Leaks planted into the pages on which one writes, each killed by the general property of test_writing_alike."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_difference, fault, planted, run_with

CHOICES, BUTTONS, CORRECTING = "editing/entry/choices.py", "web/desk/entry/buttons.py", "editing/entry/correcting.py"

LEAKS = (
    fault("a list of all sources", (CHOICES, "for row in rows], clearance)", "for row in rows], Level.SEALED)")),
    fault("a list of all events", (CHOICES, "for e in rows.events if e.level <= clearance]", "for e in rows.events]")),
    fault(
        "somebody hidden can be entered on",
        (
            CHOICES,
            "views = look_at(session, ring, keys, clearance)",
            "views = look_at(session, ring, keys, Level.SEALED)",
        ),
    ),
    fault(
        "namesakes among all",
        (
            "web/desk/entry/namesakes.py",
            "act.person.clearance, known)[:SHOWN]",
            "max(type(act.person.clearance)), known)[:SHOWN]",
        ),
    ),
    fault(
        "a fault that says somebody is there",
        (BUTTONS, "from app.editing.errors import NotThere\n", "from app.editing.errors import NotThere, WrongState\n"),
        (
            BUTTONS,
            "        if known is None:\n            raise NotThere\n        event",
            "        if known is None:\n            there = 'SELECT 1 FROM subject WHERE public_id = ?'\n"
            "            found = act.session.connection().exec_driver_sql(there, (individual,)).scalar()\n"
            "            raise (WrongState if found else NotThere)\n        event",
        ),
    ),
    fault(
        "a revision with the number of the last changeset",
        (
            "editing/entry/sheet_draft.py",
            "Seen(clearance=person.clearance, token=view.revision) for",
            "Seen(clearance=person.clearance, token=view.revision"
            " + f\";v={session.connection().exec_driver_sql('SELECT number FROM chain_head').scalar()}\") for",
        ),
    ),
    fault(
        "a note on somebody hidden",
        (
            "editing/record/notes.py",
            "seen = look(session, ring, public_id, person.clearance)",
            "seen = look(session, ring, public_id, Level.SEALED)",
        ),
    ),
    fault(
        "a count of other values that holds hidden ones",
        (CORRECTING, "and claim_within(person.clearance, claim.level, sources[claim.source])\n", "and sources\n"),
    ),
)
AT_NIGHT = {
    "namesakes among all",
    "a count of other values that holds hidden ones",
    "a list of all events",
    "a note on somebody hidden",
    "somebody hidden can be entered on",
    "a revision with the number of the last changeset",
    "a list of all sources",
}


@pytest.mark.parametrize("leak", planted(LEAKS, AT_NIGHT))
def test_the_property_finds_the_leak(leak, tmp_path):
    run = run_with(leak, tmp_path, "noninterference/test_writing_alike.py")
    assert died_by_difference(run), f"{leak.name} survived:\n{run.stdout[-3000:]}{run.stderr[-2000:]}"
