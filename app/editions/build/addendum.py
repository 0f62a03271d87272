"""An addendum: what was written since a base was built, and which rows of the base it ends. Small, and always made anew.

It holds everything that differs from the base *file*. What an older addendum says of people, events and sources that are not
written this time is carried over, so that whoever publishes names only what changed since the last publication.

Who names what is written has these duties, since a document says things of others too. All that a row of somebody depends on
makes them written: their own facts, a relation's name and cases, their event's label, the description of a source that they
cite, and whoever moves the place of their family in a list. Both people are written if a case passes from one to the other.
The content holds the families and the events of those who are written as far as their documents tell of them, all sources
that they cite, and all of `moved`. Sources are worked out here: those that were cited, or are, by whom is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.disclosure.views import CaseView, Content
from app.editions.bits import as_blob, from_blob, packed
from app.editions.build.carried import Carried, carry, in_order_of
from app.editions.build.documents import Shelfmarks
from app.editions.build.ended import Ended, ended_by
from app.editions.build.file import write_file
from app.editions.build.found_by import found_by
from app.editions.build.indexed import bitmap_rows
from app.editions.build.inserted import inserted
from app.editions.build.lines import list_rows
from app.editions.build.names import name_rows
from app.editions.build.rows import Rows, case_rows, event_rows, in_own_order, meta_rows
from app.editions.build.supports import Supported, source_rows
from app.editions.build.units import event_numbers, individual_numbers
from app.editions.build.written import Written
from app.editions.identity import DERIVED, Digest, identity, stored_digests
from app.editions.read.opening import Edition
from app.names.index import Seal
from app.names.index import plain as plain_key

__all__ = ["Addendum", "Written", "addendum_rows", "write_addendum"]


@dataclass(frozen=True, slots=True)
class Addendum:
    """Rows of an addendum, and the digests of its base that still count."""

    rows: Rows
    kept: tuple[Digest, ...]


def addendum_rows(base: Edition, content: Content, written: Written, seal: Seal = plain_key) -> Addendum:
    """The addendum under which `base`, opened alone or with an older one, says what `content` does of what is written."""
    marks = Shelfmarks.of(content)
    cases = in_own_order((c for c in content.cases if c.individual in written.individuals), marks)
    events = [event for event in content.events if event.public_id in written.events]
    people = [person for person in content.individuals if person.public_id in written.individuals]
    supported = Supported.of(base, marks, written, cases, events)
    ended = ended_by(base, written, supported.ids)
    kept = carry(base, written, supported.ids)
    rows: Rows = {"meta": meta_rows(content), **ended.rows(), **case_rows(cases, marks, kept.last["case_row"])}
    rows["event_row"] = event_rows(events, marks, kept.last["event_row"])
    rows["source_row"] = source_rows(supported, kept.last["source_row"])
    wanted = {case.public_id for case in cases} | {event.public_id for event in events}
    rows["list_line"], rows["list_term"] = list_rows(content, marks, wanted, kept.last["list_line"])
    rows["name_form"], rows["name_key"] = name_rows(people, seal, kept.last["name_form"])
    rows |= {table: [*found, *rows.get(table, ())] for table, found in kept.rows.items()}
    rows["bitmap"] = _bitmaps(kept, cases, marks)
    rows["case_column"] = _columns(base, rows, kept, {event.public_id for event in content.events}, ended)
    return Addendum(rows, tuple(_still_said(base, ended)))


def write_addendum(addendum: Addendum, path: Path, key: bytes | None = None) -> str:
    """Write it to `path` (which must not exist), flushed to disk; returns the identity of the whole. `key`: that of the base."""
    return identity([*addendum.kept, *write_file(addendum.rows, path, key, addendum=True)])


def _still_said(base: Edition, ended: Ended) -> Iterable[Digest]:
    gone = set(ended.digests)
    for part, key, digest in stored_digests(base.connection, "main.digest"):
        if part not in ("meta", DERIVED) and (part, key) not in gone:
            yield part, key, digest


def _bitmaps(kept: Carried, cases: list[CaseView], marks: Shelfmarks) -> list[tuple[Any, ...]]:
    """The sets of the addendum's own cases: carried ones first, as they are numbered."""
    found = [found_by(case, marks.individuals[case.individual]) for case in cases]
    sets = dict(kept.bitmaps)
    for *key, blob in bitmap_rows(found, [case.individual for case in cases]):
        name = (str(key[0]), str(key[1]), str(key[2]))
        sets[name] = sets.get(name, 0) | from_blob(blob) << len(kept.cases)
    return [(*name, as_blob(bits)) for name, bits in sorted(sets.items())]


def _columns(base: Edition, rows: Rows, kept: Carried, known: set[str], ended: Ended) -> list[tuple[Any, ...]]:
    """The event and the individual of each case as a number, and the orders of all cases that there are."""
    own = in_order_of(rows["case_row"])
    shown = [
        event if (place < len(kept.cases) and kept.has_event[place]) or event in known else None
        for place, (_, _, _, event, *_) in enumerate(own)
    ]
    return sorted([
        ("event", packed(event_numbers(base, shown))),
        ("individual", packed(individual_numbers(base, [row[2] for row in own]))),
        *inserted(base, own, in_order_of(rows["case_order"]), frozenset(ended.cases)),
    ])  # fmt: skip
