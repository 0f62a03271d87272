"""The shapes of the API's documents, for OpenAPI and for the tests that hold every answer against them.

Nothing is served through these models: a body is the bytes that were published. A shape forbids what it does not
name.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.codebook.fields import FIELDS
from app.codebook.values import AgeValue, CountValue, DateValue, NameValue, PlaceValue, TermValue, TextValue


class Shape(BaseModel):
    """Base: nothing beside what is declared."""

    model_config = ConfigDict(extra="forbid")


class DateDocument(DateValue):
    """A partial date (EDTF) with the earliest and the latest day it allows; null is an open end."""

    earliest: str | None
    latest: str | None
    qualifier: Literal["", "uncertain", "approximate", "uncertain_and_approximate"]


ValueDocument = Annotated[
    NameValue | DateDocument | AgeValue | PlaceValue | TermValue | CountValue | TextValue, Field(discriminator="kind")
]


class Citation(Shape):
    """Where a value was read: the source's id, the place in it, a short quote."""

    source: str
    locator: str
    quote: str
    wording: str
    basis: str
    polarity: str


class StatedValue(Shape):
    """One value, and everybody who says it, or denies it. `uncited`: somebody says so who is not cited, beside those who deny it."""

    value: ValueDocument
    preferred: bool
    citations: list[Citation]
    uncited: Literal[True] | None = None


class FactDocument(Shape):
    """A field with all its values. `differs`: sources contradict each other, and all of them are here."""

    status: Literal["settled", "several", "differs"]
    settled: ValueDocument | None
    values: list[StatedValue]


_declared: dict[str, Any] = {
    code: (FactDocument | None, Field(default=None, title=f.label.en, description=f.definition))
    for code, f in FIELDS.items()
}
Facts: type[Shape] = create_model("Facts", __base__=Shape, __doc__="Facts by field of the codebook.", **_declared)


class Name(Shape):
    """The forms that stand first, by script."""

    latin: str | None
    hangul: str | None
    other: str | None


class Age(Shape):
    """Age at return in whole years over all that is said. `minor`, `older`: yes, by_some, no or not_assessed."""

    low: int | None
    high: int | None
    basis: str
    minor: str
    older: str
    contradicts_birth: bool


class SourceDocument(Shape):
    """A source. `generalised`: its text is cut to publisher and date here."""

    id: str
    title: str
    author: str
    publisher: str
    published: str
    url: str
    language: str
    type: str
    generalised: bool


class EventLink(Shape):
    id: str
    label: str


class Relation(Shape):
    """Another person of the same edition."""

    individual: str
    type: str
    certainty: str
    name: Name | None
    cases: list[str]


class NameMatch(Shape):
    """Why a name matched. `band`: same, likely, near or part; `why`: a code with parameters; never a bare score."""

    form: str
    band: str
    why: str
    params: dict[str, str]
    evidence: list[str]


class CaseDocument(Shape):
    """One individual in one return."""

    id: str
    individual: str
    kind: str
    form: str
    section: str
    verification: str
    disputed: bool
    review_due: bool
    name: Name | None
    age_at_return: Age
    facts: Facts
    withheld: list[str] = Field(description="Fields that are withheld here, whether or not anything is held.")
    event: EventLink | None
    other_cases: list[str]
    relations: list[Relation]
    purposes: list[str]
    sources: dict[str, SourceDocument]
    source_count: int
    match: NameMatch | None = Field(default=None, description="Why the person was found, where a name was asked for.")


class CaseHeading(Shape):
    """A case in one line."""

    id: str
    individual: str
    name: Name | None
    form: str
    section: str
    verification: str
    disputed: bool
    age_at_return: Age
    known_as: list[str]
    sex: list[str]
    age_band: list[str]
    return_date: list[str]
    seizure_date: list[str]
    seizure_place: list[str]
    returning_state: list[str]
    receiving_state: list[str]
    feared_state: list[str]
    outcome: list[str]
    source_count: int
