"""An editor at `researcher` writes the same at two desks that differ only above it, and sees the same pages, byte for byte.

By no list of sources, events or people, no namesake, fault, revision or redirect can they learn that somebody hidden is there.
Ids that are drawn at random are given the same names before the pages are compared.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.accounts.books import Books
from app.apps.desk import create_app
from app.codebook.levels import Level
from app.matching.kept import KeptPeople
from app.storage.engines import engine_for
from tests.conftest import examples
from tests.desk.forms import Writer
from tests.desk.host import ORIGIN, DeskHost
from tests.editing.desk import Desk
from tests.editing.house import NAMES, fill
from tests.homes import empty_home
from tests.members.host import Answer, Browser
from tests.noninterference.difference import same
from tests.noninterference.test_desk_alike import (
    HIDDEN,
    HIDDEN_ID,
    HIDDEN_SOURCE,
    NAMESAKE,
    SeenDesk,
    _alias,
    _namesake,
    add_hidden,
)

PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"
PAIRS = 1 if PLANTED else examples(1, 60)
ROW = re.compile(rb"\bp(\d+)[a-z]{2,5}\b")
MADE = re.compile(rb"/(drafts|proposals)/[0-9a-z]{16}")
ASIDE = re.compile(rb"(aside:[0-9a-z]{16}=)[0-9a-f]{12}")
"""Holds the names of rows, which are drawn at random; what else it holds stands in the revision by itself, too."""


@cache
def _desk() -> tuple[DeskHost, Browser]:
    desk = DeskHost(Path(tempfile.mkdtemp(prefix="writing-alike-")) / "home", made=empty_home)
    with desk.house.books.writing() as session:
        fill(Desk(session, desk.house.ring))
    low = desk.seat("low", "editor", level=Level.RESEARCHER)
    return desk, low


def _world(copy: Path, hidden: tuple[Callable[[Desk], None], ...]) -> Iterator[tuple[str, object]]:
    """Everything that the low editor is answered at a desk with these hidden things in it, one by one."""
    desk, low = _desk()
    with sqlite3.connect(desk.home / "vault.sqlite") as vault:
        vault.execute("VACUUM INTO ?", (str(copy),))
    engine = engine_for(f"sqlite:///{copy}")
    try:
        books = Books(engine, desk.house.books.keys)
        with books.writing() as session:
            seen = SeenDesk(session, desk.house.ring)
            add_hidden(seen, hidden)
            people = [seen.by_name_seen(name) for name in NAMES]
            source, case = seen.source_seen(), seen.case_of(people[0])
            said = [r for r in seen.rows().claims if r.field == "name" and r.level is Level.PUBLIC]
            claims = [next(r.ref for r in said if r.subject == key) for key in people]
            (happened,) = {e.public_id for e in seen.rows().events if e.level is Level.PUBLIC}
        clock = type(desk.clock)()
        clock.now = desk.clock.now
        app = create_app(replace(desk.house, books=books, clock=clock, known=KeptPeople()))
        browser = Browser(app, dict(low.cookies), low.network, origin=ORIGIN)
        given_to_low = _asked(browser, clock, people, source, case, happened, claims)
        yield from ((what, _told(answer)) for what, answer in given_to_low)
    finally:
        engine.dispose()


def _told(answer: Answer) -> object:
    """The answer with what was drawn at random named alike."""
    body = ASIDE.sub(rb"\1", MADE.sub(rb"/\1/-", ROW.sub(rb"p\1", answer.body)))
    headers = {name: MADE.sub(rb"/\1/-", ROW.sub(rb"p\1", value.encode())) for name, value in answer.headers.items()}
    return answer.status, headers, body


def _asked(low, clock, people, source, case, happened, claims) -> Iterator[tuple[str, Answer]]:
    new = Writer(low)
    yield "a blank sheet", new.shown
    row = new.rows()[0]
    typed = {
        "s:title": "Synthetic", "s:publisher_key": "hidden-key", "s:type": "ngo_report", "e:label": "A concealed return",
        f"c:{row}:name:2:value": NAMESAKE, f"c:{row}:birth:1:value": "1970", "why": "w",
    }  # fmt: skip
    yield "checked", new.press("check", typed)
    yield "namesakes and advice", new.shown
    yield "hidden words looked for", new.press("find:source", {"find:source": "concealed", "find:event": "concealed"})
    yield "what was found", new.shown
    yield "the hidden one used", new.press(f"use:{row}:{HIDDEN_ID}", follow=False)
    new.open()
    yield "somebody seen used", new.press(f"use:{row}:{people[0]}", {"e:public_id": happened})
    yield "somebody seen", new.shown
    clock.on(seconds=61)
    yield "the hidden source chosen", new.press("hand_in", {"s:public_id": HIDDEN_SOURCE})
    yield "somebody new with the hidden source", new.press(f"new:{row}")
    yield "somebody new with the hidden source, shown", new.shown
    yield "the hidden source and event", new.press("hand_in", {"e:public_id": HIDDEN_ID})
    yield "a source and an event that are seen", new.press("hand_in", {"s:public_id": source, "e:public_id": happened})
    for key, claim in zip((*people, HIDDEN_ID), (*claims, claims[0]), strict=True):
        yield f"begun with {key}", (begun := low.post("/drafts", page="/", individual=key))
        yield f"a case of {key}", low.post("/drafts", page="/", individual=key, case=HIDDEN_ID)
        yield f"a note on {key}", low.post(f"/records/{key}/notes", page="/", kind="note", text="w")
        yield f"a claim of {key}", low.get(f"/records/{key}/correct/{claim}")
        if begun.status == 303:
            yield from _continued(Writer(low, begun.place), source)
        clock.on(seconds=61)
    path = f"/records/{people[0]}/correct/{claims[0]}"
    small = Writer(low, path)
    yield "a correction", small.shown
    yield (
        "a correction by the hidden source",
        small.press("", {"value": NAMESAKE, "reason": "w", "source": HIDDEN_SOURCE}, path),
    )
    yield "a correction handed in", small.press("", {"source": source}, path)


def _continued(writer: Writer, source: str) -> Iterator[tuple[str, Answer]]:
    (row,) = writer.rows()
    yield "a sheet on somebody", writer.shown
    added = {"s:public_id": source, f"o:{row}:1:field": "occupation", f"o:{row}:1:value": "weaver", "why": "w"}
    yield "a fact of theirs", writer.press("check", added)
    yield "a fact of theirs, checked", writer.shown
    yield "without its revision", writer.press("save", {"revision": "", "s:title": "t"})
    yield "settled", writer.press("settle")
    yield "handed in", writer.press("hand_in")


@settings(max_examples=PAIRS, phases=[Phase.generate])
@given(
    st.lists(st.sampled_from(HIDDEN), unique=True, max_size=4),
    st.lists(st.sampled_from(HIDDEN), unique=True, max_size=2),
)
def test_a_low_editor_writes_alike_whatever_is_hidden(one, other):
    place = Path(tempfile.mkdtemp(prefix="writing-alike-"))
    try:
        always = (_namesake, _alias, *one)  # which the other desk may not have
        for (what, answer), (_, its_twin) in zip(
            _world(place / "one.db", always), _world(place / "other.db", tuple(other)), strict=True
        ):
            same(answer, its_twin, what)
    finally:
        shutil.rmtree(place)
