"""The past of a person, case or event as somebody may see it: each moment, what changed, who wrote it, who approved, and why.

Moments are named by a changeset's hash, never by its number: numbers count what lies above the viewer too. A changeset in which
the viewer sees nothing change is not in their history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.errors import NotThere
from app.editing.history.raised import levels_now, seen_then
from app.editing.history.reverting import number_of
from app.editing.history.words import Words
from app.editing.people import Person
from app.editing.views import look, look_at, parts_seen
from app.publishing.part import public_ids
from app.storage.batches import batches
from app.storage.sealed import Ring, context
from app.vault.bodies import NO_LEVEL_OF_ITS_OWN, open_body
from app.vault.history import HISTORY
from app.vault.models import Changeset, Merge, MergeEnd, Reversal, Subject
from app.vault.rows import VaultRows
from app.vault.scope import EVERYTHING, Scope, scope_about, within
from app.vault.touched import touched_by


@dataclass(frozen=True, slots=True)
class Entry:
    """One changeset. `changed`: by part, what was seen before and after. `why`: empty where the viewer may not read it."""

    changeset: str
    made_at: datetime
    author: str
    approved_by: str | None
    kind: str
    why: str
    changed: dict[str, tuple[Any, Any]]


def history_of(session: Session, ring: Ring, person: Person, public_id: str) -> list[Entry]:
    """The newest first. NotThere where the subject is not there for this person now."""
    look(session, ring, public_id, person.clearance)
    scope = _scope(session, [public_id])
    levels = levels_now(session, ring, scope)
    words = Words(session, person)
    before: dict[str, Any] = {}
    entries = []
    for number in sorted(_numbers(session, scope)):
        rows = seen_then(session, ring, number, scope, levels, person.clearance)
        after = parts_seen(rows, public_id, person.clearance) or {}
        changed = differences(before, after)
        if changed:
            entries.append(_entry(session, ring, words, number, changed))
        before = after
    return entries[::-1]


def rows_at(session: Session, ring: Ring, person: Person, public_id: str, changeset: str) -> VaultRows:
    """The rows about the subject right after the changeset with this hash, as the person may see them now."""
    if changeset not in {entry.changeset for entry in history_of(session, ring, person, public_id)}:
        raise NotThere  # a moment in which nothing of this changed for the viewer would tell of another
    scope = _scope(session, [public_id])
    levels = levels_now(session, ring, scope)
    return seen_then(session, ring, number_of(session, changeset), scope, levels, person.clearance)


def changed_by(session: Session, ring: Ring, person: Person, changeset: str) -> dict[str, Entry]:
    """What one changeset changed, as the person may see it now, by public id. NotThere for an unknown hash."""
    number = number_of(session, changeset)
    touched = touched_by(session, {number})
    there = look_at(session, ring, public_ids(session, Subject, touched), person.clearance)
    scope = _scope(session, there)
    levels = levels_now(session, ring, scope)
    before, after = (seen_then(session, ring, upto, scope, levels, person.clearance) for upto in (number - 1, number))
    found, words = {}, Words(session, person)
    for key in sorted(there):
        was, came = (parts_seen(rows, key, person.clearance) or {} for rows in (before, after))
        if changed := differences(was, came):
            found[key] = _entry(session, ring, words, number, changed)
    return found


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Parts that are not the same, with both sides; None where there was or is nothing."""
    names = sorted(before.keys() | after.keys())
    return {n: (before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)}


def _scope(session: Session, keys: Iterable[str]) -> Scope:
    wanted = (select(Subject.id).where(Subject.public_id.in_(some)) for some in batches(keys))
    return scope_about(session, [number for ids in wanted for number in session.scalars(ids)])


def _numbers(session: Session, scope: Scope) -> set[int]:
    """Changesets with a row in the scope, and those that took one of these back."""
    found = {number for wanted in _of_tables() for number in session.scalars(wanted, scope.parameters())}
    ended = select(MergeEnd.added_in).join(Merge, Merge.id == MergeEnd.merge_id)
    found |= set(session.scalars(ended.where(Merge.kept_id.in_(scope.subjects))))
    while more := set(session.scalars(select(Reversal.added_in).where(Reversal.changeset_number.in_(found)))) - found:
        found |= more
    return found


def _of_tables() -> Iterator[Any]:
    for kept in HISTORY:
        condition = within(kept.table)
        if "added_in" in kept.table.c and condition is not EVERYTHING:
            yield select(kept.table.c.added_in).where(condition).distinct()


def _entry(session: Session, ring: Ring, words: Words, number: int, changed: dict[str, tuple[Any, Any]]) -> Entry:
    row, why = session.get_one(Changeset, number), ""
    if words.may_be_read(number):
        place = context("changeset", number, "text", NO_LEVEL_OF_ITS_OWN)
        why = open_body(ring, place, row.text).get("summary", "")
    return Entry(row.hash.hex(), row.made_at, row.author, row.approved_by, _kind(row.kind, changed), why, changed)


def _kind(kind: str, changed: Mapping[str, Any]) -> str:
    """An edit is told by what is seen of it: beside a decision it may hold something above the viewer."""
    return "decide" if kind == "edit" and changed.keys() == {"decisions"} else kind
