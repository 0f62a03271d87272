"""Totals, facets, tables and pages equal a slow count over all documents, in random queries on random vaults."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.editions.cube import CASE_FIELDS, COUNTED_BY, CUBE_FIELDS, SORTS
from app.editions.read import pages
from app.editions.read.cases import csv_chunks, facets, page, page_bytes
from app.editions.read.counts import table
from app.editions.read.query import CaseQuery, DayRange
from app.editions.read.selection import selected
from app.editions.read.totals import totals_asked
from tests.conftest import examples
from tests.editions import slow
from tests.editions.vaults import CODES, edition_of, records

QUERIES = 20
DAYS = (
    date(1999, 6, 1),
    date(2004, 11, 9),
    date(2005, 12, 31),
    date(2013, 5, 1),
    date(2013, 5, 31),
    date(2019, 12, 31),
)
FIELDS = st.sampled_from(sorted(CODES))


@st.composite
def chosen(draw, most: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    fields = draw(st.lists(FIELDS, max_size=most, unique=True))
    return tuple(
        (
            f,
            tuple(
                draw(
                    st.lists(
                        st.sampled_from(CODES[f]), min_size=1, max_size=draw(st.sampled_from([1, 1, 2])), unique=True
                    )
                )
            ),
        )
        for f in fields
    )


@st.composite
def ranges(draw) -> tuple[DayRange, ...]:
    found = []
    for field in draw(st.lists(st.sampled_from(["return_date", "seizure_date"]), max_size=2, unique=True)):
        first, last = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
        found.append(
            draw(st.sampled_from([DayRange(field, first, last), DayRange(field, first), DayRange(field, None, last)]))
        )
    return tuple(found)


@st.composite
def queries(draw) -> CaseQuery:
    """Half of them simple enough for the marginals."""
    plain = CaseQuery(terms=draw(chosen(4)), limit=draw(st.sampled_from([1, 3, 50])))
    if draw(st.booleans()):
        return plain
    ages = sorted(draw(st.lists(st.sampled_from([3, 18, 24, 65]), min_size=2, max_size=2)))
    return replace(
        plain,
        year_from=draw(st.sampled_from([None, None, 2003, 2005])),
        year_to=draw(st.sampled_from([None, None, 2005, 2013])),
        sections=draw(st.sampled_from([(), (), ("returned",), ("custody", "unconfirmed")])),
        excluded=draw(chosen(1)),
        days=draw(ranges()),
        match=draw(st.sampled_from(["possible", "certain"])),
        ages=draw(st.sampled_from([(None, None), (None, None), tuple(ages), (ages[0], None), (None, ages[1])])),
        states=draw(
            st.sampled_from([(), (), *((s, (f,)) for s in ("has", "lacks", "withheld") for f in CASE_FIELDS)]).map(
                lambda s: (s,) if s else ()
            )
        ),
        sort=draw(st.sampled_from(["", *SORTS])),
    )


BY = st.lists(st.sampled_from(COUNTED_BY), min_size=1, max_size=3, unique=True).map(tuple)


@settings(
    max_examples=examples(50, 2000), phases=[Phase.generate]
)  # a failure is read at once; shrinking takes minutes
@given(records(), st.lists(st.tuples(queries(), BY), min_size=QUERIES, max_size=QUERIES), st.data())
def test_every_count_equals_a_slow_count(record, asked, data):
    with tempfile.TemporaryDirectory() as place:
        edition = edition_of(record, Path(place))
        half = QUERIES // 2
        for withdrawn, some in ((frozenset(), asked[:half]), (_somebody(edition, data), asked[half:])):
            edition.index.__init__(edition.connection)
            edition.suppressed = withdrawn
            every = slow.every_case(edition)
            for query, by in some:
                _compare(edition, every, query, by)
        edition.close()


def _somebody(edition, data) -> frozenset[str]:
    """A person, a case or an event is withdrawn after publication."""
    rows = edition.rows("SELECT id, individual, event FROM case_row")
    held = sorted({key for row in rows for key in row if key})
    return frozenset(data.draw(st.lists(st.sampled_from(held), max_size=2))) if held else frozenset()


def _compare(edition, every, query, by):
    expected = [case for case in every if slow.answers(case, query)]
    cases = selected(edition, query)
    totals = totals_asked(edition, query, cases)
    assert (totals.individuals, totals.cases, totals.events) == slow.totals(expected)
    counted = {
        f: {c: n for (c,), (_, n, _) in slow.cells(expected, (f,)).items() if c not in ("not_assessed", "withheld")}
        for f in CUBE_FIELDS
    }
    assert facets(edition, query) == counted
    first = page_bytes(edition, query, whole=True)
    assert (first.individuals, first.cases) == (totals.individuals, totals.cases)
    found = table(edition, query, by)
    assert {c.codes: (c.totals.individuals, c.totals.cases, c.totals.events) for c in found.cells} == slow.cells(
        expected, by
    )
    assert found.spans == sum(any(len(slow.codes(case, f)) > 1 for f in by) for case in expected)
    for how in found.counting:
        codes = [slow.codes(case, how.field) for case in expected]
        assert (how.several, how.unknown) == (sum(len(c) > 1 for c in codes), sum("unknown" in c for c in codes))
        assert (how.not_assessed, how.withheld) == (codes.count({"not_assessed"}), codes.count({"withheld"}))
    _compare_pages(edition, expected, query)


def _compare_pages(edition, expected, query):
    """All pages, one after the other, and the file, hold exactly the query's cases, in one order."""
    ids, following = [], query
    while True:
        found = page_bytes(edition, following, whole=False)
        ids += [json.loads(body)["id"] for body in found.documents]
        if found.next_after is None:
            break
        following = replace(following, after=found.next_after)
    assert sorted(ids) == sorted(case["id"] for case in expected)
    if query.sort:
        assert ids == _walked(edition, query)
    if not query.sort:
        assert ids == [case["id"] for case in expected]
        assert [d["id"] for d in page(edition, query).documents] == ids[: query.limit]
    lines = b"".join(csv_chunks(edition, query)).decode().splitlines()
    assert [line.partition(",")[0] for line in lines] == ["id", *ids]


def _walked(edition, query) -> list[str]:
    """The same order by the way that is taken where many cases answer."""
    with mock.patch.object(pages, "FEW", 0):
        found = page_bytes(edition, replace(query, limit=500), whole=False)
    return [json.loads(body)["id"] for body in found.documents]
