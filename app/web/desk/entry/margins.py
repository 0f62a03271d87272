"""What is said beside a sheet that is being written: faults, advice on what was typed, what reviewers asked, and namesakes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.editing.drafts.changes import NewClaim
from app.editing.drafts.document import Draft
from app.editing.drafts.to_come import days_to_come
from app.editing.entry.advice import advice_on
from app.editing.entry.interpret import as_far_as_read
from app.editing.entry.sheet import read_sheet
from app.editing.entry.sheet_draft import content_of, rows_in_order, words_missing
from app.editing.entry.typed import typed
from app.editing.errors import BadDraft, Fault
from app.editing.review.reviews import reviews
from app.matching.kept import KeptPeople
from app.web.desk.entry.form import ALL
from app.web.desk.entry.namesakes import Namesake, namesakes
from app.web.desk.entry.shown import Margins
from app.web.desk.house import Act


@dataclass(frozen=True, slots=True)
class Read:
    """A draft's sheet as far as it can be read: claims by row, and the faults of the rest."""

    claims: dict[str, tuple[NewClaim, ...]]
    faults: tuple[Fault, ...]


def read_as_far(draft: Draft, today: date) -> Read:
    try:
        changes, faults = as_far_as_read(read_sheet(content_of(draft)))
    except BadDraft as problem:
        return Read({}, problem.faults)
    claims = [change for change in changes if isinstance(change, NewClaim)]
    rows = {row: tuple(c for c in claims if c.ref.startswith(f"{row}.")) for row in rows_in_order(draft)}
    return Read(rows, (*faults, *days_to_come(changes, today), *words_missing(draft)))


def margins(act: Act, key: str, draft: Draft, faults: tuple[Fault, ...]) -> Margins:
    """`faults`: those that are to be shown."""
    today = act.at.date()
    said = [*_advice(draft, read_as_far(draft, today), today), *_for_all(draft, today)]
    remarks = reviews(act.session, act.ring, act.person, key) if key else []
    comments = [(ref, words) for each in remarks if each.verdict != "approved" for ref, words in each.comments.items()]
    at_fault = {(fault.where, fault.sentence) for fault in faults}
    return Margins(faults, tuple(advice for advice in said if advice not in at_fault), tuple(comments))


def alike(act: Act, kept: KeptPeople, draft: Draft) -> dict[str, list[Namesake]]:
    """For each row of somebody new, who of the record may be that person."""
    read, event = read_as_far(draft, act.at.date()), draft.sheet.get("event", {}).get("public_id", "")
    new = [row for row in rows_in_order(draft) if not draft.rows[row].get("individual")]
    return {row: namesakes(act, kept, read.claims.get(row, ()), event) for row in new}


def _advice(draft: Draft, read: Read, today: date) -> Iterator[tuple[str, str]]:
    """On each person's own cells. The dates that were typed for all count in it, and have their words where they stand."""
    for row, claims in read.claims.items():
        own = draft.rows[row].get("facts", {})
        for each in advice_on(claims, today):
            if each.where.split(".")[1] in own:
                yield each.where, each.sentence


def _for_all(draft: Draft, today: date) -> Iterator[tuple[str, str]]:
    for field, cells in draft.sheet.get("event", {}).get("for_all", {}).items():
        claims = [claim for number, cell in enumerate(cells, 1) if (claim := _claim(field, number, cell))]
        yield from ((each.where, each.sentence) for each in advice_on(claims, today))


def _claim(field: str, number: int, cell: dict[str, Any]) -> NewClaim | None:
    try:
        value = typed(field, cell.get("value", ""))
    except ValueError:
        return None
    return NewClaim(ref=f"{ALL}.{field}.{number}", subject="@all", field=field, value=value, source="@source")
