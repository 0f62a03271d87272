"""What a revert would undo, in words: all that the changeset changed of what its viewer sees, person by person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.editing.errors import NotThere
from app.editing.history.moments import changed_by
from app.editing.record.page import Seen
from app.editing.record.parts import differing, part_label
from app.sharing.days import day_in_words
from app.web.desk.house import Act


@dataclass(frozen=True, slots=True)
class Taken:
    """A changeset that is taken back. `when`: the day on which it was recorded; `why`: empty where the viewer may not read it."""

    when: str
    why: str
    undone: tuple[Undone, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """Of one person, case or event. `lines`: what would go and what would come back, part by part."""

    record: str
    name: str
    lines: tuple[str, ...]


def taken_back(act: Act, changeset: str) -> Taken | None:
    """What a revert of the changeset undoes, in the order of ids; None where the viewer sees nothing of that."""
    try:
        done = changed_by(act.session, act.ring, act.person, changeset)
    except NotThere:
        return None
    if not done:
        return None
    seen, one = Seen(act.session, act.ring, list(done), act.person.clearance), next(iter(done.values()))
    undone = (Undone(key, seen.name(key), tuple(moves(backwards(entry.changed), seen))) for key, entry in done.items())
    return Taken(day_in_words(one.made_at.date().isoformat(), "en"), one.why, tuple(undone))


def backwards(changed: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The way back from what a changeset made of each part to what was before."""
    return {part: (came, was) for part, (was, came) in changed.items()}


def moves(changed: Mapping[str, tuple[Any, Any]], seen: Seen) -> Iterator[str]:
    """Parts in words, with what of each goes and what comes back."""
    for part, (before, after) in changed.items():
        gone, back = differing(part, before, after, seen.name)
        words = [*(f"{each} goes" for each in gone), *(f"{each} comes back" for each in back)]
        if words:
            yield f"{part_label(part)}: {'; '.join(words)}"
