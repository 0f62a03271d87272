"""Whatever the desk shows somebody at `vetted` is on record before it leaves: every link from the front page is followed.

The property is tried on faults planted in shipped code, so that it is known to find them.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts import access_log
from app.accounts.models import AccessEntry
from app.codebook.levels import Level
from app.vault.models import Case, Proposal, Subject
from app.web.desk import witness
from tests.desk.test_reviewed import proposed

MOST_PAGES = 40
ID = re.compile(r"(?<![0-9a-z])[0-9a-z]{16}(?![0-9a-z])")


@pytest.fixture(scope="module")
def reviewer(desk):
    """Somebody cleared, before whom a proposal about shipped people lies."""
    browser, editor = desk.seat("looks", "reviewer"), desk.seat("writes", "editor")
    for _ in range(2):
        proposed(desk, editor, about=_shipped(desk))
    return browser


def test_all_that_is_shown_is_on_record(desk, reviewer):
    assert _unrecorded(desk, reviewer) == set()


def _people_by_case_only(session, ids):
    number = select(Subject.id).where(Subject.public_id.in_(ids))
    return sorted(
        session.scalars(select(Subject.public_id).where(Subject.id.in_(select(Case.id).where(Case.id.in_(number)))))
    )


PLANTED = {
    "people without their cases": (witness, "cases_named", _people_by_case_only),
    "no case at all": (witness, "cases_named", lambda *_: []),
    "no proposal": (witness, "proposals_named", lambda *_: []),
    "nobody is at vetted": (witness, "reading_level", lambda _: Level.RESEARCHER),
    "ids in links alone": (witness, "_ID", re.compile(rb'(?<=href="/cases/)[0-9a-z]{16}')),
    "a log that writes nothing": (access_log, "write", lambda *_: None),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_gap_is_found(desk, reviewer, monkeypatch, fault):
    monkeypatch.setattr(*PLANTED[fault])
    assert _unrecorded(desk, reviewer, MOST_PAGES // 4)


def test_no_log_no_answer(desk, reviewer, monkeypatch):
    def full(*_):
        raise OSError("no space")

    desk.clock.on(minutes=1)
    monkeypatch.setattr(access_log, "write", full)
    answer = reviewer.get("/proposals")
    assert answer.status == 500
    assert not _known(desk) & set(ID.findall(answer.text))


def _unrecorded(desk, browser, most: int = MOST_PAGES) -> set[str]:
    """Ids of cases and proposals that an answer named, by themselves or by their person, and the log does not."""
    missing: set[str] = set()
    seen, ahead = set(), ["/", "/proposals?all=yes"]
    people = _cases_of_people(desk)
    while ahead and len(seen) < most:
        path = ahead.pop(0)
        if path in seen:
            continue
        seen.add(path)
        if len(seen) % 40 == 39:
            desk.clock.on(minutes=1)
        before = _entries(desk)
        answer = browser.get(path)
        shown = set(ID.findall(answer.text)) & _known(desk)
        shown = {case for one in shown for case in people.get(one, {one})}
        logged = {entry.object for entry in _entries(desk)[len(before) :] if entry.viewer == browser.id}
        missing |= shown - logged
        ahead += [link for link in re.findall(r'href="(/[^"#]*)"', answer.text) if not link.startswith("/static")]
    return missing


def _entries(desk) -> list[AccessEntry]:
    with desk.house.books.reading() as session:
        return list(session.scalars(select(AccessEntry).order_by(AccessEntry.number)))


def _known(desk) -> set[str]:
    with desk.house.books.reading() as session:
        kinds = select(Subject.public_id).where(Subject.kind.in_(("case", "individual")))
        return set(session.scalars(kinds)) | set(session.scalars(select(Proposal.id)))


def _cases_of_people(desk) -> dict[str, set[str]]:
    """The cases of each person of the record."""
    with desk.house.books.reading() as session:
        names = dict(session.execute(select(Subject.id, Subject.public_id)).all())
        table = Case.__table__.c
        found: dict[str, set[str]] = {}
        for case, person in session.execute(select(table.id, table.individual_id)):
            found.setdefault(names[person], set()).add(names[case])
    return found


def _shipped(desk) -> str:
    """A person of the shipped record."""
    with desk.house.books.reading() as session:
        return session.scalars(
            select(Subject.public_id).where(Subject.kind == "individual").order_by(Subject.id)
        ).first()
