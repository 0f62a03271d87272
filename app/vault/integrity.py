"""References that lead nowhere, and sealed bodies that are not what was committed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ForeignKeyConstraint, Select, Table, and_, false, func, select
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
    for each in _references():
        missing, later = session.execute(each.astray).one()
        if missing:
            yield Finding(each.table, f"{missing} rows name a {each.target} that is not there")
        if later:
            yield Finding(each.table, f"{later} rows name a {each.target} that came later")
    if count := session.execute(_WITHOUT_VALUE).scalar_one():
        yield Finding("claim_value", f"{count} claims have no row here")


_WITHOUT_VALUE = select(func.count()).select_from(CLAIM.outerjoin(CLAIM_VALUE)).where(CLAIM_VALUE.c.claim_id.is_(None))


@dataclass(frozen=True, slots=True)
class _Reference:
    """From a table to its target. `astray`: counts rows that name nothing, and rows that name what came later."""

    table: str
    target: str
    astray: Select[int, int]


@cache
def _references() -> tuple[_Reference, ...]:
    """Built once: there are some hundred, and on a small vault building their queries takes longer than asking."""
    return tuple(
        _reference(table, each)
        for table in _TABLES
        for each in sorted(table.foreign_key_constraints, key=lambda each: str(each.name))
    )


def _reference(table: Table, reference: ForeignKeyConstraint) -> _Reference:
    column, target = reference.columns[0], reference.elements[0].column
    other = target.table.alias()
    joined = table.outerjoin(other, other.c[target.name] == column)
    lost = and_(column.is_not(None), other.c[target.name].is_(None))
    dated = "added_in" in table.c and "added_in" in other.c
    early = other.c.added_in > table.c.added_in if dated else false()
    found = select(func.count().filter(lost), func.count().filter(early)).select_from(joined)
    return _Reference(table.name, target.table.name, found)


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
