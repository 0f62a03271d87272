"""Every public route answers alike, bytes and headers: read, hidden edit, publish, read again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from app.apps.public import create_app, room_of
from app.codebook.levels import Level
from app.disclosure.assemble import Record
from app.editions.read.query import VOCABULARY_OF
from app.editions.read.shelf import Shelf
from app.keys.ring import KeyRing
from app.publishing.publish import Draw, publish
from app.publishing.shelves import Shelves
from app.publishing.suppress import suppress
from app.web.policy import POLICIES
from tests.asking import Answer, ask
from tests.conftest import examples
from tests.loop import in_loop
from tests.noninterference.difference import same
from tests.pairs import HIDDEN_NAMES, ON, SHOWN_NAMES, pairs

Address = tuple[str, list[tuple[str, str]]]
ADDRESSES = 60
"""Requests drawn for an example, of some three hundred that there are: every route comes up many times in a run."""
PICTURES = ("age_and_sex", "crossings", "map", "named_and_estimated", "outcomes", "returns_by_year", "states")
WORDS = (*SHOWN_NAMES, *HIDDEN_NAMES, "tailor", "Tumen", "은닉", "held", "zzz")
PROBES: list[Address] = [
    ("/api/v1/counts.csv", [("by", "sex,year"), ("returned_after", "2000-01-01")]),
    ("/api/v1/counts", [("by", "outcome"), ("date_match", "certain"), ("returned_before", "2030-01-01")]),
    ("/api/v1/facets", [("age_max", "30")]),
    ("/api/v1/cases", [("sort", "-return_date"), ("has", "return_date")]),
    ("/api/v1/cases.csv", [("withheld", "name")]),
    ("/api/v1/cases", [("sort", "name"), ("fields", "section")]),
]
"""Asked in every example: each kind of stored set that a question drawn at random comes to too seldom."""
UNFIT = ("by", "limit", "sort")
"""Parameters that counts have no use for, or that are given already."""
TERMS = {"sex": ("female", "male"), "outcome": ("executed", "re_escaped"), "receiving_state": ("KP", "CN"),
         "returning_state": ("CN", "LA"), "case_category": ("forced_return", "custody_return_feared")}  # fmt: skip


@st.composite
def questions(draw) -> list[tuple[str, str]]:
    """Parameters of a search, with words and codes taken from what is hidden as often as from what is shown."""
    field = draw(st.sampled_from([f for f in VOCABULARY_OF if f in TERMS]))
    return draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("q"), st.sampled_from(WORDS)),
                st.tuples(st.just(field), st.sampled_from(TERMS[field])),
                st.tuples(st.just("year"), st.sampled_from(["2004", "2013", "2023"])),
                st.tuples(st.just("limit"), st.sampled_from(["1", "2"])),
                st.tuples(st.just("by"), st.sampled_from(["sex", "outcome,sex", "year,receiving_state", "section"])),
                st.tuples(
                    st.sampled_from(["returned_after", "returned_before"]),
                    st.sampled_from(["2004-11-09", "2013-05-28"]),
                ),
                st.tuples(
                    st.sampled_from(["has", "lacks", "withheld"]), st.sampled_from(["name", "outcome", "return_date"])
                ),
                st.tuples(st.just("sort"), st.sampled_from(["name", "return_date"])),
                st.tuples(st.just("sex.not"), st.just("female")),
            ),
            max_size=3,
            unique_by=lambda p: p[0],
        )
    )


@settings(max_examples=examples(40, 2000))
@given(pairs(Level.PUBLIC), st.lists(questions(), min_size=3, max_size=3), st.randoms(use_true_random=False))
def test_reading_publishing_a_hidden_edit_and_reading_again_gives_the_same_answers(drawn, asked, random):
    every = list(addresses_of(_ids(drawn), asked))
    addresses = sorted([*random.sample(every, min(ADDRESSES, len(every))), *PROBES])
    read_twice(drawn, addresses, draw=lambda _: [])  # pictures: test_pictured_alike


def read_twice(drawn: tuple[Record, Record], addresses: list[Address], draw: Draw) -> None:
    with tempfile.TemporaryDirectory() as place:
        host = _Host(Path(place), draw)
        before, after = (host.answers(record, addresses) for record in drawn)
        for address, answer in before.items():
            same(answer, after[address], address)


class _Host:
    """A house that publishes, and a public application that goes on running meanwhile."""

    def __init__(self, place: Path, draw: Draw) -> None:
        self._draw = draw
        self._shelves = Shelves(place / "editions")
        shutil.copytree(_keys(), place / "keys")
        self._ring = KeyRing(place / "keys")
        self._shelf: Shelf | None = None

    def answers(self, record: Record, addresses: list[Address]) -> dict[str, Answer]:
        suppress(record, self._shelves, self._ring, ON)
        publish(record, self._shelves, self._ring, ON, levels=[Level.PUBLIC], draw=self._draw)
        if self._shelf is None:
            self._shelf = Shelf(self._shelves.manifest(Level.PUBLIC), self._ring.verifier())
        return in_loop(_all(_app_over(self._shelf), addresses))


def _app_over(shelf: Shelf) -> FastAPI:
    """One application for all examples, over the shelf of each: to make its description anew takes longer than all answers."""
    if not _APPS:
        _APPS.append(create_app(shelf))
    _APPS[0].state.room = room_of(shelf)
    return _APPS[0]


async def _all(app: FastAPI, addresses: list[Address]) -> dict[str, Answer]:
    found = {f"{path}?{params}": await ask(app, path, params) for path, params in addresses}
    broken = [address for address, answer in found.items() if answer.status >= 500]
    assert not broken, broken
    return found


def addresses_of(ids: list[str], asked: list[list[tuple[str, str]]]) -> Iterator[Address]:
    """Every route that can be read: each object, each search."""
    for method, path in POLICIES:
        if method != "GET" or "{path" in path:
            continue
        if path.endswith("/pictures/{name}.{kind}"):
            folder = path.removesuffix("{name}.{kind}")
            yield from (
                (f"{folder}{name}.{kind}", []) for name in PICTURES for kind in ("svg", "json", "csv", "vl.json")
            )
            continue
        if path.endswith("/pictures/{name}"):
            yield from ((path.replace("{name}", name), []) for name in PICTURES)
            continue
        if "{" in path:
            yield from ((path[: path.index("{")] + key, []) for key in ids)
            continue
        yield path, []
        kind = path.rpartition("/")[2].partition(".")[0]
        if kind in ("cases", "lists", "facets", "returns"):
            yield from ((path, params) for params in asked)
            yield from ((path, [p for p in params if p[0] != "by"]) for params in asked)
        if kind == "counts":
            yield from ((path, [("by", "sex"), *(p for p in params if p[0] not in UNFIT)]) for params in asked)
            yield from ((path, [p for p in params if p[0] == "by"]) for params in asked)
        if kind == "citation":
            yield from ((path, [("of", "case"), ("id", key), ("format", "bibtex")]) for key in ids[:6])
            yield path, [("of", "query"), ("sex", "female"), ("format", "csl")]


def _ids(drawn: tuple[Record, Record]) -> list[str]:
    """Ids of everything that either record holds, seen or not, and one that nobody has."""
    keys = {"nobodyhasthisid0"}
    for record in drawn:
        keys |= {d.public_id for d in record.dossiers} | {c.public_id for d in record.dossiers for c in d.cases}
        keys |= {e.public_id for e in record.events} | {s.public_id for s in record.sources}
        keys |= {moved.old for moved in record.moved}
    return sorted(keys)


def _keys() -> Path:
    """One set of keys for all examples: making them takes longer than using them."""
    if not _MADE:
        folder = Path(tempfile.mkdtemp()) / "keys"
        KeyRing.first_use(folder)
        _MADE.append(folder)
    return _MADE[0]


_MADE: list[Path] = []
_APPS: list[FastAPI] = []
