"""Authorship washed off a copy, and words lost between two: planted in the shipped code, each found by what holds of every draft."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

ASIDES, KEPT, WRITING = "editing/drafts/asides.py", "editing/drafts/kept.py", "web/desk/entry/writing.py"
PUT = "start(session, ring, person, draft_aside(person, opened.draft), at"
LEAVES, DRAWING = "editing/drafts/leaves.py", "web/desk/entry/drawing.py"
TWO, AT_ONCE = "editing/test_leaves.py", "desk/test_writing_at_once.py"
EDITING, LOOKED, DESK = "editing/test_apart.py", "editing/test_looked_again.py", "desk/test_apart.py"
CASES = {
    fault("a copy has one author", (KEPT, "{person.id, *(came_from.authors if came_from else ())}", "{person.id}")): EDITING,
    fault("what is set apart has one author", (ASIDES, f"made = {PUT}, came_from=opened)", f"made = {PUT})")): EDITING,
    fault("what made room has one author", (ASIDES, f"        {PUT}, came_from=opened)", f"        {PUT})")): EDITING,
    fault("a copy lies lower", (KEPT, "max(level, came_from.level) if came_from else level", "level")): EDITING,
    fault("looked at from above is handed in", ("editing/review/handing_in.py", "targets.check_looked(person.clearance)", "pass")): LOOKED,
    fault("a form that is kept has one author", (WRITING, "typed, act.at, came_from=opened)", "typed, act.at)")): DESK,
    fault("each row is one part", (LEAVES, "part if not isinstance(part, dict) else {}", "part"), (LEAVES, "    if not isinstance(part, dict):\n", "    if name:\n")): TWO,
    fault("half of a row is left", (LEAVES, "if not inside and at_or_below(name, by_me)", "if inside and at_or_below(name, by_me)")): TWO,
    fault("a key is taken for two steps", (LEAVES, 'quote(key, safe="")', 'quote(key, safe="/")')): TWO,
    fault("what an old token says is nothing", (LEAVES, "if same is None else as_in(same, all_leaves, result)", "if True else result")): AT_ONCE,
    fault("words go by a press", (DRAWING, "next(one for one in versions if one not in drops)", '"mine"')): AT_ONCE,
}  # fmt: skip
PROPERTY = {each.name: where for each, where in CASES.items()}


@pytest.mark.parametrize(
    "planted_fault",
    planted(
        CASES,
        at_night=PROPERTY.keys()
        - {"a copy has one author", "looked at from above is handed in", "each row is one part"},
    ),
)
def test_a_fault_is_found(planted_fault, tmp_path):
    run = run_with(planted_fault, tmp_path, PROPERTY[planted_fault.name])
    assert died_by_assertion(run), run.stdout[-2000:]
