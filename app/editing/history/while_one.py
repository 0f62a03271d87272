"""What moves of one of two while they are read as one: a level, or by a revert what was said of the one who is merged.

What is said of the one who is kept is said of both, by whoever sees both. What moves beneath it was not asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.history.merging import StandingRow
from app.vault.errors import DoesNotFit
from app.vault.levels import SUBJECT, own_levels
from app.vault.models import PublicationDecision, SubjectRuling, VerificationRuling
from app.vault.moment import moment
from app.vault.statements import table_of
from app.vault.ways import way_of

SAID_OF_BOTH = (
    "It changes what was said of somebody who is read as part of another, of whom something was said since that would overrule it."
    " End that merge first."
)
SAID = (table_of(PublicationDecision).c.subject_id, table_of(VerificationRuling).c.case_id)
"""About whom it was said how they appear, or about which case how well verified: of two who are one the last word may be of both."""


def came_to_lie_above(session: Session, ways: Mapping[int, Sequence[int]], number: int) -> set[int]:
    """Those who are merged (row ids, each with the way to who was kept, both included) and were raised above who was kept by changeset
    `number`, which is written, or left above by that one's fall. Each lies as high as any on the way before who was kept. Who lay above
    before is left as it is: whoever rules on the one who was kept may know nothing of them.
    """
    before, after = moment(session, number - 1), moment(session)
    moved = [number, *(before.undone ^ after.undone)]
    ruled = set(session.scalars(select(SubjectRuling.subject_id).where(SubjectRuling.added_in.in_(moved))))
    asked = {merged: way for merged, way in ways.items() if ruled & set(way)}
    was, now = (
        own_levels(session, SUBJECT, {one for way in asked.values() for one in way}, at) for at in (before, after)
    )
    return {
        merged for merged, (*theirs, kept) in asked.items()
        if _highest(now, theirs) > now[kept]
        and (_highest(now, theirs) > _highest(was, theirs) or _highest(was, theirs) <= was[kept])
    }  # fmt: skip


def _highest(levels: Mapping[int, Level], subjects: Sequence[int]) -> Level:
    return max(levels[one] for one in subjects)


def check_what_was_said(
    session: Session, standing: Sequence[StandingRow], into: Mapping[int, int], number: int
) -> None:
    """DoesNotFit where what comes back or goes by changeset `number`, which is written, was said of somebody who is merged, as before it,
    and what was said later of the one who is kept, or of anybody on the way to them, would overrule it, not knowing of it.
    """
    moved = moment(session, number - 1).undone ^ moment(session).undone
    about = {each: set(session.scalars(select(each).where(each.table.c.added_in.in_(moved)))) for each in SAID}
    for row in standing if moved else ():
        asked = [each for each in SAID if row.merged_id in about[each]]
        if any(_said_since(session, each, way_of(into, row.kept_id), row.added_in) for each in asked):
            raise DoesNotFit(SAID_OF_BOTH)


def _said_since(session: Session, about: ColumnElement[int], subjects: Sequence[int], number: int) -> bool:
    """What was taken back counts as well: it may come back after."""
    wanted = select(about).where(about.in_(subjects), about.table.c.added_in >= number)
    return session.execute(wanted.limit(1)).first() is not None
