"""What comes of changes that take something back, in words: from a rehearsal of them, as their viewer sees all whom it concerns.

Whether they can be done may hang on what lies above somebody. So this is for a reviewer alone, while they decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.editing.drafts.changes import Change
from app.editing.drafts.concerned import concerned, names_of
from app.editing.history.moments import differences
from app.editing.record.page import Seen
from app.editing.record.parts import differing, part_label
from app.editing.review.rehearsing import rows_then
from app.web.desk.house import Act


@dataclass(frozen=True, slots=True)
class Moved:
    """One person, case or event. `lines`: what would go and what would come back, part by part."""

    record: str
    name: str
    lines: tuple[str, ...]


def rehearsed(act: Act, changes: tuple[Change, ...], first: Sequence[str] = ()) -> list[Moved]:
    """Those of whom the viewer sees something move, `first` before the others. Refused where it cannot be done as things are."""
    ids, clearance = concerned(act.session, changes), act.person.clearance
    keys = [*first, *sorted(names_of(act.session, ids) - set(first))]
    rows = rows_then(act.session, act.ring, changes, ids, clearance, act.at)
    now = Seen(act.session, act.ring, keys, clearance)
    return list(_moved(keys, now, Seen(act.session, act.ring, keys, clearance, rows)))


def _moved(keys: Sequence[str], now: Seen, then: Seen) -> Iterator[Moved]:
    def name(key: str) -> str:
        called = now.name(key)
        return then.name(key) if called == key else called

    for key in keys:
        lines = []
        for part, (before, after) in differences(now.parts(key) or {}, then.parts(key) or {}).items():
            gone, back = differing(part, before, after, name)
            words = [*(f"{each} goes" for each in gone), *(f"{each} comes back" for each in back)]
            lines += [f"{part_label(part)}: {'; '.join(words)}"] if words else []
        if lines:
            yield Moved(key, name(key), tuple(lines))
