"""An editor at `researcher` asks the same pages of two desks that differ only above it, and is answered with the same bytes.

The pages of records, acts, history, duplicates and letters, by HTTP: status, headers and body. What is hidden is drawn as in
test_desk_alike, and the editor tries the ids, names and hashes that one desk has and the other has not.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.books import Books
from app.apps.desk import create_app
from app.codebook.levels import Level
from app.matching.kept import KeptPeople
from app.storage.engines import engine_for
from app.vault.models import Changeset
from tests.conftest import examples
from tests.desk.host import DeskHost
from tests.desk.walk import fields_of
from tests.editing.desk import Desk, fact
from tests.editing.house import NAMES, fill
from tests.homes import empty_home
from tests.members.host import Answer, Browser, Clock
from tests.noninterference.difference import same
from tests.noninterference.test_desk_alike import (
    HIDDEN,
    HIDDEN_ID,
    HIDDEN_SOURCE,
    NAMESAKE,
    SeenDesk,
    add_hidden,
)

PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"
PAIRS = 6 if PLANTED else examples(1, 60)
_NEW = re.compile(rb"/proposals/\w{16}")
"""The random id of what the editor makes."""


@dataclass
class Unhurried(Browser):
    """Lets two seconds pass before each request, so that no limit of requests a minute stands before an answer."""

    clock: Clock = field(default_factory=Clock)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        self.clock.on(seconds=2)
        answer = super().ask(method, path, body, headers)
        assert answer.status not in (429, 500), (method, path)
        return answer


@cache
def _base() -> tuple[DeskHost, Browser]:
    """A desk with three people whom the editor sees and one whom they do not; its vault is copied for each pair."""
    desk = DeskHost(Path(tempfile.mkdtemp(prefix="pages-alike-")) / "home", made=empty_home)
    with desk.house.books.writing() as session:
        fill(Desk(session, desk.house.ring))
    return desk, desk.seat("low", "editor", "reviewer", level=Level.RESEARCHER)


def _vault(hidden: Iterable[Callable[[Desk], None]], copy: Path) -> str:
    """A copy of the desk's vault in which these are recorded; the hash of its last changeset, in which the editor sees nothing."""
    desk, _ = _base()
    with sqlite3.connect(desk.home / "vault.sqlite") as vault:
        vault.execute("VACUUM INTO ?", (str(copy),))
    with _books(copy) as books, books.writing() as session:
        one = SeenDesk(session, desk.house.ring)
        add_hidden(one, hidden)
        one.record(fact(one.by_name("Concealed Omega"), "w", one.source_seen(), level=Level.VETTED))
        return session.scalars(select(Changeset.hash).order_by(Changeset.number.desc()).limit(1)).one().hex()


def _answers(copy: Path, unseen: list[str]) -> list[tuple[str, object]]:
    """What the low editor gets at the desk over this vault. `unseen`: hashes of changesets that are in one of the two alone."""
    desk, low = _base()
    clock = Clock()
    clock.now = desk.clock.now
    with _books(copy) as books:
        with books.reading() as session:
            one = SeenDesk(session, desk.house.ring)
            people = [one.by_name_seen(name) for name in NAMES]
            keys = [*people, *(one.case_of(key) for key in people)]
        app = create_app(replace(desk.house, books=books, known=KeptPeople(), clock=clock))
        unhurried = Unhurried(app, dict(low.cookies), low.network, low.seed, low.id, low.origin, clock=clock)
        return list(_asked(unhurried, keys, unseen))


@contextmanager
def _books(vault: Path) -> Iterator[Books]:
    engine = engine_for(f"sqlite:///{vault}")
    try:
        yield Books(engine, _base()[0].house.books.keys)
    finally:
        engine.dispose()


def _asked(low: Browser, keys: list[str], unseen: list[str]) -> Iterator[tuple[str, object]]:
    """Every page and every form, with what is seen and with what only one of the desks has."""
    for path in ("/", "/records", "/records?of=events", "/duplicates", "/letters"):
        yield path, _told(low.get(path))
    for key in (*keys, HIDDEN_ID):
        for rest in (
            "",
            "/history",
            f"/history/{unseen[0]}",
            f"/history/{unseen[1]}",
            "/propose/level",
            "/propose/decision",
            "/propose/tie",
            "/propose/state",
            "/propose/states",
        ):
            yield f"{key}{rest[:12]}", _told(low.get(f"/records/{key}{rest}"))
        yield f"a fact of {key}", _told(low.get(f"/records/{key}/propose/fact?field=occupation"))
        yield f"duplicates of {key}", _told(low.get(f"/duplicates/{key}"))
    first = keys[0]
    for event in _returns(low, keys):
        for rest in ("", "/history", "/propose/decision", "/propose/states"):
            yield f"a return {rest}", _told(low.get(f"/records/{event}{rest}"))
        shown = fields_of(low.get(f"/records/{event}/propose/states").text)
        yield "states of a return", _told(low.bare_post(f"/records/{event}/propose/states", **shown | {"why": "w"}))
    for name in (NAMESAKE, "Concealed Omega", HIDDEN_ID):
        yield f"search for {name}", _told(low.post("/records/search", page="/", name=name))
    yield "side by side", _told(low.get(f"/duplicates/{first}/{HIDDEN_ID}"))
    yield "a verdict", _told(low.post(f"/duplicates/{first}/{HIDDEN_ID}", page="/", verdict="different", why="w"))
    yield "hide", _told(low.post(f"/records/{HIDDEN_ID}/hide", page="/", ground="safety", action="hidden_now"))
    yield "confirm", _told(low.post(f"/records/{HIDDEN_ID}/confirm", page="/"))
    for act, cells in (
        ("level", {"level": "vetted", "why": "w"}),
        ("tie", {"other": HIDDEN_ID, "type": "sibling", "certainty": "certain", "why": "w"}),
        ("fact?field=occupation", {"value": "w", "source": "id", "source_id": HIDDEN_SOURCE, "why": "w"}),
        ("decision", {"form": "hold", "why": "w"}),
        ("unmerge", {"merged": HIDDEN_ID, "why": "w"}),
    ):
        page = f"/records/{first}/propose/{act}"
        shown = low.get(page)
        filled = fields_of(shown.text) | cells if shown.status == 200 else cells
        yield f"hand in {act}", _told(low.bare_post(page.partition("?")[0], **filled))
    moments = re.findall(rf"/records/{first}/history/(\w+)", low.get(f"/records/{first}/history").text)
    for number, changeset in enumerate([*moments, *unseen]):
        page = f"/records/{first}/history/{changeset}"
        yield f"moment {number}", _told(low.get(page))
        token = fields_of(low.get(f"/records/{first}/propose/level").text)
        yield f"revert {number}", _told(low.bare_post(f"{page}/revert", **token | {"why": "w"}))


def _returns(low: Browser, keys: list[str]) -> list[str]:
    """The returns that are named on the pages of the cases among the keys."""
    pages = (low.get(f"/records/{key}").text for key in keys)
    return sorted({found for page in pages for found in re.findall(r'The return: <a href="/records/(\w+)"', page)})


def _told(answer: Answer) -> object:
    headers = {name: _NEW.sub(b"/proposals/-", value.encode()) for name, value in answer.headers.items()}
    return answer.status, headers, _NEW.sub(b"/proposals/-", answer.body)


@settings(max_examples=PAIRS)
@given(
    st.lists(st.sampled_from(HIDDEN), unique=True, min_size=1, max_size=5),
    st.lists(st.sampled_from(HIDDEN), unique=True, max_size=2),
)
def test_a_low_editor_is_answered_alike_by_the_pages(one, other):
    place = Path(tempfile.mkdtemp(prefix="desk-pages-alike-"))
    try:
        unseen = [_vault(hidden, place / f"{name}.db") for name, hidden in (("one", one), ("other", other))]
        first, second = (_answers(place / f"{name}.db", unseen) for name in ("one", "other"))
        for (what, answer), (_, its_twin) in zip(first, second, strict=True):
            same(answer, its_twin, what)
    finally:
        shutil.rmtree(place)
