"""What is joined where two people are one: they, and their cases that are in one return, so that nobody has two there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.clear import clear_sources
from app.disclosure.forms import PUBLISHED_STATES
from app.disclosure.shape import project
from app.publishing.load import record_of
from app.storage.batches import batches
from app.storage.sealed import Ring
from app.vault.models import Subject
from app.vault.reading import load
from app.vault.rows import CaseRow, VaultRows
from app.vault.scope import scope_about
from app.vault.ways import root_of

Joined = tuple[int, int, Level]
"""Which is kept, which is merged (row ids), and from which level on the old address leads on."""


def to_join(session: Session, ring: Ring, kept: int, merged: int, on: date) -> list[Joined]:
    """What is joined where these two (row ids) are one: they, and those of their cases that are in one return. To be asked while they
    are two.
    """
    rows = load(session, ring, scope=scope_about(session, [kept, merged]))
    shown, number = _shown(session, rows, on), _numbers(session, rows)
    cases = ((number[one], number[other]) for one, other in _in_one_return(rows, *_names(session, kept, merged)))
    return [(one, other, _both(shown, one, other)) for one, other in ((kept, merged), *cases)]


def side_by_side(
    session: Session, ring: Ring, people: Collection[int], into: Mapping[int, int], on: date
) -> Iterator[Joined]:
    """Cases in one return of people (row ids) who come to be one, as `into` says, that it does not join: as where cases were entered
    while two were two whom a revert makes one again.
    """
    rows = load(session, ring, scope=scope_about(session, people))
    shown, number = _shown(session, rows, on), _numbers(session, rows)
    together = defaultdict[tuple[int, str], list[CaseRow]](list)
    for case in rows.cases:
        if number[case.public_id] not in into:
            together[root_of(into, number[case.individual]), case.event].append(case)
    roots = {root_of(into, one) for one in people}
    for (root, _), cases in together.items():
        kept, *others = sorted(cases, key=lambda case: (*_rank(case), number[case.individual] != root))
        for other in others if root in roots else ():
            one, merged = number[kept.public_id], number[other.public_id]
            yield one, merged, _both(shown, one, merged)


def _numbers(session: Session, rows: VaultRows) -> dict[str, int]:
    """The row ids of its people and cases."""
    names = [*(person.public_id for person in rows.individuals), *(case.public_id for case in rows.cases)]
    wanted = select(Subject.public_id, Subject.id)
    return {
        name: key for some in batches(names) for name, key in session.execute(wanted.where(Subject.public_id.in_(some)))
    }


def _in_one_return(rows: VaultRows, kept: str, merged: str) -> Iterator[tuple[str, str]]:
    """The cases of both that are in one event (public ids), which is kept first.

    All are asked that are read as either's, so that nobody has two cases in one return. The one that lies lower is kept, whoever's
    it is: kept as part of the other it would vanish for those who see it, and tell them that there is another. At one level it is the
    one that is published, since what is said of it holds for both.
    """
    lift = {person.public_id: person.level for person in rows.individuals}[merged]
    ours, theirs = _cases(rows, kept), _cases(rows, merged)
    for event in sorted(ours.keys() & theirs.keys()):
        one, other = ours[event], theirs[event]
        both = one.public_id, other.public_id
        yield both if _rank(one) <= _rank(replace(other, level=max(other.level, lift))) else both[::-1]


def _rank(case: CaseRow) -> tuple[Level, bool]:
    return case.level, case.state not in PUBLISHED_STATES


def _cases(rows: VaultRows, person: str) -> dict[str, CaseRow]:
    """The person's cases that are not read as part of another one, by event."""
    return {case.event: case for case in rows.cases if case.individual == person}


def _names(session: Session, *numbers: int) -> Iterator[str]:
    found = dict(iter(session.execute(select(Subject.id, Subject.public_id).where(Subject.id.in_(numbers)))))
    yield from (found[number] for number in numbers)


def _shown(session: Session, rows: VaultRows, on: date) -> dict[Level, set[int]]:
    """For each level the row ids of the two and of their cases that disclosure shows there under their own ids."""
    record = record_of(rows)
    found: dict[Level, set[int]] = {}
    for level in EDITION_LEVELS:
        sources = clear_sources(record.sources, level)
        views = [project(dossier, level, on, sources) for dossier in record.dossiers]
        seen = {v.individual.public_id for v in views if v.individual and not v.generalised}
        seen |= {case.public_id for v in views if not v.generalised for case in v.cases}
        found[level] = set(session.scalars(select(Subject.id).where(Subject.public_id.in_(seen))))
    return found


def _both(shown: dict[Level, set[int]], one: int, other: int) -> Level:
    """The lowest level at which both are shown; SEALED if there is none."""
    return next((level for level, ids in shown.items() if {one, other} <= ids), Level.SEALED)
