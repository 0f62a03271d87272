"""The shapes of whole answers of the API: pages of cases, events, sources, facets, the edition, lists, problems."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.reading.api.models import CaseDocument, CaseHeading, Facts, Name, Shape, SourceDocument
from app.web.reading.api.short_models import CasePart, CaseSummary


class EditionInfo(Shape):
    """Which edition answers. `number` and `date` are null for a file that was copied without its manifest."""

    level: str
    number: int | None
    date: str | None
    content: str = Field(description="SHA-256 over the edition's rows: its identity.")


class EditionAnswer(EditionInfo):
    """The edition and what it holds; individuals, cases and return events are counted apart."""

    individuals: int
    cases: int
    return_events: int
    sources: int


class CasesAnswer(Shape):
    """A page of cases. `next` is the address of the following page, or null. With `include=claims` the items are whole."""

    edition: EditionInfo
    individuals: int
    cases: int
    next: str | None
    items: list[CaseSummary | CaseDocument | CasePart]


class Count(Shape):
    """How many people; an end that nobody gave is null."""

    low: int | None
    high: int | None


class EventHeading(Shape):
    """A return event: people named, described without a name, and only counted at this level; and the numbers
    claimed.
    """

    id: str
    label: str
    section: str
    named: int
    described: int
    counted: int
    count: Count
    facts: Facts


class EventDocument(EventHeading):
    """A return event with its people and sources."""

    cases: list[CaseHeading]
    sources: dict[str, SourceDocument]


class EventsAnswer(Shape):
    edition: EditionInfo
    items: list[EventHeading]


class SupportedCase(Shape):
    kind: Literal["case"]
    id: str
    name: Name | None


class SupportedEvent(Shape):
    kind: Literal["return_event"]
    id: str
    label: str


class SourceAnswer(SourceDocument):
    """A source and everything here that cites it."""

    supports: list[SupportedCase | SupportedEvent]


class SourceHeading(SourceDocument):
    """A source in a list. `supported`: how many cases and return events here cite it."""

    supported: int


class SourcesAnswer(Shape):
    """A page of sources."""

    edition: EditionInfo
    sources: int
    next: str | None
    items: list[SourceHeading]


class CountsHow(Shape):
    """Of the cases counted: how many stand under several codes of the field, and how many under none, and why."""

    several: int
    unknown: int
    not_assessed: int
    withheld: int


class CountsCell(Shape):
    """One combination of codes, in the order of `by`; each individual, case and return event once."""

    codes: list[str]
    individuals: int
    cases: int
    events: int


class CountsAnswer(Shape):
    """A table. The totals count each once; `spans` cases stand in more than one cell, so the cells add up to more.

    `not_assessed` and `withheld` stand beside the codes of a field: nobody has coded it, or the form of display hides it.
    """

    edition: EditionInfo
    by: list[str]
    individuals: int
    cases: int
    events: int = Field(description="Return events that have at least one of the cases.")
    spans: int
    counting: dict[str, CountsHow]
    cells: list[CountsCell]


class FacetsAnswer(Shape):
    """Cases by code, by field. A case with two codes counts in both."""

    edition: EditionInfo
    individuals: int
    cases: int
    facets: dict[str, dict[str, int]]


class CodebookTerm(Shape):
    code: str
    en: str
    ko: str
    definition: str
    definition_ko: str


class CodebookVocabulary(Shape):
    code: str
    en: str
    ko: str
    definition: str
    definition_ko: str
    terms: list[CodebookTerm]


class CodebookField(Shape):
    code: str
    subject: str
    kind: str
    en: str
    ko: str
    definition: str
    definition_ko: str
    vocabulary: str | None
    filter: bool
    facet: bool
    several: bool


class CodebookAnswer(Shape):
    fields: list[CodebookField]
    vocabularies: list[CodebookVocabulary]


class Problem(Shape):
    """RFC 9457. `parameter` names what is wrong in the address, `nearest` the closest right word."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str | None = None
    nearest: str | None = None
