"""Every sealed body in the vault with the place it belongs to: for whoever checks them all or seals them anew. Opens none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, Select, Table, literal, null, select
from sqlalchemy.orm import Session

from app.storage.sealed import Sealed, context
from app.vault import models
from app.vault.bodies import NO_LEVEL_OF_ITS_OWN
from app.vault.history import CHANGESET, CLAIM_VALUE, HISTORY

PROPOSAL = cast("Table", models.Proposal.__table__)
REVIEW = cast("Table", models.Review.__table__)
NOTE = cast("Table", models.Note.__table__)
CLAIM = cast("Table", models.Claim.__table__)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where sealed bodies are: a table, its key, and the column."""

    table: Table
    key: Column[Any]
    column: str

    def place(self, row: int | str, level: int) -> str:
        return context(self.table.name, row, self.column, level)


@dataclass(frozen=True, slots=True)
class SealedBody:
    """A row's body. `commitment`: None where the table has none (proposals, reviews, notes) or nothing was said."""

    row: int | str
    place: str
    body: Sealed | None
    commitment: bytes | None


CLAIM_VALUES = Kept(CLAIM_VALUE, CLAIM_VALUE.c.claim_id, "body")
PROPOSALS = Kept(PROPOSAL, PROPOSAL.c.id, "body")
REVIEWS = Kept(REVIEW, REVIEW.c.id, "body")
NOTES = Kept(NOTE, NOTE.c.id, "body")
DRAFTS = (PROPOSALS, REVIEWS, NOTES)
"""Bodies that nothing vouches for: they are not history."""
TEXTS = (
    Kept(CHANGESET, CHANGESET.c.number, "text"),
    *(Kept(each.table, each.table.c.id, each.sealed) for each in HISTORY if each.sealed),
)
EVERYWHERE = (*TEXTS, CLAIM_VALUES, *DRAFTS)


def bodies(session: Session, kept: Kept) -> Iterator[SealedBody]:
    """The bodies of one table, row by row."""
    for row, level, body, commitment in session.execute(_query(kept)):
        yield SealedBody(row, kept.place(row, level), body, commitment)


@cache
def _query(kept: Kept) -> Select[Any]:
    return _sealed(kept).execution_options(yield_per=2000)


def _sealed(kept: Kept) -> Select[Any]:
    columns = kept.table.c
    if kept is CLAIM_VALUES:
        wanted = select(columns.claim_id, CLAIM.c.level, columns.body, CLAIM.c.commitment)
        return wanted.join(CLAIM, CLAIM.c.id == columns.claim_id).order_by(kept.key)
    level = columns.level if "level" in columns else literal(int(NO_LEVEL_OF_ITS_OWN))
    commitment = columns.commitment if "commitment" in columns else null()
    return select(kept.key, level, columns[kept.column], commitment).order_by(kept.key)
