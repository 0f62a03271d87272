"""Checking the record: the chain, every entry it covers, every sealed body, every reference. Changes nothing.

Finds any single edit, deletion, insertion or swap of history. That the newest changesets were cut off together with the
head only shows against a checkpoint kept elsewhere. Give it a session on `storage.engines.for_reading`: it reads table after
table, and what somebody writes meanwhile would look like a change behind the vault's back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.storage.chain import GENESIS, Link, walk
from app.storage.sealed import Ring
from app.vault import models
from app.vault.changesets import Header
from app.vault.entries import Contents, contents_of_all, differing
from app.vault.findings import Finding
from app.vault.integrity import bodies_that_differ, dangling
from app.vault.recording import SealedChangeset


def verify(session: Session, ring: Ring | None = None, checkpoint: SealedChangeset | None = None) -> list[Finding]:
    """All that is wrong; empty when the record is whole. Without a ring, bodies are only checked for being there."""
    return list(_findings(session, ring, checkpoint))


def checkpoint(session: Session) -> SealedChangeset:
    """The last changeset and its hash, to be signed and kept on another machine."""
    head = session.execute(select(models.ChainHead.number, models.ChainHead.hash)).one()
    return SealedChangeset(head.number, head.hash)


def _findings(session: Session, ring: Ring | None, kept: SealedChangeset | None) -> Iterator[Finding]:
    held, unreadable = contents_of_all(session)
    yield from unreadable
    try:
        changesets = session.execute(select(models.Changeset.__table__).order_by("number")).all()
    except (TypeError, ValueError):
        yield Finding("changeset", "a row cannot be read")
        return
    yield from _chain(changesets)
    yield from _entries(changesets, held)
    yield from _head(session, changesets)
    yield from _against(kept, changesets)
    yield from dangling(session)
    yield from bodies_that_differ(session, ring)


def _chain(changesets: Sequence[Row[Any]]) -> Iterator[Finding]:
    links = (Link(each.number, each.previous_hash, _payload(each), each.hash) for each in changesets)
    for number, sentence in walk(links):
        yield Finding(f"changeset {number}", sentence)


def _payload(row: Row[Any]) -> bytes:
    return Header(
        row.number, row.kind, row.author, row.approved_by, row.made_at, row.contents, row.commitment
    ).payload()


def _entries(changesets: Sequence[Row[Any]], held: Contents) -> Iterator[Finding]:
    rest = dict(held)
    for each in changesets:
        for table in differing(each.contents, rest.pop(each.number, [])):
            yield Finding(f"changeset {each.number}", f"its entries in {table} are not those that were sealed")
    for number in rest:
        yield Finding(f"changeset {number}", "rows name it, but it is not there")


def _head(session: Session, changesets: Sequence[Row[Any]]) -> Iterator[Finding]:
    last = (changesets[-1].number, changesets[-1].hash) if changesets else (0, GENESIS)
    heads = session.execute(select(models.ChainHead.number, models.ChainHead.hash)).all()
    if [tuple(head) for head in heads] != [last]:
        yield Finding("chain_head", "it is not the last changeset")


def _against(kept: SealedChangeset | None, changesets: Sequence[Row[Any]]) -> Iterator[Finding]:
    if kept is not None and (kept.number, kept.hash) not in {(each.number, each.hash) for each in changesets}:
        yield Finding(f"changeset {kept.number}", "the checkpoint's changeset is not there")
