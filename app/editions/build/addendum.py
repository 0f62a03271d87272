"""The addendum of an edition: what stands in the place of rows of its base, and which rows of the base it ends.

Made anew at each publication, against the base as it was built; its rows are those that a whole build would make, with numbers
that go on where those of the base stop. What was in the base stays in that file until the next whole build.

Whoever is decided anew and comes out as the base has them is in no row of it: that somebody was looked at again would tell a
reader of the file that something about them was recorded above what that reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from app.disclosure.views import CaseView, Content, EventView
from app.editions.build.as_before import as_before
from app.editions.build.as_cited import as_cited
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
    held, told = held or Said.of(stored_digests(base.connection)), _Told.of(content, anew)
    anew = replace(anew, sources=anew.sources - as_cited(base, told.marks.sources, told.supports, anew))
    ended = Ended.of(base, anew)
    rows = _rows(base, told, anew, ended, seal)
    written = anew - as_before(base, held, rows, ended, anew)
    ended, rows = Ended.of(base, written), narrowed(rows, written)
    cases = [case for case in told.cases if case.individual in written.individuals]
    rows |= counted(base, cases, told.marks, ended)
    gone = ended.digests()
    return Addendum(rows | ended.rows(written, gone), held, gone | frozenset(held.of_part(META)), written)


@dataclass(frozen=True, slots=True)
class _Told:
    """`content`: what `addendum_rows` is given; of it the cases and events of all who were decided anew, in order, and by source
    those that cite it.
    """

    content: Content
    marks: Shelfmarks
    cases: list[CaseView]
    events: list[EventView]
    supports: dict[str, list[Document]]

    @classmethod
    def of(cls, content: Content, anew: Written) -> _Told:
        marks = Shelfmarks.of(content)
        cases = in_own_order((c for c in content.cases if c.individual in anew.individuals), marks)
        events = sorted((e for e in content.events if e.public_id in anew.events), key=lambda e: e.public_id)
        return cls(content, marks, cases, events, supports_of(cases, events, marks))


def _rows(base: Edition, told: _Told, written: Written, ended: Ended, seal: Seal) -> Rows:
    """What is said in the place of the rows of the base that are ended, in an order that hangs on nothing else."""
    content, marks = told.content, told.marks
    rows: Rows = {"meta": meta_rows(content), **case_rows(told.cases, marks, base.index.count)}
    rows["event_row"] = event_rows(told.events, marks, _last(base, "event_row", "n"))
    rows["source_row"] = list(_sources(base, told, written, ended))
    wanted = {case.public_id for case in told.cases} | {event.public_id for event in told.events}
    rows["list_line"], rows["list_term"] = list_rows(content, marks, wanted, _last(base, "list_line", "position"))
    people = sorted((i for i in content.individuals if i.public_id in written.individuals), key=lambda i: i.public_id)
    rows["name_form"], rows["name_key"] = name_rows(people, seal, _last(base, "name_form", "form_id"))
    return rows


def write_addendum(addendum: Addendum, path: Path, key: bytes | None = None) -> str:
    """Write it to `path` (which must not exist), flushed; the identity of base and addendum as they are read together."""
    return addendum.held.identity(addendum.gone, write_file(addendum.rows, path, key, addendum=True))


def _sources(base: Edition, told: _Told, written: Written, ended: Ended) -> Iterator[tuple[int, str, bytes]]:
    """What the base says of a source's cases and events stays, but for those that are written."""
    gone = {*ended.cases.values(), *written.events}
    held = dict(base.rows_of("id, document", "source_row", "id", written.sources))
    views, number = told.marks.sources, _last(base, "source_row", "n")
    for key in sorted(written.sources):
        before = orjson.loads(held[key]) if key in held else {"supports": []}
        cites = [each for each in before["supports"] if each["id"] not in gone] + told.supports.get(key, [])
        if cites:
            cites.sort(key=lambda heading: (heading["kind"] != "case", heading["id"]))
            document = source_document(views[key], cites) if key in views else {**before, "supports": cites}
            number += 1
            yield number, key, held[key] if document == before else as_bytes(document)


def _last(base: Edition, table: str, number: str) -> int:
    found: int = base.rows(f"SELECT coalesce(max({number}), 0) FROM {table}")[0][0]
    return found
