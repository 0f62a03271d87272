"""Taking somebody out of sight at once: one editor alone, few at a time, and a second person looks within a day.

Hiding is never refused for want of a reason in words, and never undone here: its end is proposed and approved like anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.codebook.levels import InterimAction
from app.codebook.vocabularies import UnknownTerm, term
from app.editing.errors import BadDraft, Fault, NotThere, SelfApproval, TooMany, WrongState
from app.editing.history.merged import by_themselves
from app.editing.history.merging import roots_of
from app.editing.people import Person, must_edit, must_review
from app.editing.views import look
from app.keys.ring import KeyRing
from app.publishing.withdraw import withdraw
from app.vault.lookup import open_withdrawals
from app.vault.models import Changeset, Subject, Withdrawal
from app.vault.recording import Recorder

A_DAY = timedelta(days=1)
UNSEEN_AT_ONCE = 5
"""How many withdrawals of one person may wait for a second one to look at them."""
IN_A_DAY = 20
"""How many one person may make in a day, looked at or not. A house that has to hide more has a steward and the command line."""
ACTIONS = (InterimAction.HIDDEN_NOW, InterimAction.MASKED)
CAN_BE_HIDDEN = frozenset({"individual", "case", "return_event"})


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A withdrawal that nobody else has looked at, by whom that is read as now. `number`: its row; `whose`: for whom it was opened, who
    may have been merged since; `late`: more than a day old.
    """

    public_id: str
    number: int
    whose: str
    ground: str
    action: str
    opened_by: str
    opened_at: datetime
    late: bool


def hide_now(
    session: Session, ring: KeyRing, person: Person, public_id: str, ground: str, action: str, at: datetime
) -> None:
    """Record the withdrawal. Readers honour it as soon as the suppression lists are written, which the edge does next."""
    must_edit(person)
    _check_codes(ground, action)
    look(session, ring, public_id, person.clearance)
    kind = session.scalar(select(Subject.kind).where(Subject.public_id == public_id))
    if kind not in CAN_BE_HIDDEN:
        raise NotThere
    if kind == "return_event" and action == InterimAction.MASKED:
        raise BadDraft([Fault("action", "A return can be hidden, not masked. Mask the people in it, one by one.")])
    _check_rate(session, person, at)
    withdraw(session, ring, public_id, ground=ground, by=person.id, at=at, on=at.date(), action=action)


def confirm(session: Session, ring: KeyRing, person: Person, public_id: str, at: datetime) -> None:
    """A second person has looked at the open withdrawals of a subject that others made."""
    must_review(person)
    look(session, ring, public_id, person.clearance)
    waiting = [each for each in to_confirm(session, person, at) if each.public_id == public_id]
    if not waiting:
        raise WrongState("Nothing waits for confirmation here.")
    of_others = [each for each in waiting if each.opened_by != person.id]
    if not of_others:
        raise SelfApproval
    with Recorder(
        session, ring, person.id, None, at, kind="withdrawal", summary="A withdrawal was looked at"
    ) as recorder:
        for each in of_others:
            recorder.confirm_withdrawal(each.number, confirmed_by=person.id)


def to_confirm(session: Session, person: Person, at: datetime) -> list[Unconfirmed]:
    """Those that wait for a second person, of whom this one sees."""
    waiting = unconfirmed(session, at)
    seen = by_themselves(session, person, [each.whose for each in waiting])
    return [each for each in waiting if each.whose in seen]


def unconfirmed(session: Session, at: datetime) -> list[Unconfirmed]:
    """Open withdrawals that wait for a second person, the oldest first, whoever may see them."""
    waiting = [row for row in open_withdrawals(session) if row.confirmed_by is None]
    concerned = select(Subject.id, Subject.public_id).where(Subject.id.in_({row.subject_id for row in waiting}))
    names: dict[int, str] = dict(iter(session.execute(concerned))) if waiting else {}
    roots = roots_of(session) if waiting else {}
    return [_unconfirmed(row, names[row.subject_id], roots, at) for row in waiting]


def _unconfirmed(row: Row[Any], whose: str, roots: Mapping[str, str], at: datetime) -> Unconfirmed:
    late = at - row.made_at > A_DAY
    return Unconfirmed(
        roots.get(whose, whose), row.id, whose, row.ground, row.interim_action, row.opened_by, row.made_at, late
    )


def _check_codes(ground: str, action: str) -> None:
    try:
        term("withdrawal_ground", ground)
    except UnknownTerm as problem:
        raise BadDraft([Fault("ground", str(problem))]) from None
    if action not in ACTIONS:
        raise BadDraft([Fault("action", f"One of {', '.join(ACTIONS)}.")])


def _check_rate(session: Session, person: Person, at: datetime) -> None:
    made = select(Withdrawal.id).join(Changeset, Changeset.number == Withdrawal.added_in)
    today = session.scalars(made.where(Withdrawal.opened_by == person.id, Changeset.made_at > at - A_DAY)).all()
    unseen = [each for each in unconfirmed(session, at) if each.opened_by == person.id]
    if len(today) >= IN_A_DAY or len(unseen) >= UNSEEN_AT_ONCE:
        raise TooMany
