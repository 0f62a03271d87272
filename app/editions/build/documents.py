"""Views as plain documents: what the API answers and what pages are drawn from. One shape for all levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.codebook.values import Value
from app.disclosure.views import (
    AgeView,
    CaseView,
    Citation,
    Content,
    EventView,
    FactView,
    IndividualView,
    SourceView,
    StatedValue,
)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shelfmarks:
    """Look-ups over one content: individuals and events by id, the cases of each, relations by their first end."""

    individuals: dict[str, IndividualView]
    events: dict[str, EventView]
    sources: dict[str, SourceView]
    cases_of: dict[str, list[CaseView]]
    cases_in: dict[str, list[CaseView]]
    relations: dict[str, list[tuple[str, str, str]]]

    @classmethod
    def of(cls, content: Content) -> Shelfmarks:
        cases_of: dict[str, list[CaseView]] = {}
        cases_in: dict[str, list[CaseView]] = {}
        relations: dict[str, list[tuple[str, str, str]]] = {}
        for case in content.cases:
            cases_of.setdefault(case.individual, []).append(case)
            cases_in.setdefault(case.event or "", []).append(case)
        for tie in content.relations:
            relations.setdefault(tie.one, []).append((tie.other, tie.type, tie.certainty))
        return cls(
            {i.public_id: i for i in content.individuals},
            {e.public_id: e for e in content.events},
            {s.public_id: s for s in content.sources},
            cases_of, cases_in, relations,
        )  # fmt: skip

    def facts(self, case: CaseView) -> tuple[FactView, ...]:
        """All facts of a case: the person's, and the return's."""
        return self.individuals[case.individual].facts + case.facts


def case_document(case: CaseView, marks: Shelfmarks) -> Document:
    """A case with the person, every fact with its sources, and what the form of display withholds."""
    person = marks.individuals[case.individual]
    event = marks.events.get(case.event or "")
    facts = person.facts + case.facts
    return {
        "id": case.public_id,
        "individual": person.public_id,
        "kind": person.kind,
        "form": person.form.value,
        "section": case.section,
        "verification": case.verification,
        "disputed": case.disputed,
        "review_due": case.review_due,
        "name": display_name(person),
        "age_at_return": age_document(case.age),
        "facts": {fact.field: fact_document(fact) for fact in facts},
        "withheld": list(person.withheld),
        "event": {"id": event.public_id, "label": event.label} if event else None,
        "other_cases": sorted(c.public_id for c in marks.cases_of[person.public_id] if c is not case),
        "relations": [_relation(tie, marks) for tie in marks.relations.get(person.public_id, [])],
        "purposes": sorted(p.value for p in person.purposes),
        "sources": _cited(facts, marks),
        "source_count": case.sources,
    }


def event_document(event: EventView, marks: Shelfmarks) -> Document:
    """A return event with its numbers and its people as this level sees them."""
    cases = sorted(marks.cases_in.get(event.public_id, []), key=lambda c: c.public_id)
    return {
        "id": event.public_id,
        "label": event.label,
        "section": event.section,
        "named": event.named,
        "described": event.described,
        "counted": event.counted,
        "count": {"low": event.low, "high": event.high},
        "facts": {fact.field: fact_document(fact) for fact in event.facts},
        "cases": [case_heading(case, marks) for case in cases],
        "sources": _cited(event.facts, marks),
    }


def source_document(source: SourceView, cites: list[Document]) -> Document:
    """A source and the cases and events that cite it."""
    return {**_source(source), "supports": cites}


def case_support(case: Document) -> Document:
    """How a source names a case that cites it: `id` and `name` are those of its document or heading."""
    return {"kind": "case", "id": case["id"], "name": case["name"]}


def event_support(event: Document) -> Document:
    """How a source names an event that cites it."""
    return {"kind": "return_event", "id": event["id"], "label": event["label"]}


def case_heading(case: CaseView, marks: Shelfmarks) -> Document:
    """A case in one line: enough to draw a row of a table."""
    person = marks.individuals[case.individual]
    facts = {f.field: f for f in (*person.facts, *case.facts)}
    return {
        "id": case.public_id,
        "individual": person.public_id,
        "name": display_name(person),
        "form": person.form.value,
        "section": case.section,
        "verification": case.verification,
        "disputed": case.disputed,
        "age_at_return": age_document(case.age),
        **{code: short(facts.get(code)) for code in HEADING},
        "source_count": case.sources,
    }


HEADING = (
    "known_as",
    "sex",
    "age_band",
    "return_date",
    "seizure_date",
    "seizure_place",
    "returning_state",
    "receiving_state",
    "feared_state",
    "outcome",
)
"""Fields shown beside a name wherever a case is one line."""


def short(fact: FactView | None) -> list[str]:
    """All values of a fact that somebody says, as short text or code, in order."""
    return [] if fact is None else list(dict.fromkeys(plain(value) for value in fact.said))


def plain(value: Value) -> str:
    """A value's code or text."""
    return value.term if value.kind == "term" else value.text


def display_name(person: IndividualView) -> Document | None:
    """The Latin and the Hangul (or other) form that stand first, preferred ones before others; None where no name is said."""
    stated = [v for f in person.facts if f.field == "name" for v in f.values if v.is_said]
    if not stated:
        return None
    said = [v.value for v in sorted(stated, key=lambda v: not v.preferred) if v.value.kind == "name"]
    names = [name for name in said if not name.is_aid]

    def first(*scripts: str) -> str | None:
        return next((n.text for n in names if n.script in scripts), None)

    other = next((n.text for n in names if n.script not in ("Latn", "Hang", "Kore")), None)
    return {"latin": first("Latn"), "hangul": first("Hang", "Kore"), "other": other}


def age_document(age: AgeView) -> Document:
    return {
        "low": age.low, "high": age.high, "basis": age.basis, "minor": age.minor, "older": age.older,
        "contradicts_birth": age.contradicts_birth,
    }  # fmt: skip


def fact_document(fact: FactView) -> Document:
    return {
        "status": "differs" if fact.differs else "settled" if fact.settled is not None else "several",
        "settled": None if fact.settled is None else value_document(fact.settled),
        "values": [_stated(v) for v in fact.values],
    }


def value_document(value: Value) -> Document:
    """The value with its kind; a date also with its bounds."""
    document = value.model_dump(exclude_none=True)
    if value.kind == "date":
        day = value.date
        document["earliest"] = day.earliest.isoformat() if day.earliest else None
        document["latest"] = day.latest.isoformat() if day.latest else None
        document["qualifier"] = day.qualifier
    return document


def _stated(stated: StatedValue) -> Document:
    return {
        "value": value_document(stated.value),
        "preferred": stated.preferred,
        "citations": [_citation(c) for c in stated.citations],
        **({"uncited": True} if stated.uncited else {}),
    }


def _citation(c: Citation) -> Document:
    return {
        "source": c.source,
        "locator": c.locator,
        "quote": c.quote,
        "wording": c.wording,
        "basis": c.basis,
        "polarity": c.polarity,
    }


def _relation(tie: tuple[str, str, str], marks: Shelfmarks) -> Document:
    other, kind, certainty = tie
    cases = sorted(c.public_id for c in marks.cases_of.get(other, []))
    return {
        "individual": other,
        "type": kind,
        "certainty": certainty,
        "name": display_name(marks.individuals[other]),
        "cases": cases,
    }


def _cited(facts: tuple[FactView, ...], marks: Shelfmarks) -> dict[str, Document]:
    ids = sorted({c.source for f in facts for v in f.values for c in v.citations})
    return {key: _source(marks.sources[key]) for key in ids if key in marks.sources}


def _source(source: SourceView) -> Document:
    return {
        "id": source.public_id, "title": source.title, "author": source.author, "publisher": source.publisher,
        "published": source.published, "url": source.url, "language": source.language, "type": source.type,
        "generalised": source.generalised,
    }  # fmt: skip
