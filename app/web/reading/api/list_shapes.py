"""The shapes of a list in the API: a line for each case, and one for the people of a return who have none."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from app.codebook.fields import FIELDS
from app.web.reading.api.answers import EditionInfo
from app.web.reading.api.models import CaseHeading, Shape


class CaseLine(CaseHeading):
    """One case on a list. `aid`: an approved reading aid; `submission`: may stand in a submission to the United Nations;
    `province`: where the person is from, by ISO 3166-2; `family`: the same id for all lines whose people are tied to each other, which shares keep together.
    """

    event: str | None
    event_label: str
    origin_place: list[str]
    province: list[str]
    family: str | None
    aid: str | None = None
    submission: bool = False


class Others(Shape):
    """People of a return without a line of their own. `after`: how many lines of the same return there are."""

    low: int
    high: int | None
    after: int


class _OthersLine(Shape):
    """The people of a return whose names are not known, with what is said of the return or of all of them."""

    id: str
    name: None
    section: str
    event: str
    event_label: str
    others: Others
    submission: bool = False
    source_count: int


_of_the_return: dict[str, Any] = {
    code: (list[str] | None, Field(default=None, title=f.label.en, description=f.definition))
    for code, f in FIELDS.items()
}
OthersLine: type[_OthersLine] = create_model("OthersLine", __base__=_OthersLine, **_of_the_return)


class ListTally(Shape):
    """Individuals with a line of their own, and among them children and older people; and others."""

    people: int
    cases: int
    children: int
    children_by_some: int
    older: int
    older_by_some: int
    others_low: int
    others_high: int | None


class ListAnswer(Shape):
    edition: EditionInfo
    filters: list[str]
    tally: ListTally
    lines: list[CaseLine | OthersLine]


class ListFilter(Shape):
    """A parameter of `/api/v1/lists` by which the list was chosen."""

    name: str
    value: str


class FrozenEdition(Shape):
    number: int | None
    date: str | None
    content: str


class FrozenAnswer(Shape):
    """A frozen list: what it was, which of its lines may not be read as printed (`struck`), and which say something else (`changed`)."""

    number: int
    sha256: str
    address: str
    frozen_on: str
    edition: FrozenEdition
    asked: list[ListFilter]
    lines: int
    current: bool
    struck: list[int]
    changed: list[int]
