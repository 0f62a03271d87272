"""Reading merged subjects as one while their merge stands. Pure: no row of the vault moves, so undoing restores every one.

What comes from the merged one keeps at least its level, so that nothing falls; its withdrawals hide both; of two decisions
the stricter holds until a new one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.codebook.levels import Form, Level
from app.vault.rows import DecisionRow, MovedRow, RelationRow, VaultRows

STRICT = (Form.HOLD, Form.COUNT_ONLY, Form.DESCRIPTOR, Form.AS_PUBLISHED, Form.FULL)
BARRED = frozenset({"refused", "withdrawn", "expired"})


@dataclass(frozen=True, slots=True)
class StandingMerge:
    """`merged` (public id) is read as part of `kept` since changeset `number`. `redirect_at`: see the model `Merge`."""

    kept: str
    merged: str
    number: int
    redirect_at: Level = Level.SEALED


def folded(rows: VaultRows, merges: Sequence[StandingMerge]) -> VaultRows:
    """The rows with every merged subject read as part of the one that was kept."""
    if not merges:
        return rows
    at = {m.merged: m.kept for m in merges}
    levels = {person.public_id: person.level for person in rows.individuals}
    levels |= {case.public_id: case.level for case in rows.cases}
    owner = {c.public_id: c.individual for c in rows.cases}

    def root(key: str) -> str:
        while key in at:
            key = at[key]
        return key

    def lift(key: str) -> Level:
        """The highest level on the way to the root: of every merged subject, and of a merged case's person."""
        top = Level.PUBLIC
        while key in at:
            top = max(top, levels[key], lift(owner[key]) if key in owner else Level.PUBLIC)
            key = at[key]
        return top

    return replace(
        rows,
        individuals=tuple(i for i in rows.individuals if i.public_id not in at),
        cases=tuple(
            replace(c, individual=root(c.individual), level=max(c.level, lift(c.individual)))
            for c in rows.cases
            if c.public_id not in at
        ),
        case_events=tuple(replace(e, case=root(e.case), level=max(e.level, lift(e.case))) for e in rows.case_events),
        relations=tuple(_relations(rows.relations, root, lift)),
        claims=tuple(
            replace(c, subject=root(c.subject), level=max(c.level, lift(c.subject))) if c.subject in at else c
            for c in rows.claims
        ),
        decisions=tuple(_decisions(rows.decisions, merges, at)),
        withdrawals=tuple(replace(w, subject=root(w.subject)) for w in rows.withdrawals),
        moved=tuple(MovedRow(m.merged, m.kept, m.redirect_at) for m in merges),
    )


def _relations(
    ties: Sequence[RelationRow], root: Callable[[str], str], lift: Callable[[str], Level]
) -> list[RelationRow]:
    moved = [replace(t, a=root(t.a), b=root(t.b), level=max(t.level, lift(t.a), lift(t.b))) for t in ties]
    return [t for t in moved if t.a != t.b]


def _decisions(
    decisions: Sequence[DecisionRow], merges: Sequence[StandingMerge], at: Mapping[str, str]
) -> list[DecisionRow]:
    held: dict[str, list[DecisionRow]] = {}
    for decision in decisions:
        held.setdefault(decision.subject, []).append(decision)
    for merge in sorted(merges, key=lambda m: m.number):
        theirs = held.pop(merge.merged, [])
        ours = held.get(merge.kept, [])
        before = [d for d in ours if d.added_in < merge.number]
        if theirs and before:
            both = _stricter(before[-1], theirs[-1])
            held[merge.kept] = [*before, both, *ours[len(before) :]]
    return [d for key, each in held.items() if key not in at for d in each]


def _stricter(one: DecisionRow, other: DecisionRow) -> DecisionRow:
    base = min(one, other, key=_rank)
    return replace(
        base,
        subject=one.subject,
        purposes=one.purposes & other.purposes,
        decided_on=max(one.decided_on, other.decided_on),
        review_on=_first(one.review_on, other.review_on),
        expires_on=_first(one.expires_on, other.expires_on),
        embargo_until=max((d for d in (one.embargo_until, other.embargo_until) if d), default=None),
    )


def _rank(decision: DecisionRow) -> int:
    return -1 if decision.consent_status in BARRED else STRICT.index(decision.form)


def _first(one: date | None, other: date | None) -> date | None:
    return min((d for d in (one, other) if d), default=None)
