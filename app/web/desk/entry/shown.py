"""The sheet as its page shows it: every cell with its label, its choices, and what is said beside it. Draws nothing itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.vocabularies import offered
from app.editing.drafts.document import Draft
from app.editing.entry.sheet_draft import rows_in_order
from app.editing.entry.typed import script_of
from app.editing.errors import Fault
from app.web.desk.entry.form import ALL, EVENT, OF_SOURCE, SOURCE

STANDARD = {
    ALL: ("return_date", "returning_state", "receiving_state", "case_category", "mode"),
    EVENT: ("count",),
    "": ("name", "sex", "birth", "age_at_return", "origin_place"),
}
"""What is asked for without being called up; the entry without a name is that of people."""
SUBJECTS = {ALL: (SubjectKind.INDIVIDUAL, SubjectKind.CASE), EVENT: (SubjectKind.RETURN_EVENT,)}
NAMES = {"Hang": "Name in Hangul", "Latn": "Name in Latin letters"}
HINTS = {
    "date": "2013-05, 2013~, 1998/2000",
    "age": "39, 40-49, 39;korean",
    "count": "60, 60-80, 60- (at least)",
    "place": "Tumen, or Tumen|CN-22",
}
BLANK_LINES, MORE_LINES = 1, 4
DETAILS = (
    "wording", "quote", "locator", "basis", "credibility", "certainty", "level", "denies", "preferred_because",
)  # fmt: skip
OF_SHEET = {"event": ("e:label", "The return"), "why": ("why", "Why it is entered")}
"""Inputs of the sheet itself that can have a fault, by the fault's ref: their id, and what they are called."""
CALLED = {
    "public_id": "one that is here already", "publisher_key": "key of the publisher", "url": "address", "type": "kind of source",
    "reliability": "how reliable it is", "information_basis": "how it knows", "derives_from": "it takes what it says from",
}  # fmt: skip
"""What the sheet calls the cells of a source where that is not their own name."""
ON_PAGE = (*SOURCE, *OF_SOURCE, "derives_from")
"""The cells of a source in the order of the page."""
NOTHING = dict.fromkeys(("value", *DETAILS), "")
NO_PERSON = {"kind": "named", "individual": "", "case": ""}
Beside = Mapping[str, list[str]]
"""Sentences by the ref of what they stand beside."""


@dataclass(frozen=True, slots=True)
class CellShown:
    """`name`: what the names of its inputs begin with. `options`: codes and labels where it is chosen from a list."""

    name: str
    ref: str
    label: str
    hint: str
    cell: Mapping[str, Any]
    options: tuple[tuple[str, str], ...]
    advice: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def has_details(self) -> bool:
        return any(self.cell.get(name) for name in DETAILS)


@dataclass(frozen=True, slots=True)
class GroupShown:
    """The cells of one row, of `all` or of the event. `lines`: numbers of empty lines for any other fact."""

    row: str
    cells: tuple[CellShown, ...]
    lines: tuple[int, ...]
    fields: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonShown:
    group: GroupShown
    number: int
    heading: str
    parts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """`faults_by`: all of them, by ref. `places`: inputs that have a fault, by id, with what they are called. `faults`, `comments`:
    those that belong to no cell.
    """

    everybody: GroupShown
    event: GroupShown
    people: tuple[PersonShown, ...]
    faults_by: Beside
    places: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands beside the cells, by ref."""

    faults: tuple[Fault, ...] = ()
    advice: tuple[tuple[str, str], ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


def sheet_shown(draft: Draft, margins: Margins, more: str = "") -> SheetShown:
    """The draft's sheet. `more`: the row that asked for more empty lines."""
    faults, advice, comments = (
        _beside(pairs) for pairs in (((f.where, f.sentence) for f in margins.faults), margins.advice, margins.comments)
    )
    event = draft.sheet.get("event", {})
    showing = _Showing(faults, advice, comments, more)
    people = []
    for number, row in enumerate(rows_in_order(draft), 1):
        parts = draft.rows[row]
        facts = parts.get("facts", {})
        showing.spread(row, event.get("for_all", {}), facts)
        names = [cell["value"] for cell in facts.get("name", []) if cell["value"].strip()]
        people.append(PersonShown(showing.group(row, facts), number, ", ".join(names), {**NO_PERSON, **parts}))
    everybody = showing.group(ALL, event.get("for_all", {}))
    of_event = showing.group(EVENT, event.get("facts", {}))
    places = (*_places_of_sheet(faults), *_places(everybody, "All"), *_places(of_event, "The return"))
    for each in people:
        places += tuple(_places(each.group, f"{each.number}{f' · {each.heading}' if each.heading else ''}"))
    places += (OF_SHEET["why"],) if "why" in faults else ()  # it stands last on the page
    return SheetShown(
        everybody, of_event, tuple(people), faults, places, tuple(showing.left()), tuple(showing.unplaced())
    )


def _places_of_sheet(faults: Beside) -> Iterator[tuple[str, str]]:
    """Those above everybody's cells, from top to bottom."""
    of_source = [where.removeprefix("source.") for where in faults if where.startswith("source.")]
    for name in sorted(of_source, key=lambda name: ON_PAGE.index(name) if name in ON_PAGE else len(ON_PAGE)):
        yield f"s:{name}", f"The source: {CALLED.get(name, name)}"
    if "event" in faults:
        yield OF_SHEET["event"]


def _places(group: GroupShown, whose: str) -> Iterator[tuple[str, str]]:
    if group.faults and group.row not in OF_SHEET:
        yield group.row, whose
    yield from ((f"{one.name}:value", f"{whose}: {one.label}") for one in group.cells if one.faults)


class _Showing:
    """Builds groups and remembers which sentences found a place."""

    def __init__(self, faults: Beside, advice: Beside, comments: Beside, more: str) -> None:
        self._faults, self._advice, self._comments = dict(faults), dict(advice), dict(comments)
        self._more, self._used = more, set[str]()

    def spread(self, row: str, for_all: Mapping[str, Any], own: Mapping[str, Any]) -> None:
        """What is said of somebody's cell that was typed for all stands beside that one cell, once."""
        for field, cells in for_all.items():
            if field in own:
                continue
            for end in (f".{field}", *(f".{field}.{number}" for number in range(1, len(cells) + 1))):
                for kept in (self._faults, self._comments):
                    said = kept.pop(row + end, [])
                    there = kept.setdefault(ALL + end, []) if said else []
                    there += [sentence for sentence in said if sentence not in there]

    def group(self, row: str, facts: Mapping[str, list[dict[str, Any]]]) -> GroupShown:
        standard = STANDARD.get(row, STANDARD[""])
        fields = [*standard, *(field for field in facts if field not in standard)]
        cells = tuple(cell for field in fields for cell in self._cells(row, field, facts.get(field, [])))
        blank = MORE_LINES if row == self._more else BLANK_LINES
        subjects = SUBJECTS.get(row, SUBJECTS[ALL])
        addable = tuple((code, f.label.en) for code, f in FIELDS.items() if f.subject in subjects)
        refs = (row, f"{row}.case")
        faults = self._take(self._faults, *refs)
        return GroupShown(row, cells, tuple(range(1, blank + 1)), addable, faults, self._take(self._comments, *refs))

    def left(self) -> list[str]:
        """Faults beside nothing on the page, with what they are about; those of the source have their own places."""
        rest = ((where, each) for where, said in self._faults.items() for each in said if where not in self._used)
        return [f"{where}: {each}" for where, each in rest if not where.startswith("source.") and where not in OF_SHEET]

    def unplaced(self) -> list[str]:
        """What a reviewer said of the whole, the source, the return, or of what is no longer on the sheet."""
        return [each for where, said in self._comments.items() for each in said if where not in self._used]

    def _cells(self, row: str, field: str, cells: list[dict[str, Any]]) -> list[CellShown]:
        shown = [self._cell(row, field, number, cell) for number, cell in enumerate(cells, 1)]
        if field in STANDARD.get(row, STANDARD[""]):
            blanks = _blank_names(cells) if field == "name" else ([] if cells else [""])
            shown += [
                self._cell(row, field, number, {"value": ""}, label)
                for number, label in enumerate(blanks, len(cells) + 1)
            ]
        return shown

    def _cell(self, row: str, field: str, number: int, cell: Mapping[str, Any], label: str = "") -> CellShown:
        declared = FIELDS.get(field)
        ref = f"{row}.{field}.{number}"
        group = f"{row}.{field}" if number == 1 else ref
        value = str(cell.get("value", ""))
        return CellShown(
            f"c:{row}:{field}:{number}", ref, label or _label(field, value), HINTS.get(declared.kind if declared else "", ""),
            {**NOTHING, **cell}, _options(declared.vocabulary if declared else None, value), self._take(self._advice, ref),
            self._take(self._faults, group, ref), self._take(self._comments, ref),
        )  # fmt: skip

    def _take(self, kept: Mapping[str, list[str]], *refs: str) -> tuple[str, ...]:
        self._used |= set(refs)
        return tuple(sentence for ref in dict.fromkeys(refs) for sentence in kept.get(ref, []))


def _beside(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for where, sentence in pairs:
        found[where].append(sentence)
    return dict(found)


def _label(field: str, value: str) -> str:
    if field == "name":
        return NAMES.get(script_of(value), "Another name")
    return FIELDS[field].label.en if field in FIELDS else "Which field is this?"


def _blank_names(cells: list[dict[str, Any]]) -> list[str]:
    there = {script_of(cell["value"]) for cell in cells}
    return [label for script, label in NAMES.items() if script not in there]


def _options(code: str | None, value: str) -> tuple[tuple[str, str], ...]:
    if code is None:
        return ()
    terms = offered(code)
    return terms if not value or value in dict(terms) else (*terms, (value, value))
