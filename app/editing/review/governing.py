"""By which decisions somebody is shown, before a change and after it, by disclosure's answer: nobody is the approver who wrote one by
which they come to be shown, or by which more is shown of them.

Asked of every change: it may decide nothing itself, and take away what stood above a decision, or beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.clear import told_within
from app.disclosure.wider import shows_more
from app.editing.review.seen_more import Then, ways
from app.vault.rows import ClaimRow, RelationRow, VaultRows
from app.vault.ways import root_of


def shows_anew(before: Then, after: Then, asked: Iterable[str], on: date, number: int) -> set[int]:
    """Numbers of the changesets, before this one, with such decisions about these people, or returns, or all whose they are."""
    told, found = set(_kept_back_no_more(before.rows, after.rows)), set[int]()
    for one in asked:
        root = root_of(after.at, one)
        for was, now, level in ways(before, after, one, on):
            if shows_more(was, now) or (root, level) in told:
                found |= now.by
            elif not now.cases <= was.cases or not was.by <= now.by:
                found |= now.by - was.by
    return {each for each in found if each < number}


def _kept_back_no_more(before: VaultRows, after: VaultRows) -> Iterator[tuple[str, Level]]:
    """Of whom (as they are read after) something is told at which level that was kept back there before (`vault.keeping_back`)."""
    owner = {case.public_id: case.individual for case in after.cases}
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
