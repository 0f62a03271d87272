"""The access log: one entry for each case that was shown above `researcher`, and for each act of access. Chained by hash.

Holds ids and codes, never a name or a reason in words. Who writes holds the head's lock, so that the chain has no forks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from app.accounts.models import AccessEntry, AccessHead
from app.storage.chain import GENESIS, Link, link, walk

HEAD = "access"
VIEW, EXPORT, MATCH = "view", "export", "match"
ENTRY = AccessEntry.__table__


@dataclass(frozen=True, slots=True)
class Noted:
    """What is to be written down: what (`kind`), about what (`object`), which part, under which grant and edition."""

    kind: str
    object: str
    fields: str = ""
    grant: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: its number and hash; (0, GENESIS) of an empty log."""

    number: int
    hash: bytes


def write(session: Session, viewer: str, noted: Iterable[Noted], at: datetime) -> Head:
    """Append the entries in one go; the new head. The caller commits before anything is shown."""
    head = session.scalar(select(AccessHead).where(AccessHead.name == HEAD).with_for_update())
    if head is None:
        raise LookupError("the access log has no head")
    rows: list[dict[str, Any]] = []
    number, before = head.number, head.hash
    for each in noted:
        number, one = number + 1, replace(each, fields=each.fields[:256])
        after = link(before, payload(number, at, viewer, one))
        rows.append(
            {"number": number, "previous_hash": before, "hash": after, "at": at, "viewer": viewer, **asdict(one)}
        )
        before = after
    if rows:
        session.execute(insert(AccessEntry), rows)
        head.number, head.hash = number, before
        session.flush()
    return Head(number, before)


def payload(number: int, at: datetime, viewer: str, noted: Noted) -> bytes:
    """What the hash of an entry covers: all of it but its place."""
    said = (noted.kind, noted.object, noted.fields, noted.grant, noted.edition)  # astuple() takes ten times as long
    return orjson.dumps((number, at.astimezone(UTC).isoformat(), viewer, *said))


def head_of(session: Session) -> Head:
    found = session.execute(select(AccessHead.number, AccessHead.hash).where(AccessHead.name == HEAD)).one()
    return Head(found.number, found.hash)


def findings(session: Session, kept: Sequence[Head] = ()) -> Iterator[str]:
    """What is wrong with the log, a sentence each; nothing when it is whole. `kept`: heads from signed checkpoints."""
    rows = session.execute(select(ENTRY).order_by(ENTRY.c.number)).all()
    heads = session.execute(select(AccessHead.name, AccessHead.number, AccessHead.hash)).all()
    yield from wrong_with(rows, [(name, Head(number, digest)) for name, number, digest in heads], kept)


def wrong_with(rows: Sequence[Row[Any]], heads: Sequence[tuple[str, Head]], kept: Sequence[Head] = ()) -> Iterator[str]:
    """The same of entries that were read already, in order, and the heads that stand beside them."""
    for number, sentence in walk(Link(r.number, r.previous_hash, _payload(r), r.hash) for r in rows):
        yield f"access_entry {number}: {sentence}"
    last = Head(rows[-1].number, rows[-1].hash) if rows else Head(0, GENESIS)
    if heads != [(HEAD, last)]:
        yield "access_head: it is not the last entry"
    there = {(r.number, r.hash) for r in rows} | {(0, GENESIS)}
    for head in kept:
        if (head.number, head.hash) not in there:
            yield f"access_entry {head.number}: the checkpoint's entry is not there"


def _payload(row: Row[Any]) -> bytes:
    noted = Noted(row.kind, row.object, row.fields, row.grant, row.edition)
    return payload(row.number, row.at, row.viewer, noted)
