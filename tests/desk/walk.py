"""Ways over the desk's pages that several tests take, and synthetic people to take them with."""

from __future__ import annotations

import re
from html import unescape

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import start
from app.editing.drafts.targets import with_base
from app.editing.people import Person, Role
from app.editing.review.handing_in import submit
from app.editing.review.verdicts import approve, content_seen
from app.vault.reading import load
from tests.desk.host import DeskHost
from tests.editing.desk import grounds, named, shown
from tests.members.host import Answer, Browser

WRITER, DECIDER, APPROVER = (
    Person(name, frozenset({Role.EDITOR, Role.REVIEWER}), Level.SEALED) for name in ("walk-a", "walk-b", "walk-c")
)
EVERYBODY = {one.id: one for one in (WRITER, DECIDER, APPROVER)}


def record(
    desk: DeskHost, session: Session, *changes: c.Change, by: Person = WRITER, to: tuple[Person, ...] = (DECIDER,)
) -> None:
    """The whole path of a proposal, below the pages. `to`: as many as it needs."""
    ring, at = desk.house.ring, desk.clock()
    draft = with_base(session, ring, Draft(title="synthetic", why="synthetic", changes=changes), by.clearance)
    key = start(session, ring, by, draft, at)
    submit(session, ring, by, key, at)
    outcomes = [
        approve(session, ring, one, key, content_seen(session, ring, one, key), at, EVERYBODY.get) for one in to
    ]
    assert outcomes[-1].changeset is not None, "it waits for a second person"


def record_people(desk: DeskHost, prefix: str = "Synthetic") -> dict[str, str]:
    """Ids by name: two shown by name, a child without a decision, and one above `researcher`."""
    made = {f"{prefix} Alpha": ("a", Level.PUBLIC, "1970"), f"{prefix} Beta": ("b", Level.PUBLIC, "1980")}
    made |= {f"{prefix} Child": ("k", Level.PUBLIC, "2015"), "Concealed Omega": ("h", Level.VETTED, "1970")}
    with desk.house.books.writing() as session:
        new = [change for name, (ref, level, born) in made.items() for change in named(ref, name, level, born)]
        record(desk, session, *grounds(), *new)
        ids = {name: person_named(desk, name, session) for name in made}
        seen = [shown(ids[f"{prefix} {name}"], ref=name) for name in ("Alpha", "Beta")]
        record(desk, session, *seen, by=DECIDER, to=(APPROVER,))
    return ids


def record_twins(desk: DeskHost) -> tuple[str, str, str, str]:
    """Four people of one return: two shown, one more shown, and one about whom nobody has decided."""
    names = ("Twin Alpha", "Twin Alfa", "Twin Gamma", "Twin Gama")
    with desk.house.books.writing() as session:
        new = [change for n, name in enumerate(names) for change in named(f"t{n}", name)]
        record(desk, session, *grounds("A return of twins"), *new)
        ids = [person_named(desk, name, session) for name in names]
        record(desk, session, *(shown(key, ref=f"d{n}") for n, key in enumerate(ids[:3])), by=DECIDER, to=(APPROVER,))
    return ids[0], ids[1], ids[2], ids[3]


def person_named(desk: DeskHost, name: str, session: Session | None = None) -> str:
    """The id of whoever has the name; the last one entered of several."""
    if session is None:
        with desk.house.books.reading() as reading:
            return person_named(desk, name, reading)
    rows = load(session, desk.house.ring)
    return [r.subject for r in rows.claims if r.field == "name" and getattr(r.value, "text", "") == name][-1]


def fields_of(page: str) -> dict[str, str]:
    """What the last form of a page would send as it stands."""
    form = page[page.rindex("<form") :]
    found = {m[1]: unescape(m[2]) for m in re.finditer(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    for name, words in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(words)
    return {name: value for name, value in found.items() if ":" not in name}


def hand_in(browser: Browser, page: str, action: str = "", **fields: str) -> Answer:
    """The form of a page as it stands, with some of its cells filled in."""
    shown_page = browser.get(page)
    assert shown_page.status == 200, (page, shown_page.status)
    return browser.bare_post(page.partition("?")[0] + action, **fields_of(shown_page.text) | fields)


def content_of_page(page: str) -> str:
    return re.search(r'name="content" value="(\w+)"', page)[1]


def approved(browser: Browser, place: str) -> None:
    """Approve the proposal at an address, by its page."""
    page = browser.get(place).text
    done = browser.post(f"{place}/approve", page="/", content=content_of_page(page))
    assert done.status == 303, unescape(done.text)
