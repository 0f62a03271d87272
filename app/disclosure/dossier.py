"""What disclosure is given: everything the vault holds about one individual or one event, as plain frozen values.

Whoever loads a dossier loads all of it, whatever the level; only this room drops anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.codebook.levels import DENIES, Form, Level, Purpose, Standing
from app.codebook.values import Value


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim: source `source` (public id) says that the field has the value. Both levels are the claim's and its source's own.

    `not_at`, here and below: levels above these at which something keeps it back all the same (`app.vault.keeping_back`).
    """

    field: str
    value: Value
    source: str
    wording: str = ""
    locator: str = ""
    quote: str = ""
    basis: str = ""
    polarity: str = "asserts"
    level: Level = Level.VETTED
    source_level: Level = Level.VETTED
    standing: Standing = Standing.ACTIVE
    not_at: frozenset[Level] = frozenset()

    @property
    def denies(self) -> bool:
        """Whether the source says that the value is not so."""
        return self.polarity == DENIES


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A dated publication decision. `evidence`: public ids of sources; for `as_published` exactly the one line's source.

    `level`: where it comes from somebody merged into the subject, that person's level. `at_most`: of the subject themselves nobody
    has decided; it narrows what was decided of their returns, and shows nobody by itself. `lines`: where a stricter form is
    read as one with a decision for one line, the source of that line alone (none: it was not clear which). `read_from`: the rows of all
    decisions that it is, for asking who wrote it; no view says them.
    """

    form: Form
    purposes: frozenset[Purpose]
    decided_on: date
    basis: str = ""
    consent_status: str = ""
    evidence: tuple[str, ...] = ()
    review_on: date | None = None
    expires_on: date | None = None
    embargo_until: date | None = None
    level: Level = Level.PUBLIC
    at_most: bool = False
    lines: frozenset[str] | None = None
    read_from: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class WithdrawalRecord:
    """A withdrawal: open until it is closed. While open, the subject is in no edition, or `masked`: a descriptor at most."""

    opened_on: date
    closed_on: date | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a reviewer allows. `level`: see `DecisionRecord`."""

    verification: str
    level: Level = Level.PUBLIC


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One individual in one return event. `state`: vocabulary case_state. `limits`: the most that reviewers allow its verification.

    `event_decisions`, `event_withdrawals`: those of the return itself.
    """

    public_id: str
    event: str
    state: str
    level: Level
    statements: tuple[Statement, ...] = ()
    event_decisions: tuple[DecisionRecord, ...] = ()
    limits: tuple[Limit, ...] = ()
    event_withdrawals: tuple[WithdrawalRecord, ...] = ()
    not_at: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """A tie to another individual (public id): `type` is what the other is to this one."""

    other: str
    type: str
    certainty: str
    source: str
    level: Level
    not_at: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is held about one individual. `decisions` in the order in which they were made."""

    public_id: str
    kind: str
    level: Level
    statements: tuple[Statement, ...] = ()
    cases: tuple[CaseRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    withdrawals: tuple[WithdrawalRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDossier:
    """All that is held about one return event itself."""

    public_id: str
    label: str
    level: Level
    statements: tuple[Statement, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    withdrawals: tuple[WithdrawalRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """A case that is read as part of another one now. `level`: the lowest at which both were shown when they were merged."""

    old: str
    new: str
    level: Level
    not_at: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source. `publisher_key` and `derives_from` (opaque tokens) say which sources are not independent of each other."""

    public_id: str
    title: str
    publisher: str
    publisher_key: str
    published: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    type: str = ""
    derives_from: frozenset[str] = field(default_factory=frozenset)
    level: Level = Level.VETTED
