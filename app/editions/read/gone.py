"""Whom a suppression list takes out of an edition: the one answer for pages, ties, lists, counts and searches.

A list names people, cases and return events. Gone are they, the cases of each, and everybody of whom no case is left: of somebody in a
return that is hidden nothing is shown until an edition is built that knows, although they may have been decided by themselves.
"""

from __future__ import annotations

from app.editions.bits import bitmap_of, ones
from app.editions.read.opening import Edition

NOBODY: frozenset[str] = frozenset()


def gone(edition: Edition) -> frozenset[str]:
    """The ids of people, cases and return events that the edition holds and shows no more."""
    return edition.once("gone", lambda: _gone(edition)) if edition.suppressed else NOBODY


def people_gone(edition: Edition) -> frozenset[str]:
    """The individuals of whom no case is shown any more."""
    return edition.once("people gone", lambda: _people(edition)) if edition.suppressed else NOBODY


def withdrawn_cases(edition: Edition) -> int:
    """The numbers of the cases withdrawn by themselves, by their individual or by their return event."""
    return edition.once("withdrawn cases", lambda: _withdrawn(edition)) if edition.suppressed else 0


def thinned_events(edition: Edition) -> frozenset[str]:
    """The return events in which a case is shown no more."""
    return edition.once("thinned events", lambda: _thinned(edition)) if edition.suppressed else NOBODY


def _thinned(edition: Edition) -> frozenset[str]:
    cases = edition.rows_of("event", "case_row", "n", ones(withdrawn_cases(edition)))
    return frozenset(event for (event,) in cases if event)


def _gone(edition: Edition) -> frozenset[str]:
    cases = edition.rows_of("id", "case_row", "n", ones(withdrawn_cases(edition)))
    events = edition.rows_of("id", "event_row", "id", edition.suppressed)
    return people_gone(edition).union(key for rows in (cases, events) for (key,) in rows)


def _people(edition: Edition) -> frozenset[str]:
    cases = set(ones(withdrawn_cases(edition)))
    people = {row[0] for row in edition.rows_of("individual", "case_row", "n", cases)}
    every = edition.rows_of("individual, n", "case_row", "individual", people)
    return frozenset(people) - {person for person, n in every if n not in cases}


def _withdrawn(edition: Edition) -> int:
    columns = ("id", "individual", "event")
    return bitmap_of(row[0] for by in columns for row in edition.rows_of("n", "case_row", by, edition.suppressed))
