"""Whether two may be read as one: nobody comes to be shown by it whom something kept back that would not hold for both.

What is decided of people and limits of verification are read as the stricter of both (`app.vault.stricter`), and a withdrawal of either
hides both. What else keeps somebody back is of one alone, so it is settled first. Told to the reviewer of a merge, who sees both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import InterimAction
from app.disclosure.clear import known_within
from app.disclosure.forms import PUBLISHED_STATES
from app.vault.models import CaseStanding
from app.vault.moment import moment
from app.vault.rows import DecisionRow, VaultRows
from app.vault.statements import table_of
from app.vault.stricter import narrows

DECIDE_FIRST = (
    "Who is merged lies higher and may be shown less, or is withdrawn. Decide (or withdraw) the one who is kept just so first:"
    " those who do not see the other one could not be told."
)
RETURN_FIRST = (
    "A return keeps the one who is merged back, by its own decision or withdrawal, and the one who is kept was decided by themselves."
    " Decide first how the one who is merged appears."
)
RAISE_FIRST = "Every case of the one who is merged lies higher than they do, and so did all that is told of them. Raise them first."
STATE_FIRST = (
    "In one return a case of theirs that would be read as part of the other's, which is published, was taken out. Rule both alike first,"
    " or say that it was taken out as a duplicate."
)
DUPLICATE = "duplicate"


def speaks_against(rows: VaultRows, kept: str, merged: str, number: int) -> str:
    """Why not, in a sentence; empty where nothing speaks against it. `rows`: with these two (public ids) apart.

    What changeset `number`, by which they become one, decides of the one who is kept is decided of both: it does not excuse it.
    """
    before = tuple(d for d in rows.decisions if d.subject != kept or d.added_in != number)
    if hides_unseen(replace(rows, decisions=before), kept, merged):
        return DECIDE_FIRST
    if _kept_back_by_a_return(rows, kept, merged):
        return RETURN_FIRST
    return RAISE_FIRST if _told_higher_than_they_lie(rows, merged) else ""


def hides_unseen(rows: VaultRows, kept: str, merged: str) -> bool:
    """Whether somebody merged from above would have to hide more of the one who is kept than that one's own record says.

    It would hold nowhere below their level, or tell of them there.
    """
    levels = {person.public_id: person.level for person in rows.individuals}
    if levels[merged] <= levels[kept]:
        return False
    known = _last(d for d in rows.decisions if d.subject == kept and known_within(levels[kept], d.level))
    theirs = _last(d for d in rows.decisions if d.subject == merged)
    if theirs is not None and narrows(known, theirs):
        return True
    ours, others = (
        {w.interim_action for w in rows.withdrawals if w.subject == key and not w.closed_on} for key in (kept, merged)
    )
    return bool(others) and not (ours & {InterimAction.HIDDEN_NOW} or ours >= others)


def _kept_back_by_a_return(rows: VaultRows, kept: str, merged: str) -> bool:
    """Whether what was decided of the one who is kept would show who is undecided and may be shown less by a return of theirs."""
    own = _last(d for d in rows.decisions if d.subject == kept)
    theirs = _last(d for d in rows.decisions if d.subject == merged)
    if own is None or own.at_most or (theirs is not None and not theirs.at_most):
        return False
    returns = {case.event for case in rows.cases if case.individual == merged}
    if any(w.subject in returns and not w.closed_on for w in rows.withdrawals):
        return True
    of_returns = (_last(d for d in rows.decisions if d.subject == event) for event in returns)
    return any(narrows(own, replace(decision, subject=kept)) for decision in of_returns if decision)


def _told_higher_than_they_lie(rows: VaultRows, merged: str) -> bool:
    """Nobody is told without a case (`disclosure.gate`)."""
    level = next(person.level for person in rows.individuals if person.public_id == merged)
    return min((case.level for case in rows.cases if case.individual == merged), default=level) > level


def shows_no_more(session: Session, kept: int, merged: int) -> bool:
    """Of two cases (row ids) whether the state of the one that is kept, which holds, shows no more than the other one's. One of which
    nothing was ever said, or that was taken out as a duplicate, may be read as part of one that is published.
    """
    said, now = CaseStanding.__table__.c, moment(session)
    ours, theirs = (
        session.execute(
            select(said.state, said.reason)
            .where(said.case_id == case, now.counts(table_of(CaseStanding)))
            .order_by(said.id.desc())
            .limit(1)
        ).first()
        for case in (kept, merged)
    )
    ours_is, theirs_is = (row is not None and row.state in PUBLISHED_STATES for row in (ours, theirs))
    return not ours_is or theirs_is or theirs is None or theirs.reason == DUPLICATE


def _last(decisions: Iterable[DecisionRow]) -> DecisionRow | None:
    return next(reversed(list(decisions)), None)
