"""Whether two may be read as one: those who do not see the one who is merged would have to be told of them.

Told to the reviewer of a merge, who sees both. What else keeps somebody back keeps back what is theirs (`app.vault.keeping_back`).
"""

from __future__ import annotations

from collections.abc import Iterable

from app.codebook.levels import InterimAction, Level
from app.disclosure.clear import known_within
from app.vault.rows import DecisionRow, VaultRows, WithdrawalRow
from app.vault.stricter import narrows

DECIDE_FIRST = (
    "Who is merged lies higher and may be shown less, or is withdrawn. Decide (or withdraw) the one who is kept just so first:"
    " those who do not see the other one could not be told."
)


def hides_unseen(rows: VaultRows, kept: str, merged: str) -> bool:
    """Whether somebody merged from above would have to hide more of the one who is kept than that one's own record says. It would hold
    nowhere below their level, or tell of them there.

    `rows`: with these two (public ids) apart. What lies above the merged one is not asked about: whoever merges them may not know of it.
    """
    levels = {person.public_id: person.level for person in rows.individuals}
    if levels[merged] <= levels[kept]:
        return False
    theirs = _known(rows, merged, levels[merged])
    if theirs is not None and narrows(_known(rows, kept, levels[kept]), theirs):
        return True
    ours, others = ({w.interim_action for w in _open(rows, key, levels[merged])} for key in (kept, merged))
    return bool(others) and not (ours & {InterimAction.HIDDEN_NOW} or ours >= others)


def _known(rows: VaultRows, key: str, level: Level) -> DecisionRow | None:
    return _last(d for d in rows.decisions if d.subject == key and known_within(level, d.level))


def _open(rows: VaultRows, key: str, level: Level) -> Iterable[WithdrawalRow]:
    return (w for w in rows.withdrawals if w.subject == key and not w.closed_on and known_within(level, w.level))


def _last(decisions: Iterable[DecisionRow]) -> DecisionRow | None:
    return next(reversed(list(decisions)), None)
