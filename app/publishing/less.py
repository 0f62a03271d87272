"""Whether readers are told of less than a base says, which lies on their host's disk until everything is built anew."""

from __future__ import annotations

import orjson

from app.codebook.levels import Form
from app.disclosure.forms import STRICTNESS
from app.editions.build.addendum import Addendum
from app.editions.build.documents import Document
from app.editions.summaries import values_said
from app.publishing.beside import Base


def told_less(base: Base, addendum: Addendum) -> bool:
    """Whether a case, a return event or a source of the base went, is told in a stricter form, or with fewer values in a field.

    A value in the place of another is no less: a slip of the pen that was put right does not ask for everything anew.
    """
    written = addendum.written
    before = (*base.of(written.individuals), *base.events(written.events))
    now = {row[1]: orjson.loads(row[-1]) for table in ("case_row", "event_row") for row in addendum.rows[table]}
    left = {row[1] for row in addendum.rows["source_row"]}
    gone = (document for document in base.sources(written.sources) if document["id"] not in left)
    return any(_less(document, now.get(document["id"])) for document in before) or any(gone)


def _less(before: Document, now: Document | None) -> bool:
    if now is None:
        return True
    if "form" in before and STRICTNESS.index(Form(now["form"])) < STRICTNESS.index(Form(before["form"])):
        return True
    return any(
        new < old
        for field in before["facts"]
        for new, old in zip(_values(now, field), _values(before, field), strict=True)
    )


def _values(document: Document, field: str) -> tuple[int, int]:
    """How many values the field has, and how many of them somebody says."""
    fact = document["facts"].get(field)
    return (len(fact["values"]), len(values_said(fact))) if fact else (0, 0)
