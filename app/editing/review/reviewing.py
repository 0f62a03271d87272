"""Submitting, and what a reviewer may say: approve, ask for changes, reject. An approval names the hash of what it is about.

Nobody who ever wrote in a proposal may approve it, by whatever route, and what was approved is exactly what becomes history.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import OPEN_TO_AUTHORS, authors, locked, may_see, read
from app.editing.drafts.targets import Targets
from app.editing.errors import (
    BadDraft,
    ChangedSinceSeen,
    DecidedByAuthor,
    Fault,
    NotThere,
    SelfApproval,
    WordsNeeded,
    WrongState,
)
from app.editing.people import Person, Roster, may_review, must_edit, must_review
from app.editing.review.applying import Deciders
from app.editing.review.approving import Applied, apply_for_good, rehearse
from app.editing.review.deciding import wrote_about
from app.storage.sealed import Ring, Sealed, context
from app.vault.bodies import Randomness
from app.vault.lookup import hold_chain
from app.vault.models import Proposal, Review
from app.vault.public_ids import new_public_id
from app.vault.recording import SealedChangeset

WHOLE = ""
"""The key of a comment on the proposal as a whole; other comments are on a change, by its ref."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`changeset`: what was made of it, or None while another approval is still needed."""

    changeset: SealedChangeset | None


@dataclass(frozen=True, slots=True)
class Said:
    """A review, opened. `comments` by ref of a change; `WHOLE` for all of it."""

    reviewer: str
    verdict: str
    at: datetime
    comments: dict[str, str]


def submit(session: Session, ring: Ring, person: Person, key: str, at: datetime) -> None:
    """Hand a draft to review. BadDraft lists what is missing; Stale says what moved since its author looked."""
    must_edit(person)
    proposal = locked(session, key, person)
    if proposal.state not in OPEN_TO_AUTHORS:
        raise WrongState
    if person.id not in authors(session, key):
        raise NotThere
    draft = read(ring, proposal)
    _check_complete(draft, from_batch=proposal.batch_id is not None)
    targets = Targets(session, ring, draft)
    targets.check_named(person.clearance)
    targets.check_base()
    rehearse(session, ring, draft, at, by_author=True)
    proposal.state = "submitted"
    session.flush()


def take_back(session: Session, person: Person, key: str) -> None:
    """An author makes a draft of it again."""
    proposal = locked(session, key, person)
    if proposal.state != "submitted" or person.id not in authors(session, key):
        raise WrongState
    proposal.state = "draft"
    session.flush()


def content_seen(session: Session, ring: Ring, person: Person, key: str) -> str:
    """The hash (hexadecimal) of what this person sees of a proposal: its draft, and all that it would change."""
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, person, proposal):
        raise NotThere
    return Targets(session, ring, read(ring, proposal)).content(person.clearance).hex()


def approve(
    session: Session,
    ring: Ring,
    person: Person,
    key: str,
    content: str,
    at: datetime,
    roster: Roster,
    random: Randomness = secrets,
) -> Outcome:
    """Approve what has the hash `content`. It becomes history once as many people have approved just that as it needs."""
    proposal, draft = _for_review(session, ring, person, key)
    hold_chain(session)  # from here on nothing else is written, so what is checked now is what is written on
    targets = Targets(session, ring, draft)
    targets.check_base()
    now = targets.content(person.clearance)
    if now.hex() != content:
        raise ChangedSinceSeen
    earlier = _standing_approvals(session, proposal, targets, person, roster)
    rehearsed = rehearse(session, ring, draft, at)
    deciding = _deciders(session, rehearsed, [*earlier, person.id], at)
    _add_review(session, ring, person, key, "approved", now, {}, at, random)
    if len(earlier) + 1 < rehearsed.needed:
        session.flush()
        return Outcome(None)
    first_author = _author(proposal, authors(session, key))
    made = apply_for_good(session, ring, draft, first_author, person.id, deciding, at, random)
    proposal.state, proposal.changeset_number = "approved", made.number
    session.flush()
    return Outcome(made)


def ask_for_changes(
    session: Session,
    ring: Ring,
    person: Person,
    key: str,
    comments: Mapping[str, str],
    at: datetime,
    random: Randomness = secrets,
) -> None:
    """Send it back with comments, each on one change (by ref) or on the whole."""
    proposal, draft = _for_review(session, ring, person, key)
    said = {ref: words.strip() for ref, words in comments.items() if words.strip()}
    if not said:
        raise WordsNeeded
    known = {WHOLE} | {change.ref for change in draft.changes}
    if lost := sorted(said.keys() - known):
        raise BadDraft(Fault(ref, "There is no such change to comment on.") for ref in lost)
    _add_review(session, ring, person, key, "changes_requested", draft.digest(), said, at, random)
    proposal.state = "changes_requested"
    session.flush()


def reject(
    session: Session, ring: Ring, person: Person, key: str, why: str, at: datetime, random: Randomness = secrets
) -> None:
    """The end of a proposal. Its draft stays readable."""
    proposal, draft = _for_review(session, ring, person, key)
    if not why.strip():
        raise WordsNeeded
    _add_review(session, ring, person, key, "rejected", draft.digest(), {WHOLE: why.strip()}, at, random)
    proposal.state = "rejected"
    session.flush()


def reviews(session: Session, ring: Ring, person: Person, key: str) -> list[Said]:
    """What reviewers said, in order, for whoever may see the proposal."""
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, person, proposal):
        raise NotThere
    return [
        Said(row.reviewer, row.verdict, row.made_at, _open(ring, row)["comments"]) for row in _reviews(session, key)
    ]


def _for_review(session: Session, ring: Ring, person: Person, key: str) -> tuple[Proposal, Draft]:
    must_review(person)
    proposal = locked(session, key, person)
    if person.id in authors(session, key):
        raise SelfApproval
    if person.clearance < proposal.level:
        raise NotThere
    if proposal.state != "submitted":
        raise WrongState
    return proposal, read(ring, proposal)


def _check_complete(draft: Draft, *, from_batch: bool) -> None:
    faults = [] if draft.changes else [Fault("changes", "It changes nothing yet.")]
    if not draft.why.strip():
        faults.append(Fault("why", "Say why, in words."))
    if not from_batch:  # whether an id is taken must tell nobody anything
        given = (change.ref for change in draft.changes if getattr(change, "public_id", None))
        faults += [Fault(ref, "Public ids are made here, not given.") for ref in given]
    if faults:
        raise BadDraft(faults)


def _standing_approvals(
    session: Session, proposal: Proposal, targets: Targets, person: Person, roster: Roster
) -> list[str]:
    """Others who approved exactly this, are reviewers still, see it still, and never wrote in it."""
    wrote = authors(session, proposal.id)
    found: list[str] = []
    for review in _reviews(session, proposal.id):
        still = roster(review.reviewer)
        stands = (
            review.verdict == "approved"
            and review.reviewer not in {person.id, *wrote, *found}
            and may_review(still)
            and still is not None
            and still.clearance >= proposal.level
            and review.content_hash == targets.content(Level(review.level))
        )
        if stands:
            found.append(review.reviewer)
    return found


def _deciders(session: Session, rehearsed: Applied, approvers: list[str], at: datetime) -> Deciders:
    """Who has decided, if there is a decision in it: none of them may have written about whom it lets be seen."""
    deciders = Deciders(approvers[0], approvers[1] if len(approvers) > 1 else None, at.date())
    if rehearsed.decided and wrote_about(session, rehearsed.decided) & set(approvers):
        raise DecidedByAuthor
    return deciders


def _author(proposal: Proposal, wrote: set[str]) -> str:
    return proposal.author if proposal.author in wrote else min(wrote)


def _add_review(
    session: Session,
    ring: Ring,
    person: Person,
    key: str,
    verdict: str,
    content: bytes,
    comments: Mapping[str, str],
    at: datetime,
    random: Randomness,
) -> None:
    made = new_public_id(random)
    place = context("review", made, "body", person.clearance)
    body = Sealed.close(ring, place, json.dumps({"comments": dict(comments)}, ensure_ascii=False))
    session.add(
        Review(
            id=made, proposal_id=key, reviewer=person.id, verdict=verdict, content_hash=content, made_at=at,
            level=person.clearance, body=body,
        )
    )  # fmt: skip


def _reviews(session: Session, key: str) -> list[Review]:
    return list(session.scalars(select(Review).where(Review.proposal_id == key).order_by(Review.made_at, Review.id)))


def _open(ring: Ring, row: Review) -> dict[str, dict[str, str]]:
    opened: dict[str, dict[str, str]] = json.loads(row.body.open(ring, context("review", row.id, "body", row.level)))
    return opened
