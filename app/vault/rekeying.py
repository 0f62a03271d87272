"""Sealing everything anew with the current vault key, after `KeyRing.rotate`. Killed half-way, it is simply run again.

The edge commits, and only then retires the old keys. Changes no value: commitments and the chain stay as they are.
"""

from __future__ import annotations

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from app.keys.ring import KeyRing
from app.storage.sealed import Sealed
from app.vault.sealed_bodies import EVERYWHERE, Kept, bodies

BATCH = 5_000


def reseal(session: Session, ring: KeyRing) -> int:
    """Seal all bodies of older keys with the current one; returns how many."""
    return sum(_reseal(session, ring, kept) for kept in EVERYWHERE)


def _reseal(session: Session, ring: KeyRing, kept: Kept) -> int:
    old = [
        (each.row, each.place, each.body)
        for each in bodies(session, kept)
        if each.body is not None and ring.sealed_by(each.body.envelope) != ring.current
    ]
    change = update(kept.table).where(kept.key == bindparam("of_row")).values({kept.column: bindparam("anew")})
    for start in range(0, len(old), BATCH):
        rows = [{"of_row": row, "anew": _anew(ring, place, body)} for row, place, body in old[start : start + BATCH]]
        session.connection().execute(change, rows)
    return len(old)


def _anew(ring: KeyRing, place: str, body: Sealed) -> Sealed:
    return Sealed(ring.seal(ring.open(body.envelope, place), place))
