"""The ledger of one changeset: the chain's lock, row numbers, collected rows, and the sealing of all of it.

The lock is an UPDATE of the chain's head: PostgreSQL then holds the row and SQLite the database until the edge commits or
rolls back, so row numbers have no gaps and no two changesets follow the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.storage.sealed import Ring, context
from app.vault.bodies import NO_LEVEL_OF_ITS_OWN, Randomness, close_body
from app.vault.changesets import Header
from app.vault.errors import AlreadySealed, NotApproved, NothingToRecord
from app.vault.history import CHAIN_HEAD, CHANGESET, CLAIM_VALUE, HISTORY, contents_text
from app.vault.recording.page import Page
from app.vault.recording.sheet import Sheet

ALONE = frozenset({"withdrawal", "batch_received", "duplicate_decision"})
"""Kinds that need no approval: taking somebody out of sight cannot wait; receiving a file, or an opinion on a pair, shows nothing."""


@dataclass(frozen=True, slots=True)
class SealedChangeset:
    """A changeset that was written: its number and its hash, which is worth keeping elsewhere."""

    number: int
    hash: bytes


class Ledger:
    """Collects the rows of one changeset. Opening one takes the chain's lock, for the rest of the transaction."""

    def __init__(
        self,
        session: Session,
        ring: Ring,
        *,
        author: str,
        approved_by: str | None,
        made_at: datetime,
        random: Randomness,
        kind: str,
        summary: str,
    ) -> None:
        if approved_by == author or (approved_by is None and kind not in ALONE):
            raise NotApproved
        self._session, self._ring, self._random = session, ring, random
        self._made_at = made_at.astimezone(UTC)
        self._author, self._approved_by, self._kind, self._summary = author, approved_by, kind, summary
        self._number, self._previous = self._lock()
        dialect = session.connection().dialect
        self._pages = {kept.name: Page(kept, self._number, dialect) for kept in HISTORY}
        self._claim_values = Sheet(CLAIM_VALUE, dialect)
        self._sealed = False
        self._made: SealedChangeset | None = None

    @property
    def sealed(self) -> SealedChangeset:
        """What was made, once it is sealed."""
        if self._made is None:
            raise NothingToRecord
        return self._made

    @property
    def number(self) -> int:
        """The number this changeset will have."""
        return self._number

    def seal(self) -> SealedChangeset:
        """Write everything as one changeset and move the head. The edge commits; until then nobody else sees it."""
        self._refuse_if_sealed()
        used = [page for page in self._pages.values() if page.rows]
        if not used:
            raise NothingToRecord
        self._sealed = True
        made = self._write_changeset(contents_text([page.content() for page in used]))
        for sheet in (*used, self._claim_values):
            sheet.write(self._session.connection())
        self._made = made
        return made

    def _write_changeset(self, contents: str) -> SealedChangeset:
        place = context("changeset", self._number, "text", NO_LEVEL_OF_ITS_OWN)
        text, commitment = close_body(self._ring, place, {"summary": self._summary}, self._random)
        header = Header(self._number, self._kind, self._author, self._approved_by, self._made_at, contents, commitment)
        row = {name: getattr(header, name) for name in header.__slots__}
        made = header.hash_after(self._previous)
        row |= {"previous_hash": self._previous, "hash": made, "text": text}
        self._session.execute(insert(CHANGESET), [row])
        self._session.execute(update(CHAIN_HEAD).values(number=self._number, hash=made))
        return SealedChangeset(self._number, made)

    def _lock(self) -> tuple[int, bytes]:
        take = update(CHAIN_HEAD).values(number=CHAIN_HEAD.c.number)
        number, before = self._session.execute(take.returning(CHAIN_HEAD.c.number, CHAIN_HEAD.c.hash)).one()
        return number + 1, before

    def _new_id(self, table: str) -> int:
        """The next free number of a table's rows; nobody else can take it while the lock is held."""
        page = self._pages[table]
        if page.last is None:
            page.last = self._session.execute(select(func.max(page.table.c.id))).scalar_one() or 0
        page.last += 1
        return page.last

    def _put(self, table: str, row: dict[str, Any]) -> int:
        """Collect a row; returns its id. Sealed already: refused, else it would be lost without a word."""
        self._refuse_if_sealed()
        self._pages[table].put(row)
        number: int = row["id"]
        return number

    def _close(
        self, table: str, row: int, content: Mapping[str, Any], level: Level = NO_LEVEL_OF_ITS_OWN
    ) -> dict[str, Any]:
        """A row's words, sealed for their place, and the commitment to them; both None where nothing is said."""
        if not any(content.values()):
            return {"text": None, "commitment": None}
        text, commitment = close_body(self._ring, context(table, row, "text", level), content, self._random)
        return {"text": text, "commitment": commitment}

    def _refuse_if_sealed(self) -> None:
        if self._sealed:
            raise AlreadySealed
