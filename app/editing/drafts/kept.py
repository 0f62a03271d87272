"""Drafts on the server: made, saved with a revision, opened. Whoever writes a word is an author from then on.

What is begun with the words of another draft has all its authors: nobody approves their own words in a copy either.
An unfinished form is kept as it is. A draft is seen by whoever is cleared for its level, and by an author who
wrote it alone: what somebody cleared adds to it may be above its first author.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.editing.drafts.document import Draft, as_high_as_either, draft_of, parts_of, titled_by_source
from app.editing.drafts.leaves import side_by_side
from app.editing.drafts.level import level_of
from app.editing.drafts.sight import authors, may_see, read
from app.editing.errors import NotThere, WrongState
from app.editing.people import Person, must_edit
from app.editing.revisions import merged, moved, read_token, token
from app.storage.sealed import Ring, Sealed, context
from app.vault.bodies import Randomness
from app.vault.models import Proposal, ProposalAuthor
from app.vault.public_ids import new_public_id

OPEN_TO_AUTHORS = frozenset({"draft", "changes_requested"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A proposal as somebody sees it. `revision`: what they send back when they save."""

    id: str
    state: str
    authors: tuple[str, ...]
    level: Level
    draft: Draft

    @property
    def revision(self) -> str:
        return token(parts_of(self.draft))


def start(
    session: Session,
    ring: Ring,
    person: Person,
    draft: Draft,
    at: datetime,
    *,
    state: str = "draft",
    batch: int | None = None,
    came_from: Opened | None = None,
    random: Randomness = secrets,
) -> str:
    """Put a new draft down; returns its id. `came_from`: the proposal whose words are in it. All who wrote there are authors here
    as well, and it lies no lower; so where others wrote, whoever typed a level above their own sees it no more.
    """
    must_edit(person)
    key, level = new_public_id(random), level_of(session, person.clearance, draft)
    level = max(level, came_from.level) if came_from else level
    words = came_from.draft if came_from else Draft()
    kept = _as_seen_by(person, draft, words).model_copy(update={"named": words.named})
    proposal = Proposal(
        id=key,
        state=state,
        author=person.id,
        created_at=at,
        level=level,
        batch_id=batch,
        body=_seal(ring, key, level, kept),
    )
    session.add(proposal)
    session.flush()
    wrote = {person.id, *(came_from.authors if came_from else ())}
    session.add_all(ProposalAuthor(proposal_id=key, actor=actor, since=at) for actor in sorted(wrote))
    session.flush()
    return key


def save(
    session: Session, ring: Ring, person: Person, key: str, draft: Draft, if_match: str | None, at: datetime
) -> Opened:
    """Store the draft. Edits of other parts meanwhile are kept beside it; of the same part: Stale, and nothing is stored."""
    must_edit(person)
    proposal = locked(session, ring, key, person)
    if proposal.state not in OPEN_TO_AUTHORS:
        raise WrongState("It has been submitted.")
    before = read(ring, proposal)
    mine = _as_seen_by(person, draft, before)
    sides = side_by_side(read_token(if_match), parts_of(mine), parts_of(before))
    parts = merged(sides.base, sides.mine, sides.theirs)
    order = tuple(change.ref for each in (before, mine) for change in each.changes)
    result = titled_by_source(draft_of(parts, order), mine, before).model_copy(update={"named": before.named})
    if moved(sides.base, sides.theirs):
        result = as_high_as_either(result, mine, before)
    level = max(proposal.level, level_of(session, person.clearance, result))
    proposal.level = level
    write(ring, proposal, result)
    _note_author(session, key, person.id, at)
    session.flush()
    return opened(session, ring, proposal)


def open_draft(session: Session, ring: Ring, person: Person, key: str) -> Opened:
    """A proposal, for who may see it (`may_see`); NotThere for anybody else."""
    proposal = session.get(Proposal, key)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    return opened(session, ring, proposal)


def opened(session: Session, ring: Ring, proposal: Proposal) -> Opened:
    people = tuple(sorted(authors(session, proposal.id)))
    return Opened(proposal.id, proposal.state, people, Level(proposal.level), read(ring, proposal))


def locked(session: Session, ring: Ring, key: str, person: Person) -> Proposal:
    """The proposal, held until the end of the transaction, as it is now."""
    proposal = session.get(Proposal, key, with_for_update=True, populate_existing=True)
    if proposal is None or not may_see(session, ring, person, proposal):
        raise NotThere
    return proposal


def write(ring: Ring, proposal: Proposal, draft: Draft) -> None:
    """Store the draft as it is, at the level of its proposal."""
    proposal.body = _seal(ring, proposal.id, Level(proposal.level), draft)


def _note_author(session: Session, key: str, actor: str, at: datetime) -> None:
    if session.get(ProposalAuthor, (key, actor)) is None:
        session.add(ProposalAuthor(proposal_id=key, actor=actor, since=at))


def _as_seen_by(person: Person, draft: Draft, before: Draft) -> Draft:
    """The draft whose new tokens are said to be seen with this person's clearance, whatever the form claimed.

    Those that stood `before`, in the draft or put aside in it, keep the clearance with which somebody looked.
    """
    known = {(key, seen) for each in (before, *_asides(before)) for key, seen in each.base.items()}
    mine = {"clearance": person.clearance}
    kept = {key: seen if (key, seen) in known else seen.model_copy(update=mine) for key, seen in draft.base.items()}
    return draft.model_copy(update={"base": kept})


def _asides(draft: Draft) -> Iterator[Draft]:
    return (draft_of(put["parts"]) for put in draft.aside.values())


def _seal(ring: Ring, key: str, level: Level, draft: Draft) -> Sealed:
    return Sealed.close(ring, context("proposal", key, "body", level), draft.canonical())
