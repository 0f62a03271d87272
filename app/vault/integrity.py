"""References that lead nowhere, and sealed bodies that are not what was committed to."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ForeignKeyConstraint, Table, and_, false, func, select
from sqlalchemy.orm import Session

from app.keys.errors import KeyTrouble
from app.storage.sealed import Ring
from app.vault import models
from app.vault.bodies import commitment
from app.vault.findings import Finding
from app.vault.history import CHANGESET, CLAIM_VALUE, HISTORY
from app.vault.sealed_bodies import CLAIM, CLAIM_VALUES, DRAFTS, EVERYWHERE, PROPOSAL, REVIEW, Kept, SealedBody, bodies

_TABLES = (CHANGESET, *(kept.table for kept in HISTORY), CLAIM_VALUE, PROPOSAL, REVIEW)


def dangling(session: Session) -> Iterator[Finding]:
    """Rows that refer to nothing, or to something that only came later; claims without a value row."""
    for table in _TABLES:
        for reference in sorted(table.foreign_key_constraints, key=lambda each: str(each.name)):
            yield from _astray(session, table, reference)
    without = select(func.count()).select_from(CLAIM.outerjoin(CLAIM_VALUE)).where(CLAIM_VALUE.c.claim_id.is_(None))
    if count := session.execute(without).scalar_one():
        yield Finding("claim_value", f"{count} claims have no row here")


def _astray(session: Session, table: Table, reference: ForeignKeyConstraint) -> Iterator[Finding]:
    column, target = reference.columns[0], reference.elements[0].column
    other = target.table.alias()
    joined = table.outerjoin(other, other.c[target.name] == column)
    lost = and_(column.is_not(None), other.c[target.name].is_(None))
    dated = "added_in" in table.c and "added_in" in other.c
    early = other.c.added_in > table.c.added_in if dated else false()
    found = select(func.count().filter(lost), func.count().filter(early)).select_from(joined)
    missing, later = session.execute(found).one()
    if missing:
        yield Finding(table.name, f"{missing} rows name a {target.table.name} that is not there")
    if later:
        yield Finding(table.name, f"{later} rows name a {target.table.name} that came later")


def bodies_that_differ(session: Session, ring: Ring | None) -> Iterator[Finding]:
    """Bodies that are missing, do not open in their place, or do not fit their commitment."""
    erased = set(session.scalars(select(models.Erasure.claim_id)))
    for kept in EVERYWHERE:
        for each in bodies(session, kept):
            sentence = _fault(kept, each, ring, erased)
            if sentence:
                yield Finding(f"{kept.table.name} {each.row}", sentence)


def _fault(kept: Kept, each: SealedBody, ring: Ring | None, erased: set[int]) -> str:
    gone = kept is CLAIM_VALUES and each.row in erased
    if gone or each.body is None:
        return _absence(each, gone=gone)
    if each.commitment is None and kept not in DRAFTS:
        return "it has words that nothing vouches for"
    if ring is None:
        return ""
    try:
        salted = ring.open(each.body.envelope, each.place)
    except KeyTrouble:
        return "its words do not open"
    fits = kept in DRAFTS or commitment(salted) == each.commitment
    return "" if fits else "its words are not those that were committed to"


def _absence(each: SealedBody, *, gone: bool) -> str:
    if gone:
        return "" if each.body is None else "it was erased, but its value is there"
    return "" if each.commitment is None else "its words are gone"
