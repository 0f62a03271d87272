"""What was kept back of two who are read as one, and is told now (`vault.keeping_back`, decision record 19)."""

from __future__ import annotations

from collections.abc import Iterator

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.clear import told_within
from app.vault.rows import ClaimRow, RelationRow, VaultRows


def not_kept_back(before: VaultRows, after: VaultRows) -> Iterator[tuple[str, Level]]:
    """Of whom (public ids, as they are read after) a claim or a tie is told at which level that was kept back there before."""
    owner = {case.public_id: case.individual for case in after.cases}
    owner |= {each.public_id: owner[each.case] for each in after.case_events if each.case in owner}
    said = {claim.id: claim for claim in before.claims}
    for claim in after.claims:
        if was := said.get(claim.id):
            whose = owner.get(claim.subject, claim.subject)
            yield from ((whose, level) for level in _levels(claim) - _levels(was))
    tied = {tie.public_id: tie for tie in before.relations}
    for tie in after.relations:
        if held := tied.get(tie.public_id):
            yield from ((one, level) for level in _levels(tie) - _levels(held) for one in (tie.a, tie.b))


def _levels(row: ClaimRow | RelationRow) -> set[Level]:
    return {level for level in EDITION_LEVELS if told_within(level, row.told_from, row.not_at)}
