"""A sheet on its way: kept in a draft as far as it is filled in, then made into changes and handed to review.

While it is being written, the draft holds the sheet alone. Its changes are made when it is handed in, from what it says then.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.editing.drafts.document import Draft, Seen
from app.editing.drafts.kept import Opened, open_draft, save
from app.editing.drafts.to_come import days_to_come
from app.editing.entry.interpret import as_far_as_read
from app.editing.entry.sheet import read_sheet
from app.editing.errors import BadDraft, Fault
from app.editing.people import Person
from app.editing.review.handing_in import submit
from app.editing.views import look_at
from app.storage.sealed import Ring

PARTS = ("source", "event", "level", "subjects")
"""What of a draft's `sheet` belongs to the sheet; the rest is what its editor was looking for."""
LETTERS = "abcdefghjkmnpqrstuvwxyz"
APART = 5
"""Letters of a row: with two, rows that two people added at once were the same in one of five hundred cases."""
_ROW = re.compile(r"p(\d{1,4})[a-z]{2,5}")


class Choosing(Protocol):
    """What naming a row needs of the module `secrets`."""

    def choice(self, seq: str, /) -> str: ...


def is_row(name: str) -> bool:
    return _ROW.fullmatch(name) is not None


def row_number(name: str) -> int:
    """The place of a row among the others; those that are not named as here come last."""
    found = _ROW.fullmatch(name)
    return int(found[1]) if found else 10_000


def next_row(rows: dict[str, Any], random: Choosing = secrets) -> str:
    """A name for one more row. Its letters keep apart what two people add at the same time."""
    last = max((row_number(name) for name in rows if is_row(name)), default=0)
    return f"p{last + 1}{''.join(random.choice(LETTERS) for _ in range(APART))}"


def rows_in_order(draft: Draft) -> list[str]:
    return sorted(draft.rows, key=lambda name: (row_number(name), name))


def is_blank(row: dict[str, Any]) -> bool:
    """Nothing was written in the row: it says nothing of anybody."""
    return not row.get("facts") and not row.get("individual") and row.get("kind", "named") == "named"


def content_of(draft: Draft) -> dict[str, Any]:
    """The sheet as `read_sheet` takes it, without rows in which nothing was written."""
    people = [{**draft.rows[name], "row": name} for name in rows_in_order(draft) if not is_blank(draft.rows[name])]
    return {**{part: draft.sheet[part] for part in PARTS if part in draft.sheet}, "people": people}


def named_in_sheet(draft: Draft) -> set[str]:
    """Public ids of the people, cases and the event that the sheet names."""
    found = {draft.sheet.get("event", {}).get("public_id", "")}
    found |= {row.get(part, "") for row in draft.rows.values() for part in ("individual", "case")}
    return found - {""}


def looked_at(session: Session, ring: Ring, person: Person, draft: Draft, *, anew: bool = False) -> Draft:
    """The draft with the revision of each that it names: as it was when first named, or, `anew`, as it is now."""
    named = named_in_sheet(draft)
    kept = {} if anew else {key: seen for key, seen in draft.base.items() if key in named}
    found = look_at(session, ring, named - kept.keys(), person.clearance)
    now = {key: Seen(clearance=person.clearance, token=view.revision) for key, view in found.items()}
    return draft.model_copy(update={"base": kept | now})


def save_sheet(
    session: Session, ring: Ring, person: Person, key: str, draft: Draft, if_match: str | None, at: datetime
) -> Opened:
    """As `save` of a draft. Changes that were made of the sheet before it was written on are dropped."""
    kept = save(session, ring, person, key, draft.model_copy(update={"changes": ()}), if_match, at)
    if not kept.draft.changes:
        return kept
    return save(session, ring, person, key, kept.draft.model_copy(update={"changes": ()}), kept.revision, at)


def words_missing(draft: Draft) -> tuple[Fault, ...]:
    """What has to be said of every draft before it is handed in."""
    return () if draft.why.strip() else (Fault("why", "Say why, in words."),)


def hand_in(session: Session, ring: Ring, person: Person, key: str, at: datetime) -> None:
    """Make the changes of the sheet and submit them. BadDraft lists every cell that is not right; then nothing is done."""
    opened = open_draft(session, ring, person, key)
    changes, faults = as_far_as_read(read_sheet(content_of(opened.draft)))
    if faults := (*faults, *days_to_come(changes, at.date()), *words_missing(opened.draft)):
        raise BadDraft(faults)
    whole = opened.draft.model_copy(update={"changes": changes})
    save(session, ring, person, key, whole, opened.revision, at)
    submit(session, ring, person, key, at)
