"""What reviewers said of a proposal: kept sealed, at the clearance of whoever said it, and opened for whoever may see the proposal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editing.drafts.sight import may_see
from app.editing.errors import NotThere
from app.editing.people import Person
from app.storage.sealed import Ring, Sealed, context
from app.vault.bodies import Randomness
from app.vault.models import Proposal, Review
from app.vault.public_ids import new_public_id

APPROVED = "approved"
A_MOMENT = timedelta(microseconds=1)
WHOLE = ""
"""The key of a comment on the proposal as a whole; other comments are on a change, by its ref."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Said:
    """A review, opened. `comments` by ref of a change; `WHOLE` for all of it. `said_of`: the changes that it was about, each by ref
    with its digest (`drafts.document`); of an approval nothing, since it is of exactly what its hash says.
    """

    reviewer: str
    verdict: str
    at: datetime
    comments: dict[str, str]
    said_of: dict[str, str]

    def of_an_earlier(self, now: Mapping[str, str], ref: str = WHOLE) -> bool:
        """Whether what it was about, one change or all of it, is another by now."""
        if not self.said_of:
            return False
        return self.said_of != now if ref == WHOLE else self.said_of.get(ref) != now.get(ref)

    def on_what_is_gone(self, now: Mapping[str, str]) -> list[str]:
        """The comments on changes that are not there any more."""
        return [words for ref, words in self.comments.items() if ref != WHOLE and ref not in now]


def reviews(session: Session, ring: Ring, person: Person, key: str) -> list[Said]:
    """What reviewers said, in order, for whoever may see the proposal."""
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    return [_said(ring, row) for row in reviews_on(session, key)]


def add_review(
    session: Session,
    ring: Ring,
    person: Person,
    key: str,
    verdict: str,
    content: bytes,
    comments: Mapping[str, str],
    at: datetime,
    random: Randomness,
    said_of: Mapping[str, str] = NOTHING,
) -> None:
    """Keep what this person said of what has the hash `content`, sealed at their clearance.

    For who holds the proposal's row: it stands after what was said before, whatever the clock of a request that had to wait says.
    """
    at = max([at, *(review.made_at + A_MOMENT for review in reviews_on(session, key)[-1:])])
    made = new_public_id(random)
    place = context("review", made, "body", person.clearance)
    body = Sealed.close(
        ring, place, json.dumps({"comments": dict(comments), "said_of": dict(said_of)}, ensure_ascii=False)
    )
    session.add(
        Review(
            id=made, proposal_id=key, reviewer=person.id, verdict=verdict, content_hash=content, made_at=at,
            level=person.clearance, body=body,
        )
    )  # fmt: skip


def reviews_on(session: Session, key: str) -> list[Review]:
    """All that were made of a proposal, in order."""
    return list(session.scalars(select(Review).where(Review.proposal_id == key).order_by(Review.made_at, Review.id)))


def approvals_on(session: Session, key: str) -> list[Review]:
    """The approvals that nobody has spoken against since: whoever asks for changes takes back all that were given before."""
    found: list[Review] = []
    for review in reviews_on(session, key):
        found = [*found, review] if review.verdict == APPROVED else []
    return found


def _said(ring: Ring, row: Review) -> Said:
    opened: dict[str, dict[str, str]] = json.loads(row.body.open(ring, context("review", row.id, "body", row.level)))
    return Said(row.reviewer, row.verdict, row.made_at, opened["comments"], opened.get("said_of", {}))
