"""What an addendum counts and puts in order: sets over its own cases, and orders of all that count, those of its base included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from app.disclosure.views import CaseView
from app.editions.bits import packed
from app.editions.build.documents import Shelfmarks
from app.editions.build.ended import Ended
from app.editions.build.found_by import found_by
from app.editions.build.indexed import bitmap_rows
from app.editions.build.rows import Rows
from app.editions.build.sorting import Standing
from app.editions.cube import SORTS
from app.editions.read.opening import Edition
from app.editions.schema import OWN_ORDER


def counted(base: Edition, cases: list[CaseView], marks: Shelfmarks, ended: Ended) -> Rows:
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


def _orders(base: Edition, standing: Sequence[Standing], ended: Ended) -> Iterator[tuple[str, bytes]]:
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
