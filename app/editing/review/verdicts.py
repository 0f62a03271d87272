"""What a reviewer may say: approve, ask for changes, reject. An approval names the hash of what it is about.

Nobody who ever wrote in a proposal may approve it, by whatever route, and what was approved is exactly what becomes history.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.document import Draft, digests
from app.editing.drafts.kept import locked
from app.editing.drafts.sight import authors, may_see, read
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
from app.editing.people import Person, Roster, may_review, must_review
from app.editing.review.approving import apply_for_good, rehearse
from app.editing.review.bound import bound_to
from app.editing.review.deciding import wrote_about
from app.editing.review.needed import Needed
from app.editing.review.reviews import APPROVED, WHOLE, add_review, approvals_on
from app.editing.review.under_way import Deciders
from app.storage.sealed import Ring
from app.vault.bodies import Randomness
from app.vault.lookup import hold_chain
from app.vault.models import Proposal, Review
from app.vault.recording import SealedChangeset


@dataclass(frozen=True, slots=True)
class Outcome:
    """`changeset`: what was made of it, or None while another approval is still needed."""

    changeset: SealedChangeset | None


def content_seen(session: Session, ring: Ring, person: Person, key: str) -> str:
    """The hash (hexadecimal) of what this person sees of a proposal: its draft, and all that it would change."""
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    draft = read(ring, proposal)
    targets = Targets(session, ring, draft)
    if not may_review(person) or person.id in authors(session, key):
        return targets.content(person.clearance).hex()  # what a rehearsal shows is for who decides
    return bound_to(session, ring, proposal, draft, targets, person.clearance).hex()


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
    targets.check_base(person.clearance)
    now = bound_to(session, ring, proposal, draft, targets, person.clearance)
    if now.hex() != content:
        raise ChangedSinceSeen
    earlier = _standing_approvals(
        session, ring, proposal, lambda level: bound_to(session, ring, proposal, draft, targets, level), person, roster
    )
    needs = rehearse(session, ring, draft, at)
    earlier = _may_approve(session, needs, earlier, person)
    approvers = [*earlier, person.id]
    deciding = Deciders(approvers[0], approvers[1] if len(approvers) > 1 else None, at.date())
    add_review(session, ring, person, key, APPROVED, now, {}, at, random)
    if len(earlier) + 1 < needs.approvals:
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
    said = _on_changes(draft, comments)
    if not said:
        raise WordsNeeded
    add_review(session, ring, person, key, "changes_requested", draft.digest(), said, at, random, digests(draft))
    proposal.state = "changes_requested"
    session.flush()


def reject(
    session: Session,
    ring: Ring,
    person: Person,
    key: str,
    comments: Mapping[str, str],
    at: datetime,
    random: Randomness = secrets,
) -> None:
    """The end of a proposal, with the reason on the whole of it, and comments on single changes (by ref) if there are any.

    Its draft stays readable. WordsNeeded without a reason for the whole; BadDraft where a comment is on no change of it.
    """
    proposal, draft = _for_review(session, ring, person, key)
    said = _on_changes(draft, comments)
    if WHOLE not in said:
        raise WordsNeeded
    add_review(session, ring, person, key, "rejected", draft.digest(), said, at, random, digests(draft))
    proposal.state = "rejected"
    session.flush()


def _on_changes(draft: Draft, comments: Mapping[str, str]) -> dict[str, str]:
    """What is said, by ref of a change or of the whole. BadDraft where there is no such change."""
    said = {ref: words.strip() for ref, words in comments.items() if words.strip()}
    if lost := sorted(said.keys() - {WHOLE, *(change.ref for change in draft.changes)}):
        raise BadDraft(Fault(ref, "There is no such change to comment on.") for ref in lost)
    return said


def _for_review(session: Session, ring: Ring, person: Person, key: str) -> tuple[Proposal, Draft]:
    must_review(person)
    proposal = locked(session, ring, key, person)
    if person.id in authors(session, key):
        raise SelfApproval
    if person.clearance < proposal.level:
        raise NotThere
    if proposal.state != "submitted":
        raise WrongState
    return proposal, read(ring, proposal)


def _standing_approvals(
    session: Session,
    ring: Ring,
    proposal: Proposal,
    content: Callable[[Level], bytes],
    person: Person,
    roster: Roster,
) -> list[str]:
    """Others who approved exactly this, are reviewers still, see it still, and never wrote in it."""
    wrote = authors(session, proposal.id)
    found: list[str] = []
    for review in approvals_on(session, proposal.id):
        still = roster(review.reviewer)
        stands = (
            review.reviewer not in {person.id, *wrote, *found}
            and may_review(still)
            and still is not None
            and may_see(session, ring, still, proposal)
            and _still_of(content, review)
        )
        if stands:
            found.append(review.reviewer)
    return found


def _still_of(content: Callable[[Level], bytes], review: Review) -> bool:
    """Whether an approval is of what stands there now; not where its giver could not even be shown that any more."""
    try:
        return review.content_hash == content(Level(review.level))
    except BadDraft:
        return False


def _may_approve(session: Session, needs: Needed, earlier: list[str], person: Person) -> list[str]:
    """Those who approved earlier and have written since about nobody whom it lets be seen, and nothing that it brings back.

    DecidedByAuthor or SelfApproval where the person has.
    """
    wrote = wrote_about(session, needs.decided) if needs.decided else set()
    if person.id in wrote:
        raise DecidedByAuthor
    if person.id in needs.wrote:
        raise SelfApproval
    return [one for one in earlier if one not in wrote | needs.wrote]


def _author(proposal: Proposal, wrote: set[str]) -> str:
    return proposal.author if proposal.author in wrote else min(wrote)
