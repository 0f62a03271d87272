"""Sealing everything anew with the current vault key, after `KeyRing.rotate`. Killed half-way, it is simply run again.

The edge commits, and only then retires the old keys. Changes no value: commitments and the chain stay as they are.
"""

from __future__ import annotations

from itertools import islice

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.storage.sealed import Sealed
from app.vault.sealed_bodies import EVERYWHERE, Kept, SealedBody, bodies

BATCH = 5_000


def reseal(session: Session, ring: KeyRing) -> int:
    """Seal all bodies of older keys with the current one; returns how many."""
    return sum(_reseal(session, ring, kept) for kept in EVERYWHERE)


def _reseal(session: Session, ring: KeyRing, kept: Kept) -> int:
    old = [each for each in bodies(session, kept) if _is_old(ring, each)]
    change = update(kept.table).where(kept.key == bindparam("of_row")).values({kept.column: bindparam("anew")})
    rest = iter(old)
    while batch := list(islice(rest, BATCH)):
        session.connection().execute(change, [{"of_row": each.row, "anew": _anew(ring, each)} for each in batch])
    return len(old)


def _is_old(ring: KeyRing, each: SealedBody) -> bool:
    return each.body is not None and ring.sealed_by(each.body.envelope) != ring.current


def _anew(ring: KeyRing, each: SealedBody) -> Sealed:
    assert each.body is not None
    return Sealed(ring.seal(ring.open(each.body.envelope, each.place), each.place))
