"""Handing a draft to review, and taking it back: by one of its authors, and only when it is complete and still about what is there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.editing.drafts.changes import NewCase
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import OPEN_TO_AUTHORS, locked, write
from app.editing.drafts.sight import authors, read
from app.editing.drafts.targets import Targets
from app.editing.drafts.to_come import days_to_come
from app.editing.errors import BadDraft, Fault, NotThere, WrongState
from app.editing.people import Person, must_edit
from app.editing.review.applying import check_alone
from app.editing.review.approving import check_fits
from app.editing.review.decided import check_decided
from app.editing.views import look_at
from app.storage.sealed import Ring

GIVEN_UP = "given_up"


def submit(session: Session, ring: Ring, person: Person, key: str, at: datetime) -> None:
    """Hand a draft to review. BadDraft lists what is missing; Stale says what moved since its author looked.

    RevisionNeeded where it was looked at with a higher clearance than this person has now: that it moved may lie above them.
    """
    must_edit(person)
    proposal = locked(session, ring, key, person)
    if proposal.state not in OPEN_TO_AUTHORS:
        raise WrongState
    if person.id not in authors(session, key):
        raise NotThere
    draft = read(ring, proposal)
    _check_complete(draft, from_batch=proposal.batch_id is not None)
    if ahead := days_to_come(draft.changes, at.date()):
        raise BadDraft(ahead)
    check_alone(draft.changes)
    check_decided(draft.changes)
    _check_once_in_each_return(session, ring, person, draft)
    targets = Targets(session, ring, draft)
    targets.check_named(person.clearance)
    targets.check_looked(person.clearance)
    targets.check_base()
    check_fits(session, ring, draft, at)
    write(ring, proposal, targets.handed_in())
    proposal.state = "submitted"
    session.flush()


def _check_once_in_each_return(session: Session, ring: Ring, person: Person, draft: Draft) -> None:
    """BadDraft where somebody has a case in a return already, as far as the author sees: a case is one person in one return (domain.md)."""
    new = [change for change in draft.changes if isinstance(change, NewCase)]
    people = look_at(
        session, ring, {change.individual for change in new if change.individual[0] != "@"}, person.clearance
    )
    theirs = {case for view in people.values() for case in view.parts.get("cases", ())}
    cases = look_at(session, ring, theirs, person.clearance)
    there = {(view.parts["individual"], view.parts["event"]): case for case, view in cases.items()}
    faults = []
    for change in new:
        if known := there.get((change.individual, change.event)):
            faults.append(Fault(change.ref, f"They have a case in this return already: {known}."))
        there[change.individual, change.event] = "another one here"
    if faults:
        raise BadDraft(faults)


def take_back(session: Session, ring: Ring, person: Person, key: str) -> None:
    """An author makes a draft of it again."""
    proposal = locked(session, ring, key, person)
    if proposal.state != "submitted" or person.id not in authors(session, key):
        raise WrongState
    proposal.state = "draft"
    session.flush()


def give_up(session: Session, ring: Ring, person: Person, key: str) -> None:
    """An author goes on with it no more: it waits for nobody, and nothing of it is lost."""
    proposal = locked(session, ring, key, person)
    if proposal.state not in OPEN_TO_AUTHORS or person.id not in authors(session, key):
        raise WrongState
    proposal.state = GIVEN_UP
    session.flush()


def take_up(session: Session, ring: Ring, person: Person, key: str) -> None:
    """An author makes a draft again of what was given up."""
    must_edit(person)
    proposal = locked(session, ring, key, person)
    if proposal.state != GIVEN_UP or person.id not in authors(session, key):
        raise WrongState
    proposal.state = "draft"
    session.flush()


def _check_complete(draft: Draft, *, from_batch: bool) -> None:
    faults = [] if draft.changes else [Fault("changes", "It changes nothing yet.")]
    if not draft.why.strip():
        faults.append(Fault("why", "Say why, in words."))
    if not from_batch:  # whether an id is taken must tell nobody anything
        given = (change.ref for change in draft.changes if getattr(change, "public_id", None))
        faults += [Fault(ref, "Public ids are made here, not given.") for ref in given]
    if faults:
        raise BadDraft(faults)
