"""People as the comparison of names is given them: every visible name, with birth year, sex, place and return as evidence.

Only what a clearance allows comes in here, before anything is compared: what was left out cannot rank, count or warn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.codebook.dates import PartialDate
from app.codebook.levels import SPOKEN_FOR, Level
from app.codebook.values import DateValue, NameValue, PlaceValue, TermValue, Value
from app.disclosure.clear import claim_within
from app.vault.rows import CaseRow, ClaimRow, VaultRows


@dataclass(frozen=True, slots=True)
class Known:
    """One person. `born`: a year if all that is said agrees on one."""

    public_id: str
    names: tuple[str, ...]
    born: int | None
    sex: str | None
    place: str | None
    events: frozenset[str]
    returned: tuple[PartialDate, ...]


def known_people(rows: VaultRows, clearance: Level) -> list[Known]:
    """Everybody whom the clearance sees by a name, in the order of entry."""
    sources = {source.public_id: source.level for source in rows.sources}
    said: dict[str, list[ClaimRow]] = {}
    for claim in rows.claims:
        if claim_within(clearance, claim.level, sources[claim.source]) and claim.standing in SPOKEN_FOR:
            said.setdefault(claim.subject, []).append(claim)
    events = {event.public_id for event in rows.events if event.level <= clearance}
    theirs: dict[str, list[CaseRow]] = {}
    for case in rows.cases:
        if case.level <= clearance:
            theirs.setdefault(case.individual, []).append(case)
    found = []
    for person in rows.individuals:
        if person.level <= clearance:
            cases = theirs.get(person.public_id, [])
            claims = [*said.get(person.public_id, []), *(x for c in cases for x in said.get(c.public_id, []))]
            known = _known(person.public_id, claims, frozenset(c.event for c in cases) & events)
            found += [known] if known.names else []
    return found


def _known(key: str, claims: list[ClaimRow], events: frozenset[str]) -> Known:
    return known_of(key, [(c.field, c.value) for c in claims if c.polarity != "denies"], events)


def known_of(key: str, values: Iterable[tuple[str, Value]], events: frozenset[str]) -> Known:
    """A person by what is said of them: fields and values, and the return events (public ids)."""
    said = list(values)
    years = {y for f, v in said if f == "birth" and isinstance(v, DateValue) for y in v.date.years()}
    return Known(
        key,
        tuple(dict.fromkeys(v.text for _, v in said if isinstance(v, NameValue))),
        years.pop() if len(years) == 1 else None,
        _only(v.term for f, v in said if f == "sex" and isinstance(v, TermValue)),
        _only(v.text for f, v in said if f == "origin_place" and isinstance(v, PlaceValue)),
        events,
        tuple(v.date for f, v in said if f == "return_date" and isinstance(v, DateValue)),
    )


def _only(found: Iterable[str]) -> str | None:
    values = set(found)
    return values.pop() if len(values) == 1 else None
