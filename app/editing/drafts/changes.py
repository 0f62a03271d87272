"""What a proposal can change, one class a kind: plain values that name people and sources by public id, or by `@ref` what
the same draft makes. Claims are named by their ref, never by a number.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import Value

Ref = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,120}$")]
"""The change's own name in its draft."""
Named = Annotated[str, Field(min_length=1, max_length=140)]
"""A public id, or `@` and the ref of a change in the same draft."""


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ref: Ref


class _Leveled(_Change):
    level: Level = Level.VETTED

    @field_validator("level", mode="before")
    @classmethod
    def _read(cls, given: object) -> object:
        return Level.of(given) if isinstance(given, str) else given


class NewSource(_Leveled):
    kind: Literal["new_source"] = "new_source"
    title: str
    publisher_key: str
    type: str
    key: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    note: str = ""
    language: str = ""
    published: str = ""
    reliability: str | None = None
    information_basis: str | None = None
    derives_from: tuple[str, ...] = ()
    public_id: str | None = None


class NewIndividual(_Leveled):
    kind: Literal["new_individual"] = "new_individual"
    individual_kind: str = "named"
    reason: str = ""
    public_id: str | None = None


class NewEvent(_Leveled):
    kind: Literal["new_event"] = "new_event"
    label: str
    reason: str = ""
    public_id: str | None = None


class NewCase(_Leveled):
    kind: Literal["new_case"] = "new_case"
    individual: Named
    event: Named
    reason: str = ""
    public_id: str | None = None


class NewCaseEvent(_Leveled):
    kind: Literal["new_case_event"] = "new_case_event"
    case: Named
    event_type: str


class NewRelation(_Leveled):
    """`type` is what b is to a."""

    kind: Literal["new_relation"] = "new_relation"
    a: Named
    b: Named
    type: str
    certainty: str
    source: Named
    locator: str = ""
    reason: str = ""


class NewClaim(_Leveled):
    """`standing` and `ruled_because`: ruled with the claim, such as preferred and why."""

    kind: Literal["new_claim"] = "new_claim"
    subject: Named
    field: str
    value: Value
    source: Named
    wording: str = ""
    quote: str = ""
    locator: str = ""
    basis: str | None = None
    credibility: int | None = Field(default=None, ge=1, le=6)
    certainty: str | None = None
    polarity: Literal["asserts", "denies"] = "asserts"
    level_reason: str | None = None
    standing: Standing = Standing.ACTIVE
    ruled_because: str = ""
    coding: str = ""


class RuleClaim(_Leveled):
    kind: Literal["rule_claim"] = "rule_claim"
    claim: Named
    standing: Standing
    level_reason: str | None = None
    reason: str


class RuleSubject(_Leveled):
    kind: Literal["rule_subject"] = "rule_subject"
    subject: Named
    level_reason: str | None = None
    reason: str


class RuleVerification(_Change):
    """A reviewer's lower bound to what the sources allow; it can never raise."""

    kind: Literal["rule_verification"] = "rule_verification"
    case: Named
    verification: str
    reason: str


class SetCaseState(_Change):
    kind: Literal["set_case_state"] = "set_case_state"
    case: Named
    state: str
    reason: str | None = None


class Decide(_Change):
    """A publication decision. Whoever approves has decided; the one who proposed it has not."""

    kind: Literal["decide"] = "decide"
    subject: Named
    form: Form
    purposes: tuple[Purpose, ...] = ()
    basis: str
    consent_status: str
    effect: str
    reason: str
    evidence_in_words: str = ""
    asked_by: str = ""
    threats: str = ""
    review_on: date | None = None
    expires_on: date | None = None
    embargo_until: date | None = None
    evidence: tuple[Named, ...] = ()


class CloseWithdrawal(_Change):
    """The end of every withdrawal of the subject that is open; a decision then counts again."""

    kind: Literal["close_withdrawal"] = "close_withdrawal"
    subject: Named
    reason: str


class MergeSubjects(_Change):
    """Of two individuals, with those of their cases that are in the same event."""

    kind: Literal["merge"] = "merge"
    kept: Named
    merged: Named
    reason: str


class EndMerge(_Change):
    kind: Literal["end_merge"] = "end_merge"
    merged: Named
    reason: str


class Revert(_Change):
    """`changeset`: its hash, as history shows it."""

    kind: Literal["revert"] = "revert"
    changeset: str
    reason: str


Change = Annotated[
    NewSource
    | NewIndividual
    | NewEvent
    | NewCase
    | NewCaseEvent
    | NewRelation
    | NewClaim
    | RuleClaim
    | RuleSubject
    | RuleVerification
    | SetCaseState
    | Decide
    | CloseWithdrawal
    | MergeSubjects
    | EndMerge
    | Revert,
    Field(discriminator="kind"),
]
CHANGE: TypeAdapter[Change] = TypeAdapter(Change)

NEW = (NewSource, NewIndividual, NewEvent, NewCase, NewCaseEvent, NewRelation, NewClaim)
"""Kinds that add and never touch what is there."""


def subjects_of(change: Change) -> tuple[str, ...]:
    """The subjects that a change names, `@` refs included. Not those of its sources or claims."""
    names = (
        getattr(change, name, None) for name in ("subject", "individual", "event", "case", "a", "b", "kept", "merged")
    )
    return tuple(name for name in names if name)


def sources_of(change: Change) -> tuple[str, ...]:
    """The sources that a change names, `@` refs included."""
    if isinstance(change, NewClaim | NewRelation):
        return (change.source,)
    return change.evidence if isinstance(change, Decide) else ()
