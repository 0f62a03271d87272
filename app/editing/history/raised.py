"""The past as the levels of today let it be seen: what was raised since then is in no moment for who may not see it now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.disclosure.clear import known_within
from app.storage.sealed import Ring
from app.vault.folding import folded
from app.vault.levels import CLAIM, SOURCE, SUBJECT, last_words
from app.vault.moment import moment
from app.vault.reading import load_apart
from app.vault.rows import VaultRows
from app.vault.scope import Scope, within
from app.vault.ways import StandingMerge, root_of, way_of

Levels = dict[int | str, Level]
"""By the row id of a claim, and by the public id of a subject or source."""
WITH_LEVELS = ("individuals", "events", "cases", "case_events", "relations", "sources", "claims")


def levels_now(session: Session, ring: Ring, scope: Scope) -> Levels:
    """The level of everything in the scope; of what counts no more, by the last word on it (`last_words`).

    Whoever is merged now lies as high as any of those on the way to the one who was kept.
    """
    found: Levels = dict(_of_what_counts_no_more(session, scope))
    rows, merges = load_apart(session, ring, scope=scope)
    found |= {key: row.level for _, key, row in _rows(rows)}
    return _as_high_as_the_way(found, merges)


def seen_then(
    session: Session, ring: Ring, upto: int | None, scope: Scope, levels: Levels, clearance: Level
) -> VaultRows:
    """All in the scope as it was right after changeset `upto`, or stands in a rehearsal, without what lies above the clearance now.

    Whoever lies above it falls with all that is theirs before any two are read as one: nothing of theirs is left to another.
    """
    return _read_as_one(*load_apart(session, ring, upto, scope), levels, clearance)


def seen_now(session: Session, ring: Ring, scope: Scope, clearance: Level) -> VaultRows:
    """The same of what stands now, or in a rehearsal."""
    rows, merges = load_apart(session, ring, scope=scope)
    levels: Levels = {key: row.level for _, key, row in _rows(rows)}
    return _read_as_one(rows, merges, _as_high_as_the_way(levels, merges), clearance)


def _as_high_as_the_way(levels: Levels, merges: Sequence[StandingMerge]) -> Levels:
    kept = {merge.merged: merge.kept for merge in merges}
    return levels | {key: max(levels[each] for each in way_of(kept, key)) for key in kept}


def _read_as_one(rows: VaultRows, merges: Sequence[StandingMerge], levels: Levels, clearance: Level) -> VaultRows:
    seen = _still_seen(rows, levels, clearance)
    there = {person.public_id for person in seen.individuals} | {case.public_id for case in seen.cases}
    left = [merge for merge in merges if {merge.kept, merge.merged} <= there]
    into = {merge.merged: merge.kept for merge in left}
    # without somebody between them two are two, and so are their cases
    whose = {case.public_id: root_of(into, case.individual) for case in seen.cases}
    return folded(seen, [merge for merge in left if whose.get(merge.kept) == whose.get(merge.merged)])


def seen_by(rows: VaultRows, clearance: Level) -> VaultRows:
    """The rows without what lies above the clearance by its own level, or belongs to what does."""
    return _still_seen(rows, {}, clearance)


def _still_seen(then: VaultRows, levels: Levels, clearance: Level) -> VaultRows:
    kept: dict[str, Any] = {table: [] for table in WITH_LEVELS}
    for table, key, row in _rows(then):
        if known_within(clearance, levels.get(key, row.level)):
            kept[table].append(row)
    people, there = {row.public_id for row in kept["individuals"]}, {row.public_id for row in kept["events"]}
    kept["cases"] = [case for case in kept["cases"] if case.individual in people]
    cases = {case.public_id for case in kept["cases"]}
    there |= people | cases
    sources = {source.public_id for source in kept["sources"]}
    kept["case_events"] = [event for event in kept["case_events"] if event.case in cases]
    kept["relations"] = [tie for tie in kept["relations"] if {tie.a, tie.b} <= people and tie.source in sources | {""}]
    there |= {row.public_id for row in (*kept["case_events"], *kept["relations"])}
    kept["claims"] = [claim for claim in kept["claims"] if claim.source in sources and claim.subject in there]
    for table in ("decisions", "withdrawals"):
        kept[table] = [row for row in getattr(then, table) if row.subject in there]
    return replace(then, **{table: tuple(rows) for table, rows in kept.items()})  # type: ignore[arg-type]  # not the number


def _rows(rows: VaultRows) -> Iterator[tuple[str, int | str, Any]]:
    for table in WITH_LEVELS:
        for row in getattr(rows, table):
            yield table, row.id if table == "claims" else row.public_id, row


def _of_what_counts_no_more(session: Session, scope: Scope) -> Iterator[tuple[int | str, Level]]:
    undone = sorted(moment(session).undone)
    for table in (SUBJECT, SOURCE, CLAIM) if undone else ():
        named = table.c.id if table is CLAIM else table.c.public_id
        gone = select(table.c.id, named).where(within(table), table.c.added_in.in_(undone))
        names: dict[int, int | str] = dict(iter(session.execute(gone, scope.parameters())))
        yield from ((names[key], level) for key, level in last_words(session, table, names).items())
