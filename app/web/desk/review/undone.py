"""What a revert would undo, in words: all that the changeset changed of what its viewer sees, person by person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.editing.errors import NotThere
from app.editing.history.moments import Entry, changed_by
from app.editing.record.page import Seen
from app.editing.record.parts import differing, part_label
from app.web.desk.house import Act


@dataclass(frozen=True, slots=True)
class Undone:
    """Of one person, case or event. `lines`: what would go and what would come back, part by part."""

    record: str
    name: str
    lines: tuple[str, ...]


def undone(act: Act, changeset: str) -> list[Undone]:
    """In the order of ids; empty where the viewer sees nothing of what the changeset changed."""
    try:
        done = changed_by(act.session, act.ring, act.person, changeset)
    except NotThere:
        return []
    seen = Seen(act.session, act.ring, list(done), act.person.clearance)
    return [Undone(key, seen.name(key), tuple(_lines(entry, seen))) for key, entry in done.items()]


def _lines(entry: Entry, seen: Seen) -> Iterator[str]:
    for part, (was, came) in entry.changed.items():
        back, gone = differing(part, was, came, seen.name)
        moves = [*(f"{words} goes" for words in gone), *(f"{words} comes back" for words in back)]
        yield f"{part_label(part)}: {'; '.join(moves)}"
