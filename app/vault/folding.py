"""Reading merged subjects as one while their merge stands. Pure: no row of the vault moves, so undoing restores every one.

What comes from the merged one keeps at least its level, so that nothing falls; its withdrawals hide both; of two decisions
the stricter holds until a new one is made by who could know of both (`stricter`), and just so of two limits of verification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from app.codebook.levels import Level
from app.vault.keeping_back import NOWHERE, KeptBack, mark
from app.vault.rows import CaseRow, LimitRow, MovedRow, RelationRow, VaultRows
from app.vault.stricter import joined, last_said
from app.vault.ways import StandingMerge, Ways


class Told(TypedDict):
    """What a row says of where it is told."""

    told_from: Level
    not_at: frozenset[Level]


def folded(rows: VaultRows, merges: Sequence[StandingMerge]) -> VaultRows:
    """The rows with every merged subject read as part of the one that was kept. MergedInACircle where nobody was."""
    if not merges:
        return rows
    ways = Ways(rows, merges)
    kept_back, root, lift = KeptBack(rows, ways), ways.root, ways.lift
    limits = {case.public_id: case.limits for case in rows.cases}
    gone, as_one = {merge.merged for merge in merges}, {*ways.members, *(merge.merged for merge in merges)}
    owner = {case.public_id: case.individual for case in rows.cases}
    return replace(
        rows,
        individuals=tuple(i for i in rows.individuals if i.public_id not in gone),
        cases=tuple(
            replace(
                c,
                individual=root(c.individual),
                level=max(c.level, lift(c.individual)),
                limits=(*c.limits, *_brought(c, limits, ways)),
                **_told(NOWHERE.union(*map(kept_back.told_at, (c.public_id, *ways.members.get(c.public_id, ()))))),
            )
            for c in rows.cases
            if c.public_id not in gone
        ),
        case_events=tuple(replace(e, case=root(e.case), level=max(e.level, lift(e.case))) for e in rows.case_events),
        relations=tuple(_relations(rows.relations, ways, kept_back)),
        claims=tuple(
            replace(
                c,
                subject=root(c.subject),
                level=max(c.level, lift(c.subject)),
                **_told(kept_back.told_at(c.subject)),
            )
            if owner.get(c.subject, c.subject) in as_one or c.subject in gone
            else c
            for c in rows.claims
        ),
        decisions=tuple(joined(rows.decisions, ways)),
        withdrawals=tuple(
            replace(w, subject=root(w.subject), level=lift(w.subject)) if w.subject in gone else w
            for w in rows.withdrawals
        ),
        moved=tuple(_moved(m, *mark(kept_back.told_at(m.merged))) for m in merges),
    )


def _brought(case: CaseRow, limits: Mapping[str, tuple[LimitRow, ...]], ways: Ways) -> Iterator[LimitRow]:
    """The most that reviewers allow those that are read as part of the case, unless it was ruled on since by who could know of these."""
    for one in ways.members.get(case.public_id, ()):
        limit = last_said(one, limits, ways, later=True)
        if limit is not None and limit not in case.limits:
            yield replace(limit, level=max(limit.level, ways.lift(one)))


def _relations(ties: Sequence[RelationRow], ways: Ways, kept_back: KeptBack) -> Iterator[RelationRow]:
    for tie in ties:
        a, b = ways.root(tie.a), ways.root(tie.b)
        if a != b:
            level = max(tie.level, ways.lift(tie.a), ways.lift(tie.b))
            told = kept_back.told_at(tie.a) & kept_back.told_at(tie.b)
            yield replace(tie, a=a, b=b, level=level, **_told(told))


def _told(levels: frozenset[Level]) -> Told:
    told_from, not_at = mark(levels)
    return {"told_from": told_from, "not_at": not_at}


def _moved(merge: StandingMerge, told_from: Level, not_at: frozenset[Level]) -> MovedRow:
    return MovedRow(merge.merged, merge.kept, max(merge.redirect_at, told_from), not_at)
