"""What a form can choose among: sources, return events and people that are there already, within a clearance.

What lies above is left out before anything is searched, counted or put in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.views import SubjectView, look_at, sources_within
from app.names.folding import fold
from app.sharing.days import day_in_words
from app.storage.sealed import Ring, context
from app.vault.bodies import open_body
from app.vault.models import ReturnEvent, Source
from app.vault.moment import moment
from app.vault.reading import load
from app.vault.scope import scope_about

SOURCE, EVENT = cast("Table", Source.__table__), cast("Table", ReturnEvent.__table__)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that is there, and how a list names it. `of`: the publisher's key of a source, the return event of a case."""

    public_id: str
    words: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who is there. `names`: all that are seen; `cases`: each with the label of its return event."""

    public_id: str
    names: tuple[str, ...]
    cases: tuple[Choice, ...]


def sources_seen(session: Session, ring: Ring, clearance: Level, words: str = "") -> list[Choice]:
    """Sources at or below the clearance in which all the words stand, by title."""
    rows = session.execute(select(SOURCE).where(moment(session).counts(SOURCE))).all()
    there = sources_within(session, [row.public_id for row in rows], clearance)
    found = [_source(ring, row) for row in rows if row.public_id in there]
    return _matching(found, words)


def events_seen(session: Session, ring: Ring, clearance: Level, words: str = "") -> list[Choice]:
    """Return events at or below the clearance in whose label all the words stand."""
    ids = list(session.scalars(select(EVENT.c.id)))
    rows = load(session, ring, scope=scope_about(session, ids))
    return _matching([Choice(e.public_id, e.label) for e in rows.events if e.level <= clearance], words)


def people_seen(session: Session, ring: Ring, clearance: Level, keys: Iterable[str]) -> dict[str, PersonChoice]:
    """Those of the people (public ids) who are there for the clearance."""
    views = look_at(session, ring, keys, clearance)
    wanted = {case for view in views.values() for case in view.parts.get("cases", [])}
    cases = look_at(session, ring, wanted, clearance)
    events = look_at(session, ring, {view.parts["event"] for view in cases.values()} - {""}, clearance)
    return {
        key: PersonChoice(
            key,
            tuple(dict.fromkeys(claim[1]["text"] for claim in view.parts.get("claims.name", []))),
            tuple(_case(case, cases, events) for case in view.parts["cases"] if case in cases),
        )
        for key, view in views.items()
        if "cases" in view.parts
    }


def _case(key: str, cases: dict[str, SubjectView], events: dict[str, SubjectView]) -> Choice:
    event = cases[key].parts["event"]
    return Choice(key, events[event].parts["label"] if event in events else "", event)


def _source(ring: Ring, row: Row[Any]) -> Choice:
    words = open_body(ring, context("source", row.id, "text", row.level), row.text) if row.text else {}
    said = (words.get("title", ""), words.get("author", ""), words.get("publisher", ""), _day(row.published))
    return Choice(row.public_id, ", ".join(part for part in said if part), row.publisher_key)


def _day(published: str | None) -> str:
    return day_in_words(published, "en") if published else ""


def _matching(found: list[Choice], words: str) -> list[Choice]:
    asked = [fold(word) for word in words.split()]
    kept = [one for one in found if all(word in fold(one.words) for word in asked)]
    return sorted(kept, key=lambda one: (fold(one.words), one.public_id))
