"""Kinds of change that add to the record and never touch what is there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.codebook.levels import Standing
from app.codebook.values import Value
from app.editing.drafts.changes.kind import Leveled, Named


class NewSource(Leveled):
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


class NewIndividual(Leveled):
    kind: Literal["new_individual"] = "new_individual"
    individual_kind: str = "named"
    reason: str = ""
    public_id: str | None = None


class NewEvent(Leveled):
    kind: Literal["new_event"] = "new_event"
    label: str
    reason: str = ""
    public_id: str | None = None


class NewCase(Leveled):
    kind: Literal["new_case"] = "new_case"
    individual: Named
    event: Named
    reason: str = ""
    public_id: str | None = None


class NewCaseEvent(Leveled):
    kind: Literal["new_case_event"] = "new_case_event"
    case: Named
    event_type: str


class NewRelation(Leveled):
    """`type` is what b is to a."""

    kind: Literal["new_relation"] = "new_relation"
    a: Named
    b: Named
    type: str
    certainty: str
    source: Named
    locator: str = ""
    reason: str = ""


class NewClaim(Leveled):
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
