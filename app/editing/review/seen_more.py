"""Who comes to be seen by a change, or of whom it tells what asks for two: the record before it and after it, by disclosure's answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.disclosure.wider import NOWHERE, Ways, ways_seen, wider
from app.editing.review.deciding import who_needs_two
from app.publishing.load import record_of
from app.storage.sealed import Ring
from app.vault.folding import folded, root_of
from app.vault.reading import load_apart
from app.vault.rows import VaultRows
from app.vault.scope import scope_about


@dataclass(frozen=True, slots=True)
class Then:
    """Some people at one moment. `rows`: with everybody who is merged read as part of who was kept; `at`: who is merged into whom.

    `ways`: how each of them, merged or not, is seen (public ids).
    """

    rows: VaultRows
    at: dict[str, str]
    ways: dict[str, Ways]

    def needing_two(self, people: Iterable[str], on: date) -> set[str]:
        """Those about whom two decide: by what is said of them, or of anybody whom they are one with."""
        roots = {one: root_of(self.at, one) for one in people}
        two = who_needs_two(self.rows, roots.values(), on)
        return {one for one, root in roots.items() if root in two}


def then(session: Session, ring: Ring, people: Iterable[int], on: date, upto: int | None = None) -> Then:
    """All that belongs to these people (row ids), as of changeset `upto`."""
    apart, merges = load_apart(session, ring, upto, scope_about(session, people))
    at, rows = {merge.merged: merge.kept for merge in merges}, folded(apart, merges)
    dossiers = {dossier.public_id: dossier for dossier in record_of(rows).dossiers}
    ways = {one.public_id: ways_seen(dossiers[root_of(at, one.public_id)], one.level, on) for one in apart.individuals}
    return Then(rows, at, ways)


def seen_more(before: Then, after: Then, people: Iterable[str]) -> set[str]:
    """Those of the people (public ids) who are seen more widely than before, at some level."""
    return {one for one in people if one in after.ways and wider(before.ways.get(one, NOWHERE), after.ways[one])}


def told_anew(before: Then, after: Then, people: Iterable[str], on: date) -> set[str]:
    """Those who are seen, and about whom two would have decided had this been known."""
    seen = {one for one in people if after.ways.get(one, NOWHERE) != NOWHERE}
    return judged(before, after, seen, on) - before.needing_two(seen & before.ways.keys(), on)


def judged(before: Then, after: Then, people: Iterable[str], on: date) -> set[str]:
    """Those about whom two decide by what is said of them afterwards and what was decided before: to write down a refusal takes no two."""
    return replace(after, rows=replace(after.rows, decisions=before.rows.decisions)).needing_two(people, on)
