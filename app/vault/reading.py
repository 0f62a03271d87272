"""Reading the whole vault as plain rows, in a fixed number of queries whatever its size. For publishing.

Reads everything at every level and drops nothing: dropping is disclosure's alone. Give it a session on
`storage.engines.for_reading`, so that all queries see one moment.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.storage.sealed import Ring
from app.vault.errors import MovedWhileReading
from app.vault.folding import folded
from app.vault.loading import Load
from app.vault.moment import moment
from app.vault.rows import MovedRow, VaultRows
from app.vault.scope import Scope
from app.vault.statements import merges_that_stand
from app.vault.ways import StandingMerge

TRIES = 20
"""Somebody writes at most that often while what belongs to a few people is read."""


def load(
    session: Session, ring: Ring, upto: int | None = None, scope: Scope | Callable[[], Scope] | None = None
) -> VaultRows:
    """Everything (or all in `scope`) as of changeset `upto`, opened, of one moment; whoever is merged is read as part of who was kept.

    See `load_apart`.
    """
    return folded(*load_apart(session, ring, upto, scope))


def load_moved(session: Session, ring: Ring, scope: Callable[[], Scope]) -> tuple[MovedRow, ...]:
    """Where the old addresses of everybody in `scope` lead on, and from which level. No body is opened."""
    return folded(*load_bare(session, ring, scope)).moved


def load_bare(
    session: Session, ring: Ring, scope: Scope | Callable[[], Scope]
) -> tuple[VaultRows, list[StandingMerge]]:
    """As `load_apart`, without what was said of anybody and the sources of it. No body is opened."""
    return _of_one_moment(
        lambda: Load(session, ring, None, scope, ever=False), lambda load: (load.bare(), load.merges())
    )


def load_apart(
    session: Session,
    ring: Ring,
    upto: int | None = None,
    scope: Scope | Callable[[], Scope] | None = None,
    *,
    ever: bool = False,
) -> tuple[VaultRows, list[StandingMerge]]:
    """The same with everybody by themselves, and the merges that stood. `ever`: as if nothing had been reverted; of merges then none,
    since two may have been read as one in either way.

    A session that is not on `for_reading` may see others write between two queries: then all is read again, and MovedWhileReading
    if that goes on and on. There `scope` is what finds the scope, since what is written meanwhile may belong to it.
    """
    return _of_one_moment(
        lambda: Load(session, ring, upto, scope, ever=ever),
        lambda load: (load.everything(), [] if ever else load.merges()),
    )


def _of_one_moment(
    begin: Callable[[], Load], read: Callable[[Load], tuple[VaultRows, list[StandingMerge]]]
) -> tuple[VaultRows, list[StandingMerge]]:
    for _ in range(TRIES):
        load = begin()
        try:
            rows = read(load)
        except KeyError:  # a row refers to another that was written after that one's table had been read
            if load.is_of_one_moment():
                raise
            continue
        if load.is_of_one_moment():
            return rows
    raise MovedWhileReading


def standing_merges(session: Session) -> list[StandingMerge]:
    """All merges that stand now."""
    undone = sorted(moment(session).undone)
    wanted = merges_that_stand(undone=bool(undone))
    return [StandingMerge(*row) for row in session.execute(wanted, {"undone": undone} if undone else {})]
