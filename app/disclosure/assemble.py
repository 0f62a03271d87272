"""The second step: the views of all individuals become the content of one edition.

A relation survives if both ends do, an event counts the views it has, a source appears if a surviving claim cites it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import TypeVar

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.levels import Level
from app.codebook.values import CountValue
from app.disclosure.alike import look_alike
from app.disclosure.clear import clear_event, clear_sources
from app.disclosure.dossier import Dossier, EventDossier, MovedRecord, SourceRecord
from app.disclosure.gate import gate_event, governing
from app.disclosure.merge import merged
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
from app.disclosure.withheld import WithheldNames, checked_facts, checked_source, names_in, shown_names

EVENT_FROM_CASES = ("return_date", "returning_state", "receiving_state", "mode", "route", "case_category")
"""Facts of a return that an event takes from its visible cases where nothing is said of the event itself."""
UNNAMED_EVENT = "A return event"
_Holder = TypeVar("_Holder", IndividualView, CaseView)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the vault holds, as disclosure is given it."""

    dossiers: tuple[Dossier, ...]
    events: tuple[EventDossier, ...]
    sources: tuple[SourceRecord, ...]
    moved: tuple[MovedRecord, ...] = ()


def content_of(record: Record, level: Level, on: date, rename: Callable[[str], str]) -> Content:
    """All that an edition of `level` holds on the day `on`. `rename` gives ids of that edition alone to generalised people."""
    sources = clear_sources(record.sources, level)
    people = [project(dossier, level, on, sources) for dossier in record.dossiers]
    alike = look_alike((p for p in people if p.generalised), rename)
    plain = [p for p in people if not p.generalised and p.individual is not None]
    counted = [p for p in people if p.counted_in] + [replace(p, counted_in=_events_of(p)) for p in alike.counted]
    individuals = [p.individual for p in plain if p.individual] + [one for one, _ in alike.shown]
    cases = [case for p in plain for case in p.cases] + [case for _, case in alike.shown]
    ties = [tie for p in plain for tie in p.relations]
    names = _withheld(record.dossiers, individuals)
    return assemble(_Parts(level, on, record, sources, names, individuals, cases, counted, ties))


@dataclass(frozen=True, slots=True)
class _Parts:
    level: Level
    on: date
    record: Record
    sources: dict[str, SourceRecord]
    names: WithheldNames
    individuals: list[IndividualView]
    cases: list[CaseView]
    counted: list[PersonView]
    ties: list[RelationView]


def assemble(parts: _Parts) -> Content:
    """Join the views: check their text, link what may be linked, count the rest."""
    individuals = sorted((_checked(i, parts.names) for i in parts.individuals), key=lambda i: i.public_id)
    events = _events(parts, {i.public_id: i for i in individuals})
    known = {event.public_id for event in events}
    cases = [_checked(_linked(case, known), parts.names) for case in parts.cases]
    facts = (
        [f for i in individuals for f in i.facts]
        + [f for c in cases for f in c.facts]
        + [f for e in events for f in e.facts]
    )
    cited = _cited(facts)
    return Content(
        level=parts.level,
        on=parts.on,
        individuals=tuple(individuals),
        cases=tuple(sorted(cases, key=lambda c: c.public_id)),
        events=tuple(sorted(events, key=lambda e: e.public_id)),
        relations=_relations(parts, {i.public_id for i in individuals if not i.withheld}),
        sources=tuple(checked_source(_source(parts.sources[key]), parts.names) for key in sorted(cited)),
        moved=moved_on(parts.record.moved, parts.level, {case.public_id for case in cases}),
    )


def moved_on(moved: Iterable[MovedRecord], level: Level, shown: set[str]) -> tuple[tuple[str, str], ...]:
    """Old ids with where they lead at `level`: each step only where both were shown when they were merged, the last one shown now."""
    at = {one.old: one.new for one in moved if one.level <= level}

    def end(key: str) -> str:
        while key in at:
            key = at[key]
        return key

    return tuple(sorted((old, end(old)) for old in at if old not in shown and end(old) in shown))


def _withheld(dossiers: tuple[Dossier, ...], individuals: list[IndividualView]) -> WithheldNames:
    shown = shown_names(individuals)
    every = names_in(dossiers)
    return WithheldNames({name for names in every.values() for name in names} - shown, shown)


def _events_of(person: PersonView) -> tuple[str, ...]:
    return tuple(sorted({case.event for case in person.cases if case.event}))


def _checked(holder: _Holder, names: WithheldNames) -> _Holder:
    return replace(holder, facts=checked_facts(holder.facts, names))


def _linked(case: CaseView, known: set[str]) -> CaseView:
    return case if case.event in known else replace(case, event=None)


def _events(parts: _Parts, individuals: dict[str, IndividualView]) -> list[EventView]:
    by_event: dict[str, list[CaseView]] = {}
    for case in parts.cases:
        by_event.setdefault(case.event or "", []).append(case)
    shown = (clear_event(e, parts.level) for e in parts.record.events if gate_event(e, parts.level, parts.on))
    return [_event(e, by_event.get(e.public_id, []), individuals, parts) for e in shown if e is not None]


def _event(
    event: EventDossier, cases: list[CaseView], individuals: dict[str, IndividualView], parts: _Parts
) -> EventView:
    own = checked_facts(facts_of(event.statements), parts.names)
    said = {fact.field for fact in own}
    lent = tuple(f for code in EVENT_FROM_CASES if code not in said and (f := merged(code, cases)) is not None)
    described = sum(1 for case in cases if individuals[case.individual].withheld)
    low, high = _range(own)
    facts = own + checked_facts(lent, parts.names)
    decision = governing(event.decisions, parts.on)
    return EventView(
        public_id=event.public_id,
        label=UNNAMED_EVENT if parts.names.hits(event.label) else event.label,
        purposes=decision.purposes if decision else frozenset(),
        section=section_of(facts),
        facts=facts,
        named=len(cases) - described,
        described=described,
        counted=sum(1 for person in parts.counted if event.public_id in person.counted_in),
        low=low,
        high=high,
    )


def _range(facts: tuple[FactView, ...]) -> tuple[int | None, int | None]:
    counts = [v.value for f in facts if f.field == "count" for v in f.values if isinstance(v.value, CountValue)]
    lows = [c.low for c in counts if c.low is not None]
    highs = [c.high for c in counts if c.low is not None or c.high is not None]
    known = [h for h in highs if h is not None]
    return min(lows, default=None), max(known) if known and len(known) == len(highs) else None


def _cited(facts: Iterable[FactView]) -> set[str]:
    return {citation.source for fact in facts for stated in fact.values for citation in stated.citations}


def _relations(parts: _Parts, named: set[str]) -> tuple[RelationView, ...]:
    found = {tie for tie in parts.ties if tie.one in named and tie.other in named}
    return tuple(sorted(found, key=astuple))


def _source(source: SourceRecord) -> SourceView:
    return SourceView(
        source.public_id, source.title, source.author, source.publisher, source.published, source.url,
        source.language, source.type, generalised=False,
    )  # fmt: skip


assert all(FIELDS[code].subject is SubjectKind.CASE for code in EVENT_FROM_CASES)
