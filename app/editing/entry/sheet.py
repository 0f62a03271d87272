"""One source, then everybody and everything it tells, in one sheet. Pure.

The source is given once, with its reliability and how it knows; what it says of all who were returned together is typed once;
of each person only what departs from that. Several values stand side by side, one of them preferred with a reason, or none.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.editing.errors import BadDraft, Fault


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cell(_Part):
    """One value as typed. `basis`, `credibility`, `certainty` only where they depart from the source's."""

    value: str
    wording: str = ""
    quote: str = ""
    locator: str = ""
    basis: str | None = None
    credibility: int | None = Field(default=None, ge=1, le=6)
    certainty: str | None = None
    denies: bool = False
    level: str = ""
    preferred_because: str = ""


Cells = dict[str, tuple[Cell, ...]]
"""Cells by field; several are values side by side."""


class SheetSource(_Part):
    """`public_id` of a source that is there already, or else the words of a new one."""

    public_id: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    publisher_key: str = ""
    url: str = ""
    language: str = ""
    published: str = ""
    type: str = ""
    reliability: str | None = None
    information_basis: str | None = None
    derives_from: tuple[str, ...] = ()


class SheetEvent(_Part):
    """`public_id` of an event that is there, or the label of a new one. `for_all`: what holds for everybody returned in it."""

    public_id: str = ""
    label: str = ""
    facts: Cells = {}
    for_all: Cells = {}


class SheetPerson(_Part):
    """`row`: the name of this row. `individual`, `case`: public ids where they are there already."""

    row: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")
    individual: str = ""
    case: str = ""
    kind: str = "named"
    facts: Cells = {}


class Sheet(_Part):
    """`level`: of all claims that do not depart; new claims are `vetted` unless somebody says otherwise. `subjects`: of new people."""

    source: SheetSource
    event: SheetEvent = SheetEvent()
    people: tuple[SheetPerson, ...] = ()
    level: str = "vetted"
    subjects: str = "vetted"


def read_sheet(content: object) -> Sheet:
    """A sheet from plain JSON; BadDraft lists where it is none."""
    try:
        return Sheet.model_validate(content)
    except ValidationError as problem:
        raise BadDraft(
            Fault(".".join(map(str, each["loc"])) or "sheet", each["msg"]) for each in problem.errors()
        ) from None
