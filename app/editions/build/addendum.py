"""The addendum of an edition: what stands in the place of rows of its base, and which rows of the base it ends.

Made anew at each publication, against the base as it was built; its rows are those that a whole build would make, with numbers
that go on where those of the base stop. What was in the base stays in that file until the next whole build.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.disclosure.views import CaseView, Content
from app.editions.bits import packed
from app.editions.build.documents import Document, Shelfmarks, source_document
from app.editions.build.file import write_file
from app.editions.build.found_by import found_by
from app.editions.build.indexed import bitmap_rows
from app.editions.build.lines import list_rows
from app.editions.build.names import name_rows
from app.editions.build.rows import (
    Rows,
    as_bytes,
    case_rows,
    event_rows,
    in_own_order,
    meta_rows,
    supports_of,
)
from app.editions.build.sorting import Standing
from app.editions.cube import SORTS
from app.editions.identity import Digest, identity, stored_digests
from app.editions.read.opening import Edition
from app.editions.schema import OWN_ORDER
from app.names.index import Seal

META = "meta"
"""The part of the digests that an addendum holds whole."""


@dataclass(frozen=True, slots=True)
class Written:
    """By public id of the edition: all whose rows in the base are ended, whether or not something stands in their place."""

    individuals: frozenset[str]
    events: frozenset[str]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Addendum:
    """Rows by table. `kept`: the digests of what still counts in the base."""

    rows: Rows
    kept: tuple[Digest, ...]


def addendum_rows(base: Edition, content: Content, written: Written, seal: Seal) -> Addendum:
    """What is written of the content, which holds others only as far as it refers to them. `base`: opened without an addendum.

    A written source that nothing cites any more is ended, though the content may hold it.
    """
    marks, ended = Shelfmarks.of(content), _Ended.of(base, written)
    cases = in_own_order((c for c in content.cases if c.individual in written.individuals), marks)
    events = [event for event in content.events if event.public_id in written.events]
    rows: Rows = {"meta": meta_rows(content), **case_rows(cases, marks, base.index.count)}
    rows |= _counted(base, cases, marks, ended)
    rows["event_row"] = event_rows(events, marks, _last(base, "event_row", "n"))
    rows["source_row"] = list(_sources(base, content, written, ended, supports_of(cases, events, marks)))
    wanted = {case.public_id for case in cases} | {event.public_id for event in events}
    rows["list_line"], rows["list_term"] = list_rows(content, marks, wanted, _last(base, "list_line", "position"))
    people = (i for i in content.individuals if i.public_id in written.individuals)
    rows["name_form"], rows["name_key"] = name_rows(people, seal, _last(base, "name_form", "form_id"))
    gone = ended.digests()
    kept = (digest for digest in stored_digests(base.connection) if digest[0] != META and digest[:2] not in gone)
    return Addendum(rows | ended.rows(written, gone), tuple(kept))


def write_addendum(addendum: Addendum, path: Path, key: bytes | None = None) -> str:
    """Write it to `path` (which must not exist), flushed; the identity of base and addendum as they are read together."""
    return identity((*addendum.kept, *write_file(addendum.rows, path, key, addendum=True)))


@dataclass(frozen=True, slots=True)
class _Ended:
    """Rows of the base that no longer count: cases by number with their ids, events, sources and lines by number."""

    cases: dict[int, str]
    events: dict[int, str]
    sources: dict[int, str]
    lines: dict[int, str]

    @classmethod
    def of(cls, base: Edition, written: Written) -> _Ended:
        cases = dict(base.rows_of("n, id", "case_row", "individual", written.individuals))
        events = dict(base.rows_of("n, id", "event_row", "id", written.events))
        sources = dict(base.rows_of("n, id", "source_row", "id", written.sources))
        lines = dict(base.rows_of("position, id", "list_line", "id", (*cases.values(), *written.events)))
        return cls(cases, events, sources, lines)

    def digests(self) -> frozenset[tuple[str, str]]:
        """Part and id of the digests of the base that no longer count."""
        parts = {"case": self.cases, "event": self.events, "source": self.sources, "line": self.lines}
        return frozenset((part, key) for part, ended in parts.items() for key in ended.values())

    def rows(self, written: Written, digests: Iterable[tuple[str, str]]) -> Rows:
        return {
            "gone_case": [(n,) for n in self.cases],
            "gone_event": [(n,) for n in self.events],
            "gone_source": [(n,) for n in self.sources],
            "gone_line": [(n,) for n in self.lines],
            "gone_person": [(key,) for key in sorted(written.individuals)],
            "gone_digest": sorted(digests),
        }


def _counted(base: Edition, cases: list[CaseView], marks: Shelfmarks, ended: _Ended) -> Rows:
    """Sets over the addendum's own cases, the first of which is 1; numbers of its cases; orders of all cases that count."""
    found = [found_by(case, marks.individuals[case.individual]) for case in cases]
    individuals = [case.individual for case in cases]
    events = [case.event if case.event in marks.events else None for case in cases]
    numbers = [
        ("event", packed(_numbered(events, _event_numbers(base, events), max(base.index.column("event"), default=0)))),
        ("individual", packed(_numbered(individuals, {}, max(base.index.column("individual"), default=0)))),
        *_orders(base, [Standing.of(case, marks) for case in cases], ended),
    ]
    return {"bitmap": list(bitmap_rows(found, individuals)), "case_column": sorted(numbers)}


def _event_numbers(base: Edition, events: Iterable[str | None]) -> dict[str, int]:
    """The numbers that events have in the base: a total of events must not count one twice."""
    column = base.index.column("event")
    held = base.rows_of("event, n", "case_row", "event", {e for e in events if e})
    return {event: column[n - 1] for event, n in held}


def _numbered(keys: Iterable[str | None], known: dict[str, int], last: int) -> Iterator[int]:
    fresh: dict[str, int] = {}
    for key in keys:
        yield 0 if key is None else known.get(key) or fresh.setdefault(key, last + len(fresh) + 1)


def _orders(base: Edition, standing: Sequence[Standing], ended: _Ended) -> Iterator[tuple[str, bytes]]:
    """The cases of the base that still count, and between them the addendum's own."""
    sql = "SELECT o.year, o.name, o.day, r.id FROM case_order AS o JOIN case_row AS r ON r.n = o.n WHERE o.n = ?"
    known: dict[int, Standing] = {}

    def of(n: int) -> Standing:
        if n not in known:
            known[n] = Standing(*base.rows(sql, (n,))[0])
        return known[n]

    first = base.index.count + 1
    for sort in ("", *SORTS):
        order = list(base.index.column(f"{OWN_ORDER}{sort}")) if sort else list(range(1, first))
        order = [n for n in order if n not in ended.cases]
        own = sorted(range(len(standing)), key=lambda n: standing[n].key(sort))
        places = [bisect_left(order, standing[n].key(sort), key=lambda m: of(m).key(sort)) for n in own]
        yield (
            f"{OWN_ORDER}{sort}",
            packed(_between(order, [(place, first + n) for place, n in zip(places, own, strict=True)])),
        )


def _between(order: list[int], more: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The numbers of `order`, with others before the places that they are given with, in order of place."""
    done = 0
    for place, n in more:
        yield from order[done:place]
        yield n
        done = place
    yield from order[done:]


def _sources(
    base: Edition, content: Content, written: Written, ended: _Ended, supports: dict[str, list[Document]]
) -> Iterator[tuple[int, str, bytes]]:
    """What the base says of a source's cases and events stays, but for those that are written."""
    gone = {*ended.cases.values(), *written.events}
    held = {key: json.loads(d) for key, d in base.rows_of("id, document", "source_row", "id", written.sources)}
    views = {source.public_id: source for source in content.sources}
    number = _last(base, "source_row", "n")
    for key in sorted(written.sources):
        before = held.get(key, {"supports": []})
        told = [heading for heading in before["supports"] if heading["id"] not in gone] + supports.get(key, [])
        if told:
            told.sort(key=lambda heading: (heading["kind"] != "case", heading["id"]))
            document = source_document(views[key], told) if key in views else {**before, "supports": told}
            number += 1
            yield number, key, as_bytes(document)


def _last(base: Edition, table: str, number: str) -> int:
    found: int = base.rows(f"SELECT coalesce(max({number}), 0) FROM {table}")[0][0]
    return found
