"""Kinds of change about what is there: rulings, decisions, the end of a withdrawal, merges and their end, and taking a change back."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from app.codebook.levels import Form, Level, Purpose, Standing
from app.editing.drafts.changes.kind import Kind, Leveled, Named


class RuleClaim(Leveled):
    kind: Literal["rule_claim"] = "rule_claim"
    claim: Named
    standing: Standing
    level_reason: str | None = None
    reason: str


class RuleSubject(Leveled):
    kind: Literal["rule_subject"] = "rule_subject"
    subject: Named
    level_reason: str | None = None
    reason: str


class RuleSource(Leveled):
    """`was`: the level that its author saw. Where it is another by then, the ruling is refused."""

    kind: Literal["rule_source"] = "rule_source"
    source: Named
    was: Level
    level_reason: str | None = None
    reason: str

    @field_validator("was", mode="before")
    @classmethod
    def _read_was(cls, given: object) -> object:
        return Level.of(given) if isinstance(given, str) else given


class RuleVerification(Kind):
    """A reviewer's lower bound to what the sources allow; it can never raise."""

    kind: Literal["rule_verification"] = "rule_verification"
    case: Named
    verification: str
    reason: str


class SetCaseState(Kind):
    kind: Literal["set_case_state"] = "set_case_state"
    case: Named
    state: str
    reason: str | None = None


class Decide(Kind):
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


class CloseWithdrawal(Kind):
    """The end of every withdrawal of the subject that is open; a decision then counts again."""

    kind: Literal["close_withdrawal"] = "close_withdrawal"
    subject: Named
    reason: str


class MergeSubjects(Kind):
    """Of two individuals, with those of their cases that are in the same event."""

    kind: Literal["merge"] = "merge"
    kept: Named
    merged: Named
    reason: str


class EndMerge(Kind):
    """`merged` is a person of their own again; until then they are read as part of `kept`.

    An empty `kept` is of a draft from before both were named: that can be read, and neither handed in nor approved. It is left
    out of what is written down, so that the hashes of such drafts stay.
    """

    kind: Literal["end_merge"] = "end_merge"
    kept: Named = Field(default="", exclude_if=lambda kept: not kept)
    merged: Named
    reason: str


class Revert(Kind):
    """`changeset`: its hash, as history shows it."""

    kind: Literal["revert"] = "revert"
    changeset: str
    reason: str
