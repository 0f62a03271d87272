"""A checked batch as what will be recorded: subjects, sources, claims with levels, relations, decisions. Plain values, by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.codebook.fields import SubjectKind
from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import Value


@dataclass(frozen=True, slots=True)
class PreparedClaim:
    """Source `source` says of the subject that the field has the value, at `level`."""

    subject: tuple[SubjectKind, str]
    field: str
    value: Value
    source: str
    wording: str
    locator: str
    polarity: str
    level: Level
    level_reason: str
    standing: Standing
    ruled_because: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PreparedSource:
    key: str
    public_id: str
    title: str
    author: str
    publisher: str
    publisher_key: str
    published: str
    url: str
    language: str
    type: str
    derives_from: tuple[str, ...]
    accessed_on: str


@dataclass(frozen=True, slots=True)
class PreparedSubject:
    """An individual, a return event or a case, by its key; a case also names the other two."""

    kind: SubjectKind
    key: str
    public_id: str
    detail: str
    reason: str
    individual: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class PreparedRelation:
    """`other` is the `type` (parent, sibling, ...) of `one`."""

    one: str
    other: str
    type: str
    certainty: str
    source: str
    locator: str
    reason: str
    level: Level


@dataclass(frozen=True, slots=True)
class PreparedDecision:
    subject: tuple[SubjectKind, str]
    form: Form
    purposes: tuple[Purpose, ...]
    basis: str
    consent_status: str
    evidence: tuple[str, ...]
    effect: str
    reason: str
    decided_by: str
    second_by: str
    decided_on: date
    review_on: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class PreparedBatch:
    subjects: tuple[PreparedSubject, ...]
    sources: tuple[PreparedSource, ...]
    claims: tuple[PreparedClaim, ...]
    relations: tuple[PreparedRelation, ...]
    decisions: tuple[PreparedDecision, ...]
