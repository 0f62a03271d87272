"""Who comes to be seen by a change, or of whom it tells what asks for two: the record before it and after it, by disclosure's answer.

Whether two decide about them is asked of all that was ever said (`ever`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.clear import clear_sources
from app.disclosure.dossier import Dossier, EventDossier
from app.disclosure.forms import PUBLISHED_STATES
from app.disclosure.shape import Sources
from app.disclosure.wider import (
    NOWHERE,
    Way,
    called_otherwise,
    days_of_change,
    way_of_return,
    way_seen,
    wider,
)
from app.disclosure.withheld import names_in
from app.editing.review.not_kept_back import NotKeptBack, not_kept_back
from app.editing.review.two_decide import reasons_for_two, within
from app.publishing.load import record_of
from app.storage.sealed import Ring
from app.vault.folding import folded
from app.vault.narrowed import narrowed
from app.vault.reading import load_apart
from app.vault.rows import VaultRows
from app.vault.scope import scope_about
from app.vault.ways import StandingMerge, root_of


@dataclass(frozen=True, slots=True)
class Then:
    """Some people and returns at one moment. `rows`: with everybody who is merged read as part of who was kept; `apart`, `merges`: what
    these are read from; `at`: who is merged into whom, and which case; `parts`: by who was kept, all that is read as part of them.

    `own`: the level of each person, merged or not; `dossiers`: by who was kept (public ids); `returns`: by public id.
    """

    rows: VaultRows
    apart: VaultRows
    merges: tuple[StandingMerge, ...]
    at: dict[str, str]
    parts: dict[str, list[str]]
    own: dict[str, Level]
    dossiers: dict[str, Dossier]
    returns: dict[str, EventDossier]
    sources: dict[Level, Sources]
    _ways: dict[tuple[str, Level, date], Way] = field(default_factory=dict)
    _narrowed: dict[str, tuple[VaultRows, tuple[StandingMerge, ...]]] = field(default_factory=dict)
    _folded: dict[str, VaultRows] = field(default_factory=dict)

    def way(self, one: str, level: Level, on: date) -> Way:
        """How the level sees somebody, or a return, on a day."""
        if one in self.returns:
            return way_of_return(self.returns[one], level, on)
        if one not in self.own:
            return NOWHERE
        key = one, level, on
        if key not in self._ways:
            dossier = self.dossiers[root_of(self.at, one)]
            way = way_seen(dossier, self.own[one], level, on, self.sources[level])
            said = frozenset(each for each in way.returns if self.way(each, level, on) != NOWHERE)
            self._ways[key] = replace(way, said=said)
        return self._ways[key]

    def read_as(self, root: str) -> set[str]:
        """Everybody who is read as part of them, and they themselves."""
        return {root, *self.parts.get(root, ())}

    def by_themselves(self, root: str) -> tuple[VaultRows, tuple[StandingMerge, ...]]:
        """What these are read from: them, and to whom they are tied, with those who are read as one with these."""
        if root not in self._narrowed:
            theirs = self.read_as(root)
            tied = {end for tie in self.apart.relations if {tie.a, tie.b} & theirs for end in (tie.a, tie.b)}
            rows = narrowed(self.apart, theirs.union(*(self.read_as(root_of(self.at, end)) for end in tied)))
            own = {*(one.public_id for one in rows.individuals), *(case.public_id for case in rows.cases)}
            self._narrowed[root] = rows, tuple(merge for merge in self.merges if merge.merged in own)
        return self._narrowed[root]

    def read_by_themselves(self, root: str) -> VaultRows:
        """The same read as one."""
        if root not in self._folded:
            self._folded[root] = folded(*self.by_themselves(root))
        return self._folded[root]

    def own_cases(self, people: Collection[str], level: Level) -> set[str]:
        """The cases of these people, each by themselves, that the level may be told."""
        theirs = (case for case in self.apart.cases if case.individual in people and case.state in PUBLISHED_STATES)
        return {case.public_id for case in theirs if case.told_at(level)}

    def days(self, one: str, on: date) -> set[date]:
        """The day `on`, and those after it from which on they may be seen otherwise."""
        dossier = self.returns.get(one) or (self.dossiers[root_of(self.at, one)] if one in self.own else None)
        return {on} | {day for day in (days_of_change(dossier) if dossier else ()) if day > on}


@dataclass(frozen=True, slots=True)
class Between:
    """The same people and returns before a change and after it. `told`: what was kept back before, and is told now."""

    before: Then
    after: Then
    told: frozenset[NotKeptBack]

    def moments(self, one: str, on: date) -> Iterator[tuple[Level, date]]:
        """Each level, on each day that may change how it sees somebody, or a return."""
        for day in self.before.days(one, on) | self.after.days(one, on):
            yield from ((level, day) for level in EDITION_LEVELS)

    def ways(self, one: str, on: date) -> Iterator[tuple[Way, Way]]:
        """How they are seen before and after, at each of these."""
        for level, day in self.moments(one, on):
            yield self.before.way(one, level, day), self.after.way(one, level, day)

    def told_of(self, one: str, level: Level, day: date) -> set[int | str]:
        """The rows of what was kept back of them at the level, which sees them, and is told now."""
        if not self.told or self.after.way(one, level, day) == NOWHERE:
            return set()
        root = root_of(self.after.at, one)
        return {told.row for told in self.told if told.who == root and told.level == level}


def between(before: Then, after: Then) -> Between:
    return Between(before, after, frozenset(not_kept_back(before.rows, after.rows)))


def then(session: Session, ring: Ring, people: Iterable[int], upto: int | None = None) -> Then:
    """All that belongs to these people (row ids), as of changeset `upto`."""
    apart, merges = load_apart(session, ring, upto, scope_about(session, people))
    rows, at = folded(apart, merges), {merge.merged: merge.kept for merge in merges}
    record, parts = record_of(rows), dict[str, list[str]]()
    for one in at:
        parts.setdefault(root_of(at, one), []).append(one)
    return Then(
        rows,
        apart,
        tuple(merges),
        at,
        parts,
        {one.public_id: one.level for one in apart.individuals},
        {dossier.public_id: dossier for dossier in record.dossiers},
        {event.public_id: event for event in record.events},
        {level: clear_sources(record.sources, level) for level in EDITION_LEVELS},
    )


def seen_more(both: Between, people: Iterable[str], on: date) -> set[str]:
    """Those of the people (public ids) of whom more is seen than before: at some level, today or on some day to come."""
    return {
        one
        for one in people
        if any(wider(*ways) for ways in both.ways(one, on))
        or any(both.told_of(one, level, day) for level, day in both.moments(one, on))
    }


def named_anew(both: Between, people: Iterable[str], on: date) -> set[str]:
    """Those who are shown by a name by which they were not."""
    return {one for one in people if any(called_otherwise(*ways) for ways in both.ways(one, on))}


def uncovered(both: Between, people: Iterable[str], on: date) -> set[str]:
    """Those of whom a name was recorded and withheld, and is recorded of nobody any more: then words that name them are told."""
    before, after = both.before, both.after
    was, now = names_in(before.dossiers.values()), names_in(after.dossiers.values())
    gone = set[str]().union(*was.values()) - set[str]().union(*now.values())
    shown = {text for one in before.own for _, text in before.way(one, Level.PUBLIC, on).names} if gone else set()
    return {one for one in people if was.get(root_of(before.at, one), set()) & (gone - shown)}


def told_anew(both: Between, people: Iterable[str], on: date, dating: Collection[int]) -> set[str]:
    """Those of whom some level that sees them, today or later, is told what two decide about, and was not told of it before.

    `dating`: the claims by whose days somebody may be older afterwards.
    """
    names, found, (before, after) = set(people), set[str](), (both.before, both.after)
    for level in EDITION_LEVELS:
        seen = {one for one in names if any(after.way(one, level, day) != NOWHERE for day in after.days(one, on))}
        was, now = _reasons(before, seen, level, on), _reasons(after, seen, level, on, dating)
        found |= {one for one in seen if not now[one] <= was[one]}
    return found


def _reasons(
    moment: Then, people: set[str], level: Level, on: date, dating: Collection[int] | None = None
) -> dict[str, frozenset[str]]:
    """By person: why two decide about them, as far as the level is told of it."""
    roots = {one: root_of(moment.at, one) for one in people}
    told = reasons_for_two(within(moment.rows, level), roots.values(), on, dating)
    return {one: told.get(root, frozenset()) for one, root in roots.items()}
