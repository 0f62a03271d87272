"""What a few changesets touched is decided anew, beside what an edition says of all others (docs/decisions/0016).

Whoever publishes keeps, between two publications, what has to be known of everybody for that: names, texts, and for each
level who looks like whom. In memory alone: all of it is above every level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import For, Record, views
from app.disclosure.overview import NOBODY, Names, Overview
from app.disclosure.shape import ABSENT
from app.editions.identity import Said, stored_digests
from app.editions.read.opening import Edition
from app.keys.ring import KeyRing
from app.names.withheld import spelt
from app.publishing.part import Rows, load_moved_records, load_part, public_ids, row_ids
from app.publishing.texts import Texts
from app.vault.models import Source, Subject
from app.vault.touched import Touched


@dataclass
class Known:
    """What is known of the whole record at changeset `number`, and of each level on the day `on`."""

    number: int
    on: date
    names: Names
    texts: Texts
    overviews: dict[Level, Overview]
    since: Rows = field(default_factory=Rows)
    alike: dict[Level, frozenset[str]] = field(default_factory=dict)
    """All that was turned since the bases of the editions were built: `Turned`, grown with each publication."""
    _said: dict[Level, tuple[str | None, Said]] = field(default_factory=dict)

    def said_by(self, level: Level, file_hash: str | None, base: Edition) -> Said:
        """What the base of a level says, read once for each file: it takes long where there is much of it."""
        kept = self._said.get(level)
        if kept is None or file_hash is None or kept[0] != file_hash:
            kept = self._said[level] = file_hash, Said.of(stored_digests(base.connection))
        return kept[1]

    def go_on_from(self, since: Rows, alike: Mapping[Level, frozenset[str]]) -> None:
        """Some bases stay that others have amended until now: what they turned since those were built is turned here, too."""
        self.since, self.alike = since, dict(alike)

    @classmethod
    def of(cls, record: Record, number: int, on: date) -> Known:
        """Of a record that was just loaded; a level's overview is filled when the level is decided."""
        names = Names(record.dossiers)
        return cls(number, on, names, Texts(record), {level: Overview(names) for level in EDITION_LEVELS})


@dataclass(frozen=True, slots=True)
class Turned:
    """What has to be decided anew since the bases of the editions were built: the record of it; by public id

    `people`: all who were touched, whether or not anything is left of them; `events`, `sources`: those that were touched
    themselves, or whose text may name somebody who is withheld now or is not any more; `alike`, by level: hidden people of whom
    something else is told because of others.
    """

    record: Record
    people: frozenset[str]
    events: frozenset[str]
    sources: frozenset[str]
    alike: Mapping[Level, frozenset[str]]


def turn(session: Session, ring: KeyRing, known: Known, found: Touched, number: int) -> Turned:
    """Bring `known` up to changeset `number`, and find all that has to be decided anew since the bases were built.

    After a failure `known` is of no use any more.
    """
    touched = Rows(found.people, found.events)
    record = load_part(session, ring, touched)
    people = public_ids(session, Subject, found.people)
    names = known.names.follow(record.dossiers, people) | _take(known, record, people)
    known.texts.put(record)
    known.number = number
    for level, overview in known.overviews.items():
        known.alike[level] = known.alike.get(level, NOBODY) | overview.settle()
    naming = known.texts.naming({form for name in names for form in spelt(name)})
    tied = {tie.other for dossier in record.dossiers for tie in dossier.relations}  # only their own dossiers say how
    known.since = known.since.joined(touched).joined(row_ids(session, naming | tied))
    counted = row_ids(session, _counting(known))
    return Turned(
        replace(load_part(session, ring, known.since.joined(counted)), moved=load_moved_records(session, ring)),
        public_ids(session, Subject, known.since.people),
        public_ids(session, Subject, known.since.events),
        public_ids(session, Source, known.since.sources),
        dict(known.alike),
    )


def _take(known: Known, record: Record, people: Iterable[str]) -> frozenset[str]:
    """Each level's overview sees them as they are now; the names that some level shows now and did not, or the other way round."""
    moved = NOBODY
    for level, overview in known.overviews.items():
        seen = views(record, For(level, known.on, str))
        moved = moved.union(*(overview.take(key, seen.get(key, ABSENT)) for key in people))
    return moved


def _counting(known: Known) -> frozenset[str]:
    """The events that count somebody of whom something else is told because of others."""
    alike = known.alike.items()
    return frozenset(
        event for level, people in alike for key in people for event in known.overviews[level].counted_in(key)
    )
