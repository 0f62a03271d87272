"""A sheet becomes the changes of a draft, as far as it can be read. Pure.

What the sheet says of all who were returned together holds for each person, and of each person only what departs from that is
said again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.codebook.fields import FIELDS, SubjectKind
from app.codebook.levels import Level, Standing
from app.codebook.vocabularies import UnknownTerm, term
from app.editing.drafts import changes as c
from app.editing.drafts.changes.kind import LONGEST_NAME
from app.editing.entry.sheet import Cell, Cells, Sheet, SheetPerson, SheetSource
from app.editing.entry.typed import as_printed, check_date, check_text, typed
from app.editing.errors import BadDraft, Fault

NO_RETURN = Fault("event", "Choose the return in which these people were returned, or say what a new one is called.")
"""Said once, of all whose case it is to be, and of what is told of the return as a whole."""
NO_SUCH_ID = "There is nothing of this id. Choose it from the list."


def changes_of(sheet: Sheet) -> tuple[c.Change, ...]:
    """All that the sheet enters; BadDraft lists every cell that cannot be read."""
    made, faults = as_far_as_read(sheet)
    if faults:
        raise BadDraft(faults)
    return made


def as_far_as_read(sheet: Sheet) -> tuple[tuple[c.Change, ...], tuple[Fault, ...]]:
    """What can be read of the sheet, and the faults of the rest: for whoever is still typing."""
    writing = _Writing(sheet)
    return tuple(writing.changes()), tuple(writing.faults)


class _Writing:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self.faults = sheet, list[Fault]()
        self._level, self._subjects = self._level_of(sheet.level, "level"), self._level_of(sheet.subjects, "subjects")
        self._source = self._id("source.public_id", sheet.source.public_id) or "@source"
        self._named = bool(sheet.event.public_id or sheet.event.label)
        self._event = self._id("event", sheet.event.public_id) or "@event"

    def changes(self) -> Iterator[c.Change]:
        if not self._sheet.source.public_id:
            yield from self._new_source(self._sheet.source)
        if self._sheet.event.label and not self._sheet.event.public_id:
            self._look("event", self._sheet.event.label, check_text)
            yield c.NewEvent(ref="event", label=self._sheet.event.label, level=self._subjects)
        if self._sheet.event.facts:
            self._need_return()
            yield from self._facts("event", self._event, self._sheet.event.facts, SubjectKind.RETURN_EVENT)
        for row in [person.row for person in self._sheet.people]:
            if [person.row for person in self._sheet.people].count(row) > 1:
                self.faults.append(Fault(row, "Two rows have this name."))
        for person in self._sheet.people:
            yield from self._person(person)

    def _new_source(self, source: SheetSource) -> Iterator[c.Change]:
        self._check("source.type", "source_type", source.type)
        self._check("source.reliability", "reliability", source.reliability)
        self._check("source.information_basis", "information_basis", source.information_basis)
        for name in ("title", "author", "publisher", "publisher_key", "url", "language", "published"):
            if text := getattr(source, name).strip():
                self._look(f"source.{name}", text, check_text)
            elif name in ("title", "publisher_key"):
                self.faults.append(Fault(f"source.{name}", "Nothing is written here."))
        if published := source.published.strip():
            self._look("source.published", published, check_date)
        if source.url.strip() and not source.url.strip().startswith(("https://", "http://")):
            self.faults.append(Fault("source.url", "An address begins with https:// or http://."))
        given = source.model_dump(exclude={"public_id"})
        yield c.NewSource(ref="source", level=self._subjects, **given)

    def _person(self, person: SheetPerson) -> Iterator[c.Change]:
        row = person.row
        individual = self._id(row, person.individual) or f"@{row}"
        case = self._id(row, person.case) or f"@{row}.case"
        if not person.individual:
            self._check(f"{row}.kind", "individual_kind", person.kind)
            yield c.NewIndividual(ref=row, individual_kind=person.kind, level=self._subjects)
        if not person.case:
            self._need_return()
            yield c.NewCase(ref=f"{row}.case", individual=individual, event=self._event, level=self._subjects)
        facts = {**self._sheet.event.for_all, **person.facts}  # only departures are typed
        own = {f: cells for f, cells in facts.items() if f in FIELDS and FIELDS[f].subject is SubjectKind.INDIVIDUAL}
        rest = {f: cells for f, cells in facts.items() if f not in own}
        yield from self._facts(row, individual, own, SubjectKind.INDIVIDUAL)
        yield from self._facts(row, case, rest, SubjectKind.CASE)

    def _id(self, where: str, given: str) -> str:
        """An id as it was given; where no change can name anything by it, none, and a fault: a page or a program sent it."""
        if len(given) <= LONGEST_NAME:
            return given
        self.faults.append(Fault(where, NO_SUCH_ID))
        return ""

    def _need_return(self) -> None:
        if not self._named and NO_RETURN not in self.faults:
            self.faults.append(NO_RETURN)

    def _facts(self, row: str, subject: str, facts: Cells, kind: SubjectKind) -> Iterator[c.Change]:
        for field, cells in facts.items():
            if not field:
                self.faults += (Fault(f"{row}..{n}", "Say which field this is.") for n in range(1, len(cells) + 1))
                continue
            if field not in FIELDS or FIELDS[field].subject is not kind:
                self.faults.append(Fault(f"{row}.{field}", "This field does not belong here."))
                continue
            if sum(bool(cell.preferred_because) for cell in cells) > 1:
                self.faults.append(Fault(f"{row}.{field}", "One value is preferred, or none."))
            for number, cell in enumerate(cells, 1):
                yield from self._claim(f"{row}.{field}.{number}", subject, field, cell)

    def _claim(self, ref: str, subject: str, field: str, cell: Cell) -> Iterator[c.Change]:
        self._check(ref, "information_basis", cell.basis)
        self._check(ref, "certainty", cell.certainty)
        for text in (cell.wording, cell.quote, cell.locator, cell.preferred_because):
            if text.strip():
                self._look(ref, text, check_text)
        try:
            value = typed(field, cell.value)
        except ValueError as problem:
            self.faults.append(Fault(ref, str(problem)))
            return
        yield c.NewClaim(
            ref=ref, subject=subject, field=field, value=value, source=self._source,
            wording=cell.wording or as_printed(field, cell.value), quote=cell.quote, locator=cell.locator, basis=cell.basis,
            credibility=cell.credibility, certainty=cell.certainty, polarity="denies" if cell.denies else "asserts",
            level=self._level_of(cell.level, ref) if cell.level else self._level,
            standing=Standing.PREFERRED if cell.preferred_because else Standing.ACTIVE,
            ruled_because=cell.preferred_because,
        )  # fmt: skip

    def _look(self, where: str, text: str, check: Callable[[str], None]) -> None:
        """Once at one place: what cannot be seen is no date either."""
        try:
            check(text)
        except ValueError as problem:
            self.faults += [Fault(where, str(problem))] * (where not in {fault.where for fault in self.faults})

    def _check(self, where: str, vocabulary: str, code: str | None) -> None:
        if code is None:
            return
        if not code:
            self.faults.append(Fault(where, "Choose one from the list."))
            return
        try:
            term(vocabulary, code)
        except UnknownTerm as problem:
            self.faults.append(Fault(where, str(problem)))

    def _level_of(self, code: str, where: str) -> Level:
        try:
            return Level.of(code)
        except ValueError as problem:
            self.faults.append(Fault(where, str(problem)))
            return Level.VETTED
