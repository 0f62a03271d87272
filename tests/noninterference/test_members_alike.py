"""Every GET route of the members' application answers alike for whoever is not cleared: read, hidden edit, publish, read again.

A member without clearance, an editor, a steward, somebody whose vetted access has expired, and a researcher; each against pairs
of records that differ only above what they are cleared for.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts.models import AccessGrant, AccessRequest, Factor
from app.accounts.people import make_account
from app.accounts.sessions import choose, open_session
from app.codebook.levels import Form, Level
from app.disclosure.assemble import Record
from app.keys.ring import KeyRing
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.publishing.suppress import suppress
from app.storage.engines import engine_for
from app.storage.migrations import upgrade
from app.storage.sealed import Sealed
from app.web.account.policies import RATES
from tests.conftest import examples
from tests.disclosure.people import event, person, sources
from tests.members.host import ORIGIN, Host, exchange
from tests.noninterference.difference import same
from tests.noninterference.test_answered_alike import _ids, _keys, addresses_of, questions
from tests.pairs import ON, pairs

KINDS = {
    "member": ((), None),
    "editor": (("editor",), None),
    "steward": (("steward",), None),
    "expired": ((), Level.VETTED),
    "researcher": ((), Level.RESEARCHER),
}
DRAWN = 40
"""Requests drawn for an example: every route comes up many times in a run."""
HASH = "not a hash: nobody signs in here by a password"


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=examples(3, 400))
@given(data=st.data(), random=st.randoms(use_true_random=False))
def test_what_is_hidden_from_a_member_changes_no_byte_that_they_are_sent(kind, data, random):
    level = Level.RESEARCHER if kind == "researcher" else Level.PUBLIC
    one, other = data.draw(pairs(level))
    asked = [[p for p in params if p[0] != "q"] for params in data.draw(st.lists(questions(), min_size=2, max_size=2))]
    every = [
        *addresses_of(_ids((one, other)), asked),
        ("/account", []),
        ("/people", []),
        ("/access-log", []),
        ("/requests", []),
    ]
    chosen = sorted(random.sample(every, min(DRAWN, len(every))))
    with tempfile.TemporaryDirectory() as place:
        reader = _Reader(Path(place), kind, level)
        before, after = (reader.answers(record, chosen) for record in (one, other))
    for address in before:
        same(before[address], after[address], f"{kind} {address}")


def _vetted(people: int) -> Record:
    """What the vetted edition is made of: other people each time, whom none of these readers is cleared for."""
    held = tuple(person(f"{people}{n}", Form.HOLD, f"Synthetic Held {people}{n}") for n in range(people))
    return Record(held, (event(),), sources("s1", "s2"))


class _Reader:
    """A house that publishes, its members' application, and one member of a kind who goes on reading meanwhile."""

    def __init__(self, place: Path, kind: str, level: Level) -> None:
        self._kind, self._place, self._level = kind, place, level
        shutil.copytree(_keys(), place / "keys")
        self._ring, self._shelves = KeyRing(place / "keys"), Shelves(place / "editions")
        self._host: Host | None = None
        self._cookie, self._hidden = "", 0

    def answers(self, record, addresses):
        suppress(record, self._shelves, self._ring, ON)
        publish(record, self._shelves, self._ring, ON, levels=[self._level], draw=lambda _: [])
        self._hidden += 1
        publish(_vetted(self._hidden), self._shelves, self._ring, ON, levels=[Level.VETTED], draw=lambda _: [])
        if self._host is None:
            shutil.copyfile(_database(), self._place / "vault.sqlite")
            self._host = Host(self._place)
            self._cookie = self._come_in(self._host)
        return asyncio.run(self._all(addresses))

    async def _all(self, addresses):
        found = {}
        for path, params in addresses:
            where = path + (f"?{urlencode(params)}" if params else "")
            headers = {"host": "localhost:8001", "cookie": f"casebook={self._cookie}", "origin": ORIGIN}
            answer = await exchange(self._host.app, "GET", where, b"", headers, "127.0.0.1")
            assert answer.status < 500, where
            found[where] = (answer.status, sorted(answer.headers.items()), answer.body)
        return found

    def _come_in(self, host: Host) -> str:
        roles, cleared = KINDS[self._kind]
        now = host.clock()
        with host.books.writing() as session:
            made = make_account(
                session, host.books.keys, login="reader", name="Synthetic", password_hash=HASH,
                roles=roles, invited_by=None, at=now,
            )  # fmt: skip
            _with_factor(session, made, now)
            if cleared is not None:
                _granted(session, host, made, cleared, expired=self._kind == "expired")
            secret = open_session(session, made, now, stepped_up=True)
            choose(session, secret, Level.VETTED)  # a stale choice adds nothing to one's clearance
            return secret


def _with_factor(session, account, now) -> None:
    session.add(Factor(account_id=account, seed=Sealed(b"unused"), last_counter=0, confirmed_at=now))
    session.flush()


def _granted(session, host, account, level, *, expired) -> None:
    now = host.clock()
    ends = now if expired else now + timedelta(days=5)
    session.add(
        AccessRequest(id="request000000000", account_id=account, level=level, body=Sealed(b"unused"), digest=b"0" * 32,
                      asked_at=now, ends_at=ends, state="granted")
    )  # fmt: skip
    session.flush()
    session.add(
        AccessGrant(id="grant00000000000", account_id=account, level=level, request_id="request000000000",
                    starts_at=now - timedelta(days=5), ends_at=ends, revoked_at=None, revoked_by=None)
    )  # fmt: skip
    session.flush()


_MADE: list[Path] = []


def _database() -> Path:
    """A migrated database, made once for all examples."""
    if not _MADE:
        path = Path(tempfile.mkdtemp()) / "vault.sqlite"
        engine = engine_for(f"sqlite:///{path}")
        upgrade(engine)
        engine.dispose()
        _MADE.append(path)
    return _MADE[0]


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    monkeypatch.setattr("app.web.account.door.RATES", dict.fromkeys(RATES, 10**9))
