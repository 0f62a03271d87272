"""What moves of one of two while they are read as one: a level, or by a revert what was said of the one who is merged.

What is said of the one who is kept is said of both, by whoever sees both. What moves beneath it was not asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.editing.history.fitting import STATE_FIRST, shows_no_more
from app.editing.history.merging import StandingRow
from app.vault.errors import DoesNotFit
from app.vault.folding import root_of
from app.vault.levels import SUBJECT, own_levels
from app.vault.models import CaseStanding, PublicationDecision, SubjectRuling, VerificationRuling
from app.vault.moment import moment
from app.vault.statements import table_of

SAID_OF_BOTH = (
    "It changes what was said of somebody who is read as part of another, of whom something was said since that would overrule it."
    " End that merge first."
)
DECISION, LIMIT = table_of(PublicationDecision).c.subject_id, table_of(VerificationRuling).c.case_id
STATE = table_of(CaseStanding).c.case_id
SAID = (DECISION, LIMIT, STATE)


def came_to_lie_above(session: Session, roots: Mapping[int, int], number: int) -> set[int]:
    """Those who are merged (row ids, with who was kept) and were raised above who was kept by changeset `number`, which is written, or
    left above by that one's fall. Who lay above before is left as it is: whoever rules on the one who was kept may know nothing of them.
    """
    before, after = moment(session, number - 1), moment(session)
    moved = [number, *(before.undone ^ after.undone)]
    ruled = set(session.scalars(select(SubjectRuling.subject_id).where(SubjectRuling.added_in.in_(moved))))
    pairs = {merged: kept for merged, kept in roots.items() if {merged, kept} & ruled}
    was, now = (own_levels(session, SUBJECT, {*pairs, *pairs.values()}, at) for at in (before, after))
    return {
        merged
        for merged, kept in pairs.items()
        if now[merged] > now[kept] and (now[merged] > was[merged] or was[merged] <= was[kept])
    }


def check_what_was_said(
    session: Session, standing: Sequence[StandingRow], into: Mapping[int, int], number: int
) -> None:
    """DoesNotFit where what comes back or goes by changeset `number`, which is written, was said of somebody who is merged, as before it,
    and would not hold: since what was said later of the one who is kept overrules it, or the state of that one's case does.
    """
    moved = moment(session, number - 1).undone ^ moment(session).undone
    about = {each: set(session.scalars(select(each).where(each.table.c.added_in.in_(moved)))) for each in SAID}
    for row in standing if moved else ():
        root = root_of(into, row.kept_id)
        for each in (DECISION, LIMIT):
            if row.merged_id in about[each] and _said_since(session, each, root, row.added_in):
                raise DoesNotFit(SAID_OF_BOTH)
        if row.merged_id in about[STATE] and not shows_no_more(session, row.kept_id, row.merged_id):
            raise DoesNotFit(STATE_FIRST)


def _said_since(session: Session, about: ColumnElement[int], subject: int, number: int) -> bool:
    added_in = about.table.c.added_in
    return session.execute(select(about).where(about == subject, added_in >= number).limit(1)).first() is not None
