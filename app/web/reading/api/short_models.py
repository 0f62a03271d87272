"""The shapes of cases without claims, and of cases cut to the fields that were asked for."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, create_model

from app.codebook.fields import FIELDS
from app.editions.cube import CASE_FIELDS
from app.web.reading.api.models import Age, EventLink, FactDocument, Name, NameMatch, Shape


class SummaryFact(Shape):
    """A field's values as codes or text. `settled` is null while sources differ or several values hold."""

    status: Literal["settled", "several", "differs"]
    settled: str | None
    values: list[str]


def _by_field(name: str, shape: type[Shape], doc: str) -> type[Shape]:
    declared: dict[str, Any] = {
        code: (shape | None, Field(default=None, title=FIELDS[code].label.en, description=FIELDS[code].definition))
        for code in CASE_FIELDS
    }
    return create_model(name, __base__=Shape, __doc__=doc, **declared)


SummaryValues = _by_field("SummaryValues", SummaryFact, "Values by field of the codebook.")
PartFacts = _by_field("PartFacts", FactDocument, "The facts that were asked for.")


class CaseSummary(Shape):
    """One individual in one return, with settled values and without who says them."""

    id: str
    individual: str
    event: EventLink | None
    kind: str
    form: str
    section: str
    verification: str
    disputed: bool
    review_due: bool
    name: Name | None
    age_at_return: Age
    withheld: list[str]
    source_count: int
    values: SummaryValues  # type: ignore[valid-type]  # made from the codebook
    match: NameMatch | None = Field(default=None, description="Why the person was found, where a name was asked for.")


class CasePart(Shape):
    """A case cut to the parts that `fields` names."""

    id: str
    individual: str | None = None
    event: EventLink | None = None
    kind: str | None = None
    form: str | None = None
    section: str | None = None
    verification: str | None = None
    disputed: bool | None = None
    review_due: bool | None = None
    name: Name | None = None
    age_at_return: Age | None = None
    withheld: list[str] | None = None
    source_count: int | None = None
    values: SummaryValues | None = None  # type: ignore[valid-type]  # made from the codebook
    facts: PartFacts | None = None  # type: ignore[valid-type]  # made from the codebook
    match: NameMatch | None = None
