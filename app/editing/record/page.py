"""A person, case or event as a page of the desk tells it: the parts that its viewer sees, with what belongs to them.

Everything starts from `views` and from disclosure's `clear`; nothing here looks at a level by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from app.codebook.fields import FIELDS
from app.codebook.levels import Level
from app.disclosure.age import age_view
from app.disclosure.assemble import Record
from app.disclosure.clear import clear, clear_sources, known_within
from app.disclosure.dossier import CaseRecord, DecisionRecord, Dossier, SourceRecord
from app.disclosure.settle import facts_of
from app.disclosure.verification import NEEDS, STEPS, capped, ceiling, missing, strictest
from app.editing.errors import NotThere
from app.editing.history.moments import rows_at
from app.editing.people import Person
from app.editing.record.parts import ClaimLine, claim_line
from app.editing.review.two_decide import may_be_child, two_needed, who_may_be_child
from app.editing.revisions import token
from app.editing.views import Views, cited_in, rows_about
from app.publishing.load import record_of
from app.storage.sealed import Ring
from app.vault.rows import DecisionRow, VaultRows

PERSON, CASE, EVENT = "individual", "case", "return_event"


@dataclass(frozen=True, slots=True)
class Checked:
    """How sure a case is: what its sources allow, what a reviewer allows at most, what comes of both, and what is missing."""

    ceiling: str
    cap: str
    holds: str
    next_step: str
    missing: tuple[str, ...]


class Seen:
    """Rows about some subjects, as one clearance sees them. `keys`: those it was loaded for that are there.

    `rows`: those about them at another moment than now.
    """

    def __init__(
        self, session: Session, ring: Ring, keys: list[str], clearance: Level, rows: VaultRows | None = None
    ) -> None:
        self._rows, self._clearance = rows_about(session, ring, keys) if rows is None else rows, clearance
        self._views, self._parts = Views(self._rows, clearance), dict[str, dict[str, Any] | None]()
        self.keys = [key for key in keys if self.parts(key) is not None]

    def parts(self, key: str) -> dict[str, Any] | None:
        """The parts of a subject, or None where it is not there for this clearance."""
        if key not in self._parts:
            self._parts[key] = self._views.parts(key)
        return self._parts[key]

    @cached_property
    def sources(self) -> dict[str, SourceRecord]:
        return clear_sources(self._record.sources, self._clearance)

    def cited(self, key: str) -> dict[str, SourceRecord]:
        """The sources of what is seen of a subject. Others may be loaded with it: of somebody hidden who was once read as part of it."""
        told = cited_in(self.parts(key) or {})
        return {source: record for source, record in self.sources.items() if source in told}

    def cited_around(self, key: str) -> set[str]:
        """The same with those of the cases of a person, or of the person of a case: what somebody has at hand who writes about it."""
        parts = self.parts(key) or {}
        return {
            source
            for each in (key, *parts.get("cases", ()), parts.get("individual", ""))
            for source in self.cited(each)
        }

    @cached_property
    def _record(self) -> Record:
        return record_of(self._rows)

    @cached_property
    def cleared(self) -> VaultRows:
        """The rows of what is seen, and no others: for rules that ask what is said of somebody.

        Without the reasons of levels and states: they may be of a time when it lay higher.
        """
        none = frozenset[str]()
        rows = self._rows
        kinds = (rows.individuals, rows.cases, rows.events, rows.case_events, rows.relations)
        seen = {one.public_id for kind in kinds for one in kind if self.parts(one.public_id) is not None}
        refs = {line.ref for key in seen for _, lines in self.claims(key) for line in lines}
        return replace(
            rows,
            individuals=tuple(replace(one, level_reasons=none) for one in rows.individuals if one.public_id in seen),
            events=tuple(replace(one, level_reasons=none) for one in rows.events if one.public_id in seen),
            cases=tuple(
                replace(one, level_reasons=none, state_reasons=none) for one in rows.cases if one.public_id in seen
            ),
            case_events=tuple(replace(one, level_reasons=none) for one in rows.case_events if one.public_id in seen),
            relations=tuple(replace(one, level_reasons=none) for one in rows.relations if one.public_id in seen),
            sources=tuple(replace(one, level_reasons=none) for one in rows.sources),
            claims=tuple(replace(one, level_reasons=none) for one in rows.claims if one.ref in refs),
            decisions=tuple(d for d in rows.decisions if d.subject in seen and known_within(self._clearance, d.level)),
            withdrawals=tuple(
                w for w in rows.withdrawals if w.subject in seen and known_within(self._clearance, w.level)
            ),
        )

    def decided(self, key: str) -> DecisionRow | None:
        """The decision in force about a subject, as far as it is seen."""
        made = [each for each in self.cleared.decisions if each.subject == key]
        return made[-1] if made else None

    def decisions(self, key: str) -> tuple[DecisionRecord, ...]:
        """The decisions about a subject that are seen, as disclosure has them, in the order of the part of its view."""
        made = {each.public_id: each.decisions for each in self._record.dossiers}
        made |= {each.public_id: each.decisions for each in self._record.events}
        return tuple(each for each in made.get(key, ()) if known_within(self._clearance, each.level))

    def kind(self, key: str) -> str:
        parts = self.parts(key) or {}
        return PERSON if "individual_kind" in parts else CASE if "state" in parts else EVENT if "label" in parts else ""

    def claims(self, key: str) -> list[tuple[str, list[ClaimLine]]]:
        """The claims that are seen by field, in the order of the codebook."""
        parts = self.parts(key) or {}
        found = {name.removeprefix("claims."): part for name, part in parts.items() if name.startswith("claims.")}
        order = {code: place for place, code in enumerate(FIELDS)}
        return [
            (code, [claim_line(code, each) for each in found[code]])
            for code in sorted(found, key=lambda code: order.get(code, len(order)))
        ]

    def name(self, key: str) -> str:
        """What a subject or source is called; its id where it has no words that are seen."""
        if key in self.sources:
            source = self.sources[key]
            return source.title or source.publisher or key
        parts = self.parts(key)
        if parts is None:
            return key
        if "label" in parts:
            return str(parts["label"]) or key
        if "individual" in parts:
            told = " · ".join(self.name(end) for end in (parts["individual"], parts["event"]) if end)
            return told or key
        return self._name_of(parts) or key

    def _name_of(self, parts: dict[str, Any]) -> str:
        named = [
            line for line in (claim_line("name", each) for each in parts.get("claims.name", ())) if not line.denies
        ]
        known = [claim_line("known_as", each) for each in parts.get("claims.known_as", ())]
        first = sorted((line for line in named if line.standing in ("preferred", "active")), key=_preferred)
        return next((line.words for line in (*first, *known)), "")

    def checked(self, case: str) -> Checked | None:
        """How sure a case is by what is seen of it."""
        for dossier, own in self._dossiers():
            if own.public_id == case:
                said = dossier.statements + own.statements
                found = ceiling(said, self.sources)
                wanted = tuple(NEEDS[code] for code in missing(said, self.sources))
                following = STEPS[min(STEPS.index(found) + 1, len(STEPS) - 1)] if wanted else ""
                limit = strictest(each.verification for each in own.limits)
                return Checked(found, limit, capped(found, [limit]), following, wanted)
        return None

    def child_then(self, case: str) -> str:
        """`yes`, `by_some`, `no` or `not_assessed`: a child at the return, by what is seen."""
        for dossier, own in self._dossiers():
            if own.public_id == case:
                return age_view(facts_of(dossier.statements), facts_of(own.statements)).minor
        return "not_assessed"

    def child_now(self, person: str, on: date) -> bool:
        """Whether anything that is seen allows the person to be a child on the day."""
        return may_be_child(self.cleared, person, on)

    def children_now(self, people: list[str], on: date) -> set[str]:
        """Those of the people."""
        return who_may_be_child(self.cleared, people, on)

    def two_needed(self, people: list[str], on: date) -> bool:
        """Whether a decision about them needs two people, by what is seen. What is not seen may ask for it, too."""
        return two_needed(self.cleared, people, on)

    def person_of(self, key: str) -> str:
        parts = self.parts(key) or {}
        return str(parts.get("individual", key))

    def revision(self, key: str) -> str:
        parts = self.parts(key)
        if parts is None:
            raise NotThere
        return token(parts)

    def _dossiers(self) -> Iterator[tuple[Dossier, CaseRecord]]:
        for dossier in self._record.dossiers:
            cleared = clear(dossier, self._clearance)
            if cleared is not None:
                yield from ((cleared, case) for case in cleared.cases)


def seen_of(session: Session, ring: Ring, key: str, clearance: Level) -> Seen:
    """What is seen of one subject; NotThere where there is nothing for this clearance."""
    found = Seen(session, ring, [key], clearance)
    if not found.keys or not found.kind(key):
        raise NotThere
    return found


def seen_at(session: Session, ring: Ring, person: Person, key: str, changeset: str) -> Seen:
    """What is seen now of the subject as it was right after the changeset with this hash; NotThere where there was nothing."""
    then = Seen(session, ring, [key], person.clearance, rows_at(session, ring, person, key, changeset))
    if not then.keys:
        raise NotThere
    return then


def _preferred(line: ClaimLine) -> bool:
    return line.standing != "preferred"
