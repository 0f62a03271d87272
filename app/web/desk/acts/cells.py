"""What the small forms of acts are made of: cells, where an act is done, and how a filled-in cell is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from pydantic import ValidationError

from app.codebook.levels import Level
from app.codebook.vocabularies import offered
from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, Fault
from app.editing.record.page import Seen

Given = Mapping[str, str]
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a form. `kind`: text, area, date, select or checks; of checks each option is a field `name:code`, and those in
    `ticked` are so at first.

    `group`: what it is folded away under, for cells that are rarely needed.
    """

    name: str
    label: str
    kind: str = "text"
    options: Options = ()
    hint: str = ""
    required: bool = False
    value: str = ""
    group: str = ""
    ticked: tuple[str, ...] = ()


def at_first(cells: Collection[Cell]) -> dict[str, str]:
    """What a form holds before anybody has written in it."""
    given = {cell.name: cell.value for cell in cells}
    return given | {f"{cell.name}:{code}": "yes" for cell in cells for code in cell.ticked}


def ticked(form: Given, name: str) -> set[str]:
    """The options of checks that are ticked."""
    return {field.removeprefix(f"{name}:") for field in form if field.startswith(f"{name}:")}


def in_groups(cells: Iterable[Cell], values: Given) -> list[tuple[str, list[Cell], bool]]:
    """Cells that stand together, with the name of their group, and whether it is open: whatever was written in it is seen."""
    found = [(name, list(some)) for name, some in groupby(cells, key=lambda cell: cell.group)]
    return [(name, some, any(values.get(c.name, c.value) != c.value for c in some)) for name, some in found]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an act is done: on which subject, as it is seen, on which day. `asked`: the parameters of its address."""

    key: str
    kind: str
    seen: Seen
    today: date
    asked: Given
    merged: Mapping[str, str] = field(default_factory=dict)
    """Whoever was merged into the subject, as far as that is seen: what they are called, by id."""


@dataclass(frozen=True, slots=True)
class ActForm:
    """`on`: the kinds of subject it is for. `asks`: parameters of its address, such as which claim."""

    title: str
    on: frozenset[str]
    cells: Callable[[Setting], tuple[Cell, ...]]
    change: Callable[[Setting, Given], tuple[c.Change, ...]]
    asks: tuple[str, ...] = ()
    note: Callable[[Setting], str] = lambda _: ""
    concerns: Callable[[Setting], tuple[str, ...]] = lambda _: ()
    """Whom it changes besides the subject of the page: their revisions are sent back, too."""


def terms(code: str, leave_open: bool = False) -> Options:
    """The terms of a vocabulary, with nothing first where it may stay open."""
    first = (("", "not given"),) if leave_open else ()
    return first + offered(code)


def among(code: str, known: Iterable[str]) -> Options:
    """The terms of a vocabulary that the rules know: not those for what is not recorded."""
    kept = {str(each) for each in known}
    return tuple(each for each in terms(code) if each[0] in kept)


LEVELS: Options = tuple((level.code, level.code) for level in reversed(Level))
WHY = Cell("why", "Why, in words", "area", required=True)


def level_cell(now: str) -> Cell:
    return Cell(
        "level", "Level", "select", LEVELS, "Below its subject's or source's level it stays where those are.", value=now
    )


def given(form: Given, name: str) -> str:
    return form.get(name, "").strip()


def needed(form: Given, name: str, sentence: str) -> str:
    value = given(form, name)
    if not value:
        raise BadDraft([Fault(name, sentence)])
    return value


def number(form: Given, name: str) -> int | None:
    text = given(form, name)
    return int(text) if text.isdecimal() else None


def level_of(form: Given) -> Level:
    try:
        return Level.of(given(form, "level") or Level.VETTED.code)
    except ValueError as problem:
        raise BadDraft([Fault("level", str(problem))]) from None


def day_of(form: Given, name: str) -> date | None:
    text = given(form, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadDraft([Fault(name, "A day is written 2027-01-31.")]) from None


def made_of(make: Callable[[], tuple[c.Change, ...]]) -> tuple[c.Change, ...]:
    """What is made of a form; BadDraft says what in it fits nowhere."""
    try:
        return make()
    except ValidationError as problem:
        faults = (Fault(".".join(str(step) for step in each["loc"]), each["msg"]) for each in problem.errors())
        raise BadDraft(faults) from None
    except ValueError as problem:
        raise BadDraft([Fault("form", str(problem))]) from None
