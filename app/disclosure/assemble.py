"""The second step: the views of all individuals become the content of one edition.

A relation survives if both ends do, an event counts the views it has, a source appears if a surviving claim cites it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from typing import TypeVar

from app.codebook.fields import FIELDS, UNNAMED_EVENT, SubjectKind
from app.codebook.levels import Level
from app.codebook.values import CountValue
from app.disclosure.alike import as_key
from app.disclosure.clear import clear_event, clear_sources, told_within
from app.disclosure.dossier import Dossier, EventDossier, MovedRecord, SourceRecord
from app.disclosure.gate import gate_event, governing
from app.disclosure.merge import merged
from app.disclosure.overview import Names, Overview
from app.disclosure.sections import section_of
from app.disclosure.settle import facts_of
from app.disclosure.shape import project
from app.disclosure.views import (
    CaseView,
    Content,
    EventView,
    FactView,
    IndividualView,
    PersonView,
    RelationView,
    SourceView,
)
from app.disclosure.withheld import checked_facts, checked_source
from app.names.withheld import WithheldNames

EVENT_FROM_CASES = ("return_date", "returning_state", "receiving_state", "mode", "route", "case_category")
"""Facts of a return that an event takes from its visible cases where nothing is said of the event itself."""
_Holder = TypeVar("_Holder", IndividualView, CaseView)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the vault holds, as disclosure is given it."""

    dossiers: tuple[Dossier, ...]
    events: tuple[EventDossier, ...]
    sources: tuple[SourceRecord, ...]
    moved: tuple[MovedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Views of an edition that stay as they are, given along because something new is told beside them; checked already.

    Of an event only its label is read. `tied`: the ties of these people among themselves and to others.
    """

    individuals: tuple[IndividualView, ...] = ()
    cases: tuple[CaseView, ...] = ()
    events: tuple[EventView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    tied: tuple[RelationView, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """Whom an edition is for, and on which day. `rename` gives ids of that edition alone to generalised people."""

    level: Level
    on: date
    rename: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Anew:
    """What is to be told anew: these people, by id; hidden ones of whom more or less is told since others were decided.

    `record` holds at least the sources that they cite, and for each of its events everybody who is in it is here or beside.
    """

    people: Mapping[str, PersonView]
    alike: Iterable[str]
    record: Record
    beside: Beside = field(default_factory=Beside)


def content_of(record: Record, level: Level, on: date, rename: Callable[[str], str]) -> Content:
    """All that an edition of `level` holds on the day `on`. `rename`: see `For`."""
    return everything(Overview(Names(record.dossiers)), record, For(level, on, rename))


def everything(overview: Overview, record: Record, whom: For) -> Content:
    """The same, with an overview that begins empty and can be kept, so that a few can be decided anew later."""
    people = views(record, whom)
    for key, view in people.items():
        overview.take(key, view)
    overview.settle()
    return told_anew(overview, Anew(people, overview.alike.shown, record), whom)


def views(record: Record, whom: For) -> dict[str, PersonView]:
    """Of each individual of the record what the level may see, by id."""
    sources = clear_sources(record.sources, whom.level)
    return {dossier.public_id: project(dossier, whom.level, whom.on, sources) for dossier in record.dossiers}


def told_anew(overview: Overview, anew: Anew, whom: For) -> Content:
    """The people and events that are told anew, with what stands beside. `overview` has taken everybody."""
    alike = [
        as_key(like, overview.alike.shown[key], whom.rename)
        for key in sorted(anew.alike)
        if key in overview.alike.shown and (like := overview.likeness_of(key))
    ]
    plain = [p for p in anew.people.values() if not p.generalised and p.individual is not None]
    return assemble(
        _Parts(
            whom.level,
            whom.on,
            anew.record,
            clear_sources(anew.record.sources, whom.level),
            overview.withheld(),
            [p.individual for p in plain if p.individual] + [one for one, _ in alike],
            [case for p in plain for case in p.cases] + [case for _, case in alike],
            overview.counts(),
            [tie for p in plain for tie in p.relations],
            anew.beside,
        )
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    level: Level
    on: date
    record: Record
    sources: dict[str, SourceRecord]
    names: WithheldNames
    individuals: list[IndividualView]
    cases: list[CaseView]
    counted: Mapping[str, int]
    ties: list[RelationView]
    beside: Beside


def assemble(parts: _Parts) -> Content:
    """Join the views: check their text, link what may be linked, count the rest."""
    found = (*(_checked(i, parts.names) for i in parts.individuals), *parts.beside.individuals)
    individuals = sorted(found, key=lambda i: i.public_id)
    checked = (*(_checked(case, parts.names) for case in parts.cases), *parts.beside.cases)
    events = _events(parts, {i.public_id: i for i in individuals}, checked)
    known = {event.public_id for event in events}
    cases = [_linked(case, known) for case in checked]
    facts = (
        [f for i in individuals for f in i.facts]
        + [f for c in cases for f in c.facts]
        + [f for e in events for f in e.facts]
    )
    return Content(
        level=parts.level,
        on=parts.on,
        individuals=tuple(individuals),
        cases=tuple(sorted(cases, key=lambda c: c.public_id)),
        events=tuple(sorted(events, key=lambda e: e.public_id)),
        relations=_relations(parts, {i.public_id for i in individuals if not i.withheld}),
        sources=_sources(parts, _cited(facts)),
        moved=moved_on(parts.record.moved, parts.level, {case.public_id for case in cases}),
    )


def _sources(parts: _Parts, cited: set[str]) -> tuple[SourceView, ...]:
    """The sources that are cited; those that the record holds are looked at anew."""
    held = {source.public_id: source for source in parts.beside.sources}
    held |= {key: checked_source(_source(parts.sources[key]), parts.names) for key in cited & parts.sources.keys()}
    return tuple(held[key] for key in sorted(cited))


def moved_on(moved: Iterable[MovedRecord], level: Level, shown: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Old ids with where they lead at `level`: each step only where both were shown when they were merged, the last one shown now."""
    at = {one.old: one.new for one in moved if told_within(level, one.level, one.not_at)}

    def end(key: str) -> str:
        while key in at:
            key = at[key]
        return key

    return tuple(sorted((old, end(old)) for old in at if old not in shown and end(old) in shown))


def _checked(holder: _Holder, names: WithheldNames) -> _Holder:
    return replace(holder, facts=checked_facts(holder.facts, names))


def _linked(case: CaseView, known: set[str]) -> CaseView:
    return case if case.event in known else replace(case, event=None)


def _events(parts: _Parts, individuals: dict[str, IndividualView], cases: Iterable[CaseView]) -> list[EventView]:
    """The record's events as they are now, and those beside as they stand."""
    by_event: dict[str, list[CaseView]] = {}
    for case in cases:
        by_event.setdefault(case.event or "", []).append(case)
    anew = {e.public_id for e in parts.record.events}
    shown = (clear_event(e, parts.level) for e in parts.record.events if gate_event(e, parts.level, parts.on))
    found = [_event(e, by_event.get(e.public_id, []), individuals, parts) for e in shown if e is not None]
    return found + [e for e in parts.beside.events if e.public_id not in anew]


def _event(
    event: EventDossier, cases: list[CaseView], individuals: dict[str, IndividualView], parts: _Parts
) -> EventView:
    own = checked_facts(facts_of(event.statements), parts.names)
    lent = checked_facts(tuple(_lent(own, cases)), parts.names)
    described = sum(1 for case in cases if individuals[case.individual].withheld)
    low, high = _range(own)
    facts = tuple(fact for fact in own if fact.field not in {each.field for each in lent}) + lent
    decision = governing(event.decisions, parts.on)
    return EventView(
        public_id=event.public_id,
        label=UNNAMED_EVENT if parts.names.hits(event.label) else event.label,
        purposes=decision.purposes if decision else frozenset(),
        section=section_of(facts),
        facts=facts,
        named=len(cases) - described,
        described=described,
        counted=parts.counted.get(event.public_id, 0),
        low=low,
        high=high,
    )


def _lent(own: tuple[FactView, ...], cases: list[CaseView]) -> Iterator[FactView]:
    """What a return takes from its cases, where nobody says it of the return itself; what is denied of that stands beside."""
    said = {fact.field for fact in own if fact.said}
    for code in EVENT_FROM_CASES:
        if code not in said and (fact := merged(code, (own, *(case.facts for case in cases)))) is not None:
            yield fact


def _range(facts: tuple[FactView, ...]) -> tuple[int | None, int | None]:
    counts = [value for f in facts if f.field == "count" for value in f.said if isinstance(value, CountValue)]
    lows = [c.low for c in counts if c.low is not None]
    highs = [c.high for c in counts if c.low is not None or c.high is not None]
    known = [h for h in highs if h is not None]
    return min(lows, default=None), max(known) if known and len(known) == len(highs) else None


def _cited(facts: Iterable[FactView]) -> set[str]:
    return {citation.source for fact in facts for stated in fact.values for citation in stated.citations}


def _relations(parts: _Parts, named: set[str]) -> tuple[RelationView, ...]:
    found = {tie for tie in (*parts.ties, *parts.beside.tied) if tie.one in named and tie.other in named}
    return tuple(sorted(found, key=astuple))


def _source(source: SourceRecord) -> SourceView:
    return SourceView(
        source.public_id, source.title, source.author, source.publisher, source.published, source.url,
        source.language, source.type, generalised=False,
    )  # fmt: skip


assert all(FIELDS[code].subject is SubjectKind.CASE for code in EVENT_FROM_CASES)
