"""Why somebody is shown as they are, and why a claim stands as it does: for whoever may read the words of the changes they came with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.history.words import Words
from app.editing.people import Person
from app.editing.views import look
from app.storage.sealed import Ring, context
from app.vault.bodies import NO_LEVEL_OF_ITS_OWN, open_body
from app.vault.models import Claim, ClaimRuling, PublicationDecision, Subject
from app.vault.moment import moment
from app.vault.rows import claim_ref
from app.vault.scope import scope_about


@dataclass(frozen=True, slots=True)
class Reason:
    """The words of one decision. Who asked, and how to reach them, is not among them."""

    decided_on: date
    form: str
    words: str
    evidence: str


def reasons_of(session: Session, ring: Ring, person: Person, key: str) -> list[Reason]:
    """Of each decision about the subject itself, in the order in which they were made; NotThere where it is not there."""
    look(session, ring, key, person.clearance)
    made = PublicationDecision
    wanted = select(made).join(Subject, Subject.id == made.subject_id).where(Subject.public_id == key)
    found, words = [], Words(session, person)
    for row in session.scalars(wanted.where(moment(session).counts(made.__table__)).order_by(made.id)):
        if row.text and words.may_be_read(row.added_in):
            place = context("publication_decision", row.id, "text", NO_LEVEL_OF_ITS_OWN)
            said = open_body(ring, place, row.text)
            found.append(Reason(row.decided_on, row.form, said.get("reason", ""), said.get("evidence", "")))
    return found


def rulings_of(session: Session, ring: Ring, person: Person, key: str, refs: Collection[str]) -> dict[str, str]:
    """Why each of these claims (by ref) about the subject stands as it does, by the last ruling on it, where that gave a reason.

    `refs`: claims that the person sees. A ruling above them is not theirs to read, nor one whose changeset is not.
    """
    ids = scope_about(session, session.scalars(select(Subject.id).where(Subject.public_id == key)).all()).subjects
    made = ClaimRuling
    wanted = select(made, Claim.commitment).join(Claim, Claim.id == made.claim_id).where(Claim.subject_id.in_(ids))
    rows = session.execute(wanted.where(moment(session).counts(made.__table__)).order_by(made.id))
    last = {claim_ref(commitment): row for row, commitment in rows}
    found, words = {}, Words(session, person)
    for ref, row in last.items():
        if ref in refs and row.text and row.level <= person.clearance and words.may_be_read(row.added_in):
            said = open_body(ring, context("claim_ruling", row.id, "text", row.level), row.text)
            found[ref] = said.get("reason", "")
    return found
