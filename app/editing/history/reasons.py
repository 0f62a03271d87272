"""Why somebody is shown as they are: the words of decisions, for whoever may read the words of the changes they came with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.history.moments import may_read_words
from app.editing.people import Person
from app.editing.views import look
from app.storage.sealed import Ring, context
from app.vault.bodies import NO_LEVEL_OF_ITS_OWN, open_body
from app.vault.models import PublicationDecision, Subject
from app.vault.moment import moment


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
    found = []
    for row in session.scalars(wanted.where(moment(session).counts(made.__table__)).order_by(made.id)):
        if row.text and may_read_words(session, person, row.added_in):
            place = context("publication_decision", row.id, "text", NO_LEVEL_OF_ITS_OWN)
            said = open_body(ring, place, row.text)
            found.append(Reason(row.decided_on, row.form, said.get("reason", ""), said.get("evidence", "")))
    return found
