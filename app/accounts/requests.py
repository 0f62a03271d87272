"""Asking for access, and what others say to it. The rules are in `rules`; here they meet the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.ids import new_id
from app.accounts.keys import AccountKeys
from app.accounts.models import AccessGrant, AccessRequest, Approval
from app.accounts.people import people_of, person_of
from app.accounts.rules import AGREE, Asked, NotAllowed, Voice, check_ask, check_voice, enough
from app.codebook.levels import Level
from app.storage.sealed import Sealed, context

ASKED_OF_ALL = ("purpose", "affiliation", "referees", "agreement")
LONGEST_ANSWER = 4_000


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request with its words, for those who decide. `voices`: who has spoken so far."""

    asked: Asked
    words: Mapping[str, str]
    voices: tuple[Voice, ...]


def ask(
    session: Session,
    keys: AccountKeys,
    account_id: str,
    level: Level,
    ends_at: datetime,
    words: Mapping[str, str],
    at: datetime,
) -> str:
    """The id of the new request; NotAllowed says what is missing. An older open one of the level is taken back."""
    person = person_of(session, account_id, at)
    if person is None:
        raise NotAllowed("There is no such account.")
    check_ask(person, level, ends_at, at)
    kept = {key: words.get(key, "").strip()[:LONGEST_ANSWER] for key in ASKED_OF_ALL}
    if not all(kept.values()):
        raise NotAllowed("Say something under every question: others decide by it.")
    for older in session.scalars(_open_of(account_id, level)):
        older.state = "withdrawn"
    made = new_id()
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    digest = _digest(made, account_id, level, ends_at, text)
    session.add(
        AccessRequest(id=made, account_id=account_id, level=level, body=Sealed.close(keys, _place(made), text),
                      digest=digest, asked_at=at, ends_at=ends_at, state="open")
    )  # fmt: skip
    session.flush()
    return made


def speak(
    session: Session, approver_id: str, request_id: str, verdict: str, digest: bytes, at: datetime
) -> AccessGrant | None:
    """Record one person's word; the grant if that made it enough. NotAllowed says why not."""
    row = session.scalar(select(AccessRequest).where(AccessRequest.id == request_id).with_for_update())
    person = person_of(session, approver_id, at)
    if row is None or person is None:
        raise NotAllowed("There is no such request.")
    asked = _asked(row)
    check_voice(person, asked, digest, at)
    if session.get(Approval, (request_id, approver_id)) is not None:
        raise NotAllowed("You have spoken on this request already.")
    session.add(Approval(request_id=request_id, approver_id=approver_id, verdict=verdict, digest=digest, made_at=at))
    session.flush()
    if verdict != AGREE:
        row.state = "refused"
        return None
    return _grant(session, row, asked, at)


def _grant(session: Session, row: AccessRequest, asked: Asked, at: datetime) -> AccessGrant | None:
    voices = voices_on(session, row.id)
    asker = person_of(session, row.account_id, at)
    if not enough(asked, voices, people_of(session, {v.by for v in voices}, at)):
        return None
    if asker is None:
        raise NotAllowed("There is no such account.")
    check_ask(asker, row.level, row.ends_at, min(at, row.asked_at))
    row.state = "granted"
    grant = AccessGrant(
        id=new_id(), account_id=row.account_id, level=row.level, request_id=row.id, starts_at=at, ends_at=row.ends_at,
        revoked_at=None, revoked_by=None,
    )  # fmt: skip
    session.add(grant)
    session.flush()
    return grant


def open_requests(session: Session, keys: AccountKeys, at: datetime) -> Iterator[OpenRequest]:
    """All requests that wait for others."""
    for row in session.scalars(select(AccessRequest).where(AccessRequest.state == "open").order_by("asked_at", "id")):
        if row.ends_at > at:
            yield OpenRequest(_asked(row), _words(keys, row), tuple(voices_on(session, row.id)))


def requests_of(session: Session, account_id: str) -> list[Asked]:
    """What somebody has asked for, the newest first."""
    rows = select(AccessRequest).where(AccessRequest.account_id == account_id)
    return [_asked(row) for row in session.scalars(rows.order_by(AccessRequest.asked_at.desc()))]


def voices_on(session: Session, request_id: str) -> list[Voice]:
    rows = session.scalars(select(Approval).where(Approval.request_id == request_id))
    return [Voice(row.approver_id, row.verdict, row.digest) for row in rows]


def _open_of(account_id: str, level: Level) -> Any:
    return select(AccessRequest).where(
        AccessRequest.account_id == account_id, AccessRequest.level == level, AccessRequest.state == "open"
    )


def _asked(row: AccessRequest) -> Asked:
    return Asked(row.id, row.account_id, row.level, row.ends_at, row.digest, row.state)


def _words(keys: AccountKeys, row: AccessRequest) -> dict[str, str]:
    words: dict[str, str] = json.loads(row.body.open(keys, _place(row.id)))
    return words


def _digest(request_id: str, account_id: str, level: Level, ends_at: datetime, text: str) -> bytes:
    parts = json.dumps([request_id, account_id, level.code, ends_at.isoformat(), text])
    return hashlib.sha256(parts.encode()).digest()


def _place(request_id: str) -> str:
    return context("access_request", request_id, "body", 3)
