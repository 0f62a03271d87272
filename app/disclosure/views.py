"""What disclosure gives out: frozen views, ready to be written into an edition. Nothing in a view is above its level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.codebook.levels import DENIES, Form, Level, Purpose
from app.codebook.values import Value


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value was read: source (public id), place in it, short quote, how the source knows."""

    source: str
    locator: str
    quote: str
    wording: str
    basis: str
    polarity: str

    @property
    def denies(self) -> bool:
        """Whether the source says that the value is not so."""
        return self.polarity == DENIES


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One value and everybody who says it, or denies it. `preferred`: by the editors, as somebody says it. `uncited`: somebody says so
    who is not cited, beside those who deny it.
    """

    value: Value
    citations: tuple[Citation, ...]
    preferred: bool
    uncited: bool = False

    @property
    def is_said(self) -> bool:
        """Whether somebody says so: not where all who are cited deny it. Where nobody is cited, what is only denied is not told."""
        return self.uncited or not self.citations or not all(citation.denies for citation in self.citations)

    @property
    def is_denied(self) -> bool:
        """Whether somebody who is cited denies it, whoever says it."""
        return any(citation.denies for citation in self.citations)


@dataclass(frozen=True, slots=True)
class FactView:
    """A field with all its values side by side. `settled` is the one value, or None while sources differ or several hold."""

    field: str
    values: tuple[StatedValue, ...]
    settled: Value | None
    differs: bool

    @property
    def said(self) -> tuple[Value, ...]:
        """The values that somebody says. Whatever prints, counts or finds a value without who says it, takes these alone."""
        return tuple(stated.value for stated in self.values if stated.is_said)


@dataclass(frozen=True, slots=True)
class AgeView:
    """The age at return as whole years over all that is said; `minor` and `older`: yes, by_some, no, or not_assessed."""

    low: int | None
    high: int | None
    basis: str
    minor: str
    older: str
    contradicts_birth: bool


@dataclass(frozen=True, slots=True)
class IndividualView:
    """A person as this level may see them. `withheld`: fields that the form of display hides, whether or not anything is held."""

    public_id: str
    form: Form
    kind: str
    purposes: frozenset[Purpose]
    facts: tuple[FactView, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A person in one return. `section`: the part of a list the case belongs to; `verification`: the computed ceiling."""

    public_id: str
    individual: str
    event: str | None
    facts: tuple[FactView, ...]
    age: AgeView
    section: str
    verification: str
    disputed: bool
    sources: int
    review_due: bool


@dataclass(frozen=True, slots=True)
class RelationView:
    one: str
    other: str
    type: str
    certainty: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """The answer of `project` for one individual: absent, only counted, or shown."""

    individual: IndividualView | None
    cases: tuple[CaseView, ...] = ()
    relations: tuple[RelationView, ...] = ()
    counted_in: tuple[str, ...] = ()
    generalised: bool = False


@dataclass(frozen=True, slots=True)
class EventView:
    """A return event. `named`, `described` and `counted` are the people this level sees by name, by descriptor, or as a number."""

    public_id: str
    label: str
    purposes: frozenset[Purpose]
    section: str
    facts: tuple[FactView, ...]
    named: int
    described: int
    counted: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as this level may see it; `generalised` when its text was cut to publisher and date."""

    public_id: str
    title: str
    author: str
    publisher: str
    published: str
    url: str
    language: str
    type: str
    generalised: bool


@dataclass(frozen=True, slots=True)
class Content:
    """Everything an edition of a level holds, in a fixed order."""

    level: Level
    on: date
    individuals: tuple[IndividualView, ...] = ()
    cases: tuple[CaseView, ...] = ()
    events: tuple[EventView, ...] = ()
    relations: tuple[RelationView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    """Old ids of cases that lead on to one that is here."""
