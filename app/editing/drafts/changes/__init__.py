"""What a proposal can change, one class a kind: plain values that name people and sources by public id, or by `@ref` what
the same draft makes. Claims are named by their ref, never by a number. Import from here.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from app.editing.drafts.changes.adding import (
    NewCase,
    NewCaseEvent,
    NewClaim,
    NewEvent,
    NewIndividual,
    NewRelation,
    NewSource,
)
from app.editing.drafts.changes.ruling import (
    CloseWithdrawal,
    Decide,
    EndMerge,
    MergeSubjects,
    Revert,
    RuleClaim,
    RuleSource,
    RuleSubject,
    RuleVerification,
    SetCaseState,
)

__all__ = [
    "CHANGE",
    "NEW",
    "TAKES_BACK",
    "Change",
    "CloseWithdrawal",
    "Decide",
    "EndMerge",
    "MergeSubjects",
    "NewCase",
    "NewCaseEvent",
    "NewClaim",
    "NewEvent",
    "NewIndividual",
    "NewRelation",
    "NewSource",
    "Revert",
    "RuleClaim",
    "RuleSource",
    "RuleSubject",
    "RuleVerification",
    "SetCaseState",
    "sources_of",
    "subjects_of",
]

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
    | RuleSource
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
TAKES_BACK = (Revert, EndMerge)
"""Kinds that stand alone in a draft: what they come to hangs on all that counts, and in one changeset none would know of the others."""


def subjects_of(change: Change) -> tuple[str, ...]:
    """The subjects that a change names, `@` refs included. Not those of its sources or claims."""
    names = (
        getattr(change, name, None) for name in ("subject", "individual", "event", "case", "a", "b", "kept", "merged")
    )
    return tuple(name for name in names if name)


def sources_of(change: Change) -> tuple[str, ...]:
    """The sources that a change names, `@` refs included."""
    if isinstance(change, NewClaim | NewRelation | RuleSource):
        return (change.source,)
    return change.evidence if isinstance(change, Decide) else ()
