"""Builders of synthetic dossiers: a complete person in a few words."""

from __future__ import annotations

from datetime import date, timedelta

from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import AgeValue, DateValue, NameValue, TermValue, TextValue, Value
from app.disclosure.dossier import CaseRecord, DecisionRecord, Dossier, EventDossier, SourceRecord, Statement

ON = date(2026, 11, 24)
EVENT = "e000000000000001"
ALL_PURPOSES = frozenset(Purpose)


def says(field: str, value: Value, source: str = "s1", level: Level = Level.PUBLIC, **more) -> Statement:
    return Statement(field, value, source, level=level, source_level=Level.PUBLIC, **more)


def name(text: str, **more) -> NameValue:
    return NameValue(text=text, script="Latn" if text.isascii() else "Hang", **more)


def decision(form: Form, purposes: frozenset[Purpose] = ALL_PURPOSES, **more) -> DecisionRecord:
    return DecisionRecord(form, purposes, ON - timedelta(days=30), **more)


def person(key: str, form: Form, text: str = "Synthetic Person", **more) -> Dossier:
    """Somebody with a name from two sources, a sex, a fate told, an age, a date and states, decided in `form`."""
    case = CaseRecord(
        "c" + key,
        more.pop("event", EVENT),
        "published",
        Level.PUBLIC,
        (
            says("age_at_return", AgeValue(text="34", low=34, high=34, basis="international")),
            says("return_date", DateValue(text="2013-05-28")),
            says("returning_state", TermValue(term="LA")),
            says("receiving_state", TermValue(term="KP")),
            says("case_category", TermValue(term="forced_return")),
            says("fate", TextValue(text="said to be held")),
            *more.pop("case_claims", ()),
        ),
    )
    claims = (
        says("name", name(text)),
        says("name", name(text + " Again"), "s2"),
        says("sex", TermValue(term="female")),
        says("occupation", TextValue(text="weaver"), "s2", Level.RESEARCHER),
        says("nationality", TextValue(text="stateless"), "s2", Level.VETTED),
        *more.pop("claims", ()),
    )
    evidence = more.pop("evidence", ("s1",))
    purposes = more.pop("purposes", ALL_PURPOSES)
    return Dossier(
        "p" + key,
        "named",
        Level.PUBLIC,
        claims,
        (case,),
        decisions=(decision(form, purposes, evidence=evidence),),
        **more,
    )


def sources(*keys: str) -> tuple[SourceRecord, ...]:
    return tuple(
        SourceRecord(
            key, f"Title {key}", f"Publisher {key}", key, "2013", "", f"https://example.org/{key}", "en", "media_report",
            level=Level.PUBLIC,
        )
        for key in keys
    )  # fmt: skip


def event(key: str = EVENT, **more) -> EventDossier:
    return EventDossier(key, "A synthetic return", Level.PUBLIC, decisions=(decision(Form.FULL),), **more)
