"""Reading merged subjects as one while their merge stands. Pure: no row of the vault moves, so undoing restores every one.

What comes from the merged one keeps at least its level, so that nothing falls; its withdrawals hide both; of two decisions
the stricter holds until a new one is made by who could know of both (`stricter`), and just so of two limits of verification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.codebook.levels import Level
from app.vault.errors import MergedInACircle
from app.vault.keeping_back import KeptBack
from app.vault.rows import CaseRow, LimitRow, MovedRow, RelationRow, VaultRows
from app.vault.stricter import joined

K = TypeVar("K", int, str)


@dataclass(frozen=True, slots=True)
class StandingMerge:
    """`merged` (public id) is read as part of `kept` since changeset `number`. `redirect_at`: see the model `Merge`.

    `known`: whether whoever saw `kept` could know of `merged` all the while (`knowing`).
    """

    kept: str
    merged: str
    number: int
    redirect_at: Level = Level.SEALED
    known: bool = True


def folded(rows: VaultRows, merges: Sequence[StandingMerge]) -> VaultRows:
    """The rows with every merged subject read as part of the one that was kept. MergedInACircle where nobody was."""
    if not merges:
        return rows
    at = {m.merged: m.kept for m in merges}
    roots = {key: root_of(at, key) for key in at}  # first of all: on a circle `lift` would never come to an end
    merges = _as_late_as_what_is_under_them(merges, at)
    levels = {person.public_id: person.level for person in rows.individuals}
    levels |= {case.public_id: case.level for case in rows.cases}
    owner = {c.public_id: c.individual for c in rows.cases}

    def root(key: str) -> str:
        return roots.get(key, key)

    def lift(key: str) -> Level:
        """The highest level on the way to the root: of every merged subject, and of a merged case's person."""
        top = Level.PUBLIC
        while key in at:
            top = max(top, levels[key], lift(owner[key]) if key in owner else Level.PUBLIC)
            key = at[key]
        return top

    limits, kept_back = _Limits(rows.cases, merges, lift), KeptBack(rows, merges, roots, lift)
    together: dict[str, list[str]] = {}
    for key, kept in roots.items():
        together.setdefault(kept, []).append(key)

    as_one = {*roots, *roots.values()}

    def told_from(*subjects: str) -> Level:
        return max(
            kept_back.case_told_from(subject) if subject in owner else kept_back.told_from(subject)
            for subject in subjects
        )

    return replace(
        rows,
        individuals=tuple(i for i in rows.individuals if i.public_id not in at),
        cases=tuple(
            replace(
                c,
                individual=root(c.individual),
                level=max(c.level, lift(c.individual)),
                limits=limits.of(c),
                told_from=min(map(kept_back.case_told_from, (c.public_id, *together.get(c.public_id, ())))),
            )
            for c in rows.cases
            if c.public_id not in at
        ),
        case_events=tuple(replace(e, case=root(e.case), level=max(e.level, lift(e.case))) for e in rows.case_events),
        relations=tuple(_relations(rows.relations, root, lift, told_from)),
        claims=tuple(
            replace(c, subject=root(c.subject), level=max(c.level, lift(c.subject)), told_from=told_from(c.subject))
            if owner.get(c.subject, c.subject) in as_one or c.subject in at
            else c
            for c in rows.claims
        ),
        decisions=tuple(joined(rows.decisions, merges, at, lift)),
        withdrawals=tuple(
            replace(w, subject=root(w.subject), level=lift(w.subject)) if w.subject in at else w
            for w in rows.withdrawals
        ),
        moved=tuple(MovedRow(m.merged, m.kept, max(m.redirect_at, told_from(m.merged))) for m in merges),
    )


def _as_late_as_what_is_under_them(merges: Sequence[StandingMerge], at: Mapping[str, str]) -> list[StandingMerge]:
    """In the order in which they are read. One that stands again by a revert may be older than another by which somebody came to be read
    as part of the merged one: nothing that was said before that was said of them.
    """
    late: dict[str, int] = {}
    for merge in merges:
        for each in way_of(at, merge.merged)[:-1]:
            late[each] = max(late.get(each, 0), merge.number)
    found = [replace(merge, number=late[merge.merged]) for merge in merges]
    return sorted(found, key=lambda merge: (merge.number, -len(way_of(at, merge.merged))))


def root_of(at: Mapping[K, K], key: K) -> K:
    """Where `key` ends up on the way from each to the one that it was merged into; itself where it was merged into nobody."""
    return way_of(at, key)[-1]


def way_of(at: Mapping[K, K], key: K) -> list[K]:
    """From a subject to the one that it is read as part of, both included. MergedInACircle where there is none."""
    way = [key]
    while way[-1] in at:
        if len(way) > len(at):
            raise MergedInACircle
        way.append(at[way[-1]])
    return way


class _Limits:
    """The most that reviewers allow each case: of itself, and of those that are read as part of it, unless it was ruled on since by who
    could know of these.
    """

    def __init__(self, cases: Sequence[CaseRow], merges: Sequence[StandingMerge], lift: Callable[[str], Level]) -> None:
        self._cases = {case.public_id: case for case in cases}
        self._lift = lift
        self._into: dict[str, list[StandingMerge]] = {}
        for merge in merges:
            self._into.setdefault(merge.kept, []).append(merge)

    def of(self, case: CaseRow) -> tuple[LimitRow, ...]:
        return self._of(case) if case.public_id in self._into else case.limits

    def _of(self, case: CaseRow) -> tuple[LimitRow, ...]:
        ruled = max((limit.added_in for limit in case.limits), default=0)
        theirs = (
            limit
            for merge in self._into.get(case.public_id, ())
            for limit in self._brought_by(merge.merged)
            if merge.number >= ruled or not merge.known
        )
        return (*case.limits, *theirs)

    def _brought_by(self, merged: str) -> Iterator[LimitRow]:
        level = self._lift(merged)
        yield from (replace(limit, level=max(limit.level, level)) for limit in self._of(self._cases[merged]))


def _relations(
    ties: Sequence[RelationRow],
    root: Callable[[str], str],
    lift: Callable[[str], Level],
    told_from: Callable[[str, str], Level],
) -> list[RelationRow]:
    moved = [
        replace(t, a=root(t.a), b=root(t.b), level=max(t.level, lift(t.a), lift(t.b)), told_from=told_from(t.a, t.b))
        for t in ties
    ]
    return [t for t in moved if t.a != t.b]
