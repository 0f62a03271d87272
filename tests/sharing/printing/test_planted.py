"""Faults planted into what guards the press and the noticeboard, each killed by a general property."""

from __future__ import annotations

import pytest

from tests.noninterference.planting import died_by_assertion, fault, planted, run_with

PRESS = ("sharing/printing/test_press_limits.py",)
LIMITS = ("noticeboard/test_limits.py",)
FOREIGN = ("noticeboard/test_foreign_files.py",)
CHILD, OPENING = "sharing/printing/child.py", "noticeboard/opening.py"

FAULTS = {
    fault("a maker with all the memory there is", (CHILD, "    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))\n", "")): PRESS,
    fault("a limit of memory that nobody can spare", (CHILD, "MEMORY = 3 << 30", "MEMORY = 3 << 40")): PRESS,
    fault("a maker that works without end", (CHILD, "    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))\n", "")): PRESS,
    fault("a dump of a maker that crashes", (CHILD, "RLIMIT_CORE, (0, 0))", "RLIMIT_CORE, (-1, -1))")): PRESS,
    fault("a maker with the whole environment", ("sharing/printing/press.py", "for name in _KEPT if name in os.environ}", "for name in os.environ}")): PRESS,
    fault("a reader who is told how a maker failed", (CHILD, "    except ValueError as fault:", "    except Exception as fault:")): PRESS,
    fault("one list more than a day takes", ("noticeboard/frozen.py", "if today >= MOST_A_DAY:", "if today > MOST_A_DAY:")): LIMITS,
    fault("lists without a limit", ("noticeboard/frozen.py", "    if today >= MOST_A_DAY:", "    if today >= MOST_LINES:")): LIMITS,
    fault("letters counted over all days", ("noticeboard/letters.py", "if day >= MOST_A_DAY or", "if waiting >= MOST_A_DAY or")): LIMITS,
    fault("letters that wait counted as letters of today", ("noticeboard/letters.py", "or waiting >= MOST_WAITING:", "or day >= MOST_WAITING:")): LIMITS,
    fault("a limit that the document does not say", ("noticeboard/letters.py", "MOST_A_DAY = 500", "MOST_A_DAY = 5_000")): LIMITS,
    fault("ledgers without a limit", ("noticeboard/vigils.py", "if today_so_far >= MOST_VIGILS_A_DAY:", "if today_so_far < 0:")): LIMITS,
    fault("a refusal after the letter was kept", (
        "noticeboard/letters.py",
        "        if day >= MOST_A_DAY or",
        '        connection.execute("INSERT INTO letter VALUES (?, ?, ?, ?)", (receipt_hash(code + "X"), sealed, today, "done"))\n        if day >= MOST_A_DAY or',
    )): LIMITS,
    fault("a ledger counted with all others", ("noticeboard/vigils.py", 'FROM reading WHERE vigil = ?", (key,)).fetchone()[0] >=', "FROM reading WHERE vigil <> x'00' OR vigil = ?\", (key,)).fetchone()[0] >=")): LIMITS,
    fault("any database taken for a noticeboard", (OPENING, "if kind not in (0, APPLICATION) or", "if kind < 0 or")): FOREIGN,
    fault("a database without a mark taken for an empty one", (OPENING, ' or (kind == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone()):', ":")): FOREIGN,
    fault("a short file taken for an empty one", (OPENING, "    _look_before_opening(path)\n", "")): FOREIGN,
    fault("the journal changed before the file is looked at", (OPENING, "    kind, version = _mark(connection)\n    if kind", '    connection.execute("PRAGMA journal_mode = WAL")\n    kind, version = _mark(connection)\n    if kind')): FOREIGN,
    fault("a sentence that says where the file is", (OPENING, 'raise NotANoticeboard(f"{path.name} is not a noticeboard of Casebook. Nothing was changed.")\n    if version', 'raise NotANoticeboard(f"{path} is not a noticeboard of Casebook. Nothing was changed.")\n    if version')): FOREIGN,
    fault("a newer one taken for one of today", (OPENING, "if version > len(STEPS):", "if version > 99:")): FOREIGN,
}  # fmt: skip
AT_NIGHT = {f.name for n, f in enumerate(FAULTS) if n not in (6, 14)}


@pytest.mark.parametrize("fault", planted(FAULTS, AT_NIGHT))
def test_the_general_property_kills(fault, tmp_path):
    run = run_with(fault, tmp_path, *FAULTS[fault])
    assert died_by_assertion(run), f"survived:\n{run.stdout[-3000:]}{run.stderr[-1000:]}"
