"""What was kept back of two who are read as one, and is told now (`vault.keeping_back`, decision record 19)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.clear import told_within
from app.disclosure.forms import PUBLISHED_STATES
from app.vault.rows import CaseRow, ClaimRow, RelationRow, VaultRows

Row = ClaimRow | RelationRow | CaseRow
R = TypeVar("R", ClaimRow, RelationRow, CaseRow)


class NotKeptBack(NamedTuple):
    """`row`: the claim (its id), tie or case (public ids); `who`: of whom, as they are read after; `level`: which is told it."""

    row: int | str
    who: str
    level: Level


def not_kept_back(before: VaultRows, after: VaultRows) -> Iterator[NotKeptBack]:
    """What is told that was there before, and was kept back."""
    owner = {case.public_id: case.individual for case in after.cases}
    for claim, level in _anew(
        {claim.id: claim for claim in before.claims}, {claim.id: claim for claim in after.claims}
    ):
        yield NotKeptBack(claim.id, owner.get(claim.subject, claim.subject), level)
    for tie, level in _anew(_by_id(before.relations), _by_id(after.relations)):
        yield from (NotKeptBack(tie.public_id, one, level) for one in (tie.a, tie.b))
    for case, level in _anew(_by_id(before.cases), _by_id(after.cases)):
        if case.state in PUBLISHED_STATES and case.told_at(level):
            yield NotKeptBack(case.public_id, case.individual, level)


def _by_id(rows: tuple[RelationRow, ...] | tuple[CaseRow, ...]) -> dict[str, Any]:
    return {row.public_id: row for row in rows}


def _anew(was: Mapping[Any, R], now: Mapping[Any, R]) -> Iterator[tuple[R, Level]]:
    for key, row in now.items():
        if key in was:
            yield from ((row, level) for level in _levels(row) - _levels(was[key]))


def _levels(row: Row) -> set[Level]:
    return {level for level in EDITION_LEVELS if told_within(level, row.told_from, row.not_at)}
