"""The addendum of an edition: what stands in the place of rows of its base, and which rows of the base it ends.

Made anew at each publication, against the base as it was built; its rows are those that a whole build would make, with numbers
that go on where those of the base stop. What was in the base stays in that file until the next whole build.

Whoever is decided anew and comes out as the base has them is in no row of it: that somebody was looked at again would tell a
reader of the file that something about them was recorded above what that reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from app.disclosure.views import CaseView, Content
from app.editions.build.as_before import as_before
from app.editions.build.counted_beside import counted
from app.editions.build.documents import Document, Shelfmarks, source_document
from app.editions.build.ended import Ended, Written
from app.editions.build.file import write_file
from app.editions.build.lines import list_rows
from app.editions.build.names import name_rows
from app.editions.build.narrowing import narrowed
from app.editions.build.rows import (
    Rows,
    as_bytes,
    case_rows,
    event_rows,
    in_own_order,
    meta_rows,
    supports_of,
)
from app.editions.identity import Said, stored_digests
from app.editions.read.opening import Edition
from app.names.index import Seal

META = "meta"
"""The part of the digests that an addendum holds whole."""


@dataclass(frozen=True, slots=True)
class Addendum:
    """Rows by table. `held`: what the base says; `gone`: what of it counts no more; `written`: whose rows there do not."""

    rows: Rows
    held: Said
    gone: frozenset[tuple[str, str]]
    written: Written


def addendum_rows(base: Edition, content: Content, anew: Written, seal: Seal, held: Said | None = None) -> Addendum:
    """What is told anew of the content and differs from the base. The content holds others only as far as it refers to them.

    `base`: opened without an addendum; `held`: what it says, where that is known already. `anew`: all who were decided anew; of
    them only those are written who differ. A source among them that nothing cites any more is ended, though the content may
    hold it.
    """
    held, ended = held or Said.of(stored_digests(base.connection)), Ended.of(base, anew)
    rows = _rows(base, content, anew, ended, seal)
    written = anew - as_before(base, held, rows, ended, anew)
    marks, ended = Shelfmarks.of(content), Ended.of(base, written)
    rows = narrowed(rows, written)
    rows |= counted(base, _cases(content, marks, written), marks, ended)
    gone = ended.digests()
    return Addendum(rows | ended.rows(written, gone), held, gone | frozenset(held.of_part(META)), written)


def _rows(base: Edition, content: Content, written: Written, ended: Ended, seal: Seal) -> Rows:
    """What is said in the place of the rows of the base that are ended, in an order that hangs on nothing else."""
    marks = Shelfmarks.of(content)
    cases = _cases(content, marks, written)
    events = sorted((e for e in content.events if e.public_id in written.events), key=lambda e: e.public_id)
    rows: Rows = {"meta": meta_rows(content), **case_rows(cases, marks, base.index.count)}
    rows["event_row"] = event_rows(events, marks, _last(base, "event_row", "n"))
    rows["source_row"] = list(_sources(base, content, written, ended, supports_of(cases, events, marks)))
    wanted = {case.public_id for case in cases} | {event.public_id for event in events}
    rows["list_line"], rows["list_term"] = list_rows(content, marks, wanted, _last(base, "list_line", "position"))
    people = sorted((i for i in content.individuals if i.public_id in written.individuals), key=lambda i: i.public_id)
    rows["name_form"], rows["name_key"] = name_rows(people, seal, _last(base, "name_form", "form_id"))
    return rows


def _cases(content: Content, marks: Shelfmarks, written: Written) -> list[CaseView]:
    return in_own_order((c for c in content.cases if c.individual in written.individuals), marks)


def write_addendum(addendum: Addendum, path: Path, key: bytes | None = None) -> str:
    """Write it to `path` (which must not exist), flushed; the identity of base and addendum as they are read together."""
    return addendum.held.identity(addendum.gone, write_file(addendum.rows, path, key, addendum=True))


def _sources(
    base: Edition, content: Content, written: Written, ended: Ended, supports: dict[str, list[Document]]
) -> Iterator[tuple[int, str, bytes]]:
    """What the base says of a source's cases and events stays, but for those that are written."""
    gone = {*ended.cases.values(), *written.events}
    held = dict(base.rows_of("id, document", "source_row", "id", written.sources))
    views = {source.public_id: source for source in content.sources}
    number = _last(base, "source_row", "n")
    for key in sorted(written.sources):
        before = orjson.loads(held[key]) if key in held else {"supports": []}
        told = [heading for heading in before["supports"] if heading["id"] not in gone] + supports.get(key, [])
        if told:
            told.sort(key=lambda heading: (heading["kind"] != "case", heading["id"]))
            document = source_document(views[key], told) if key in views else {**before, "supports": told}
            number += 1
            yield number, key, held[key] if document == before else as_bytes(document)


def _last(base: Edition, table: str, number: str) -> int:
    found: int = base.rows(f"SELECT coalesce(max({number}), 0) FROM {table}")[0][0]
    return found
