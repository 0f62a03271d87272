"""What waits for whom: drafts to mend, proposals to review, people to decide about, decisions to look at again, withdrawals.

And the search over drafts. Both within the clearance of who asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.editing.drafts.changes import Decide
from app.editing.drafts.document import Draft
from app.editing.drafts.naming import calling
from app.editing.drafts.sight import Sight, authors, read
from app.editing.history.merged import by_themselves
from app.editing.history.merging import roots_of
from app.editing.people import Person, Role, may_review
from app.editing.review.outcome import has_approved
from app.editing.review.undecided import Undecided, undecided
from app.editing.views import look_at
from app.editing.withdrawal.hiding import Unconfirmed, to_confirm
from app.names.folding import fold
from app.storage.sealed import Ring
from app.vault.models import Proposal, ProposalAuthor, PublicationDecision, Review, Subject
from app.vault.moment import moment

WAITING = ("draft", "submitted", "changes_requested")
PROPOSED = ("submitted", "changes_requested")
ANSWERED = ("approved", "rejected")
REVIEW_ON = 5
"""Where the day stands in a decision of a view (`editing.views`)."""
TOLD_FOR = timedelta(days=14)
"""How long an author is told on the front page what was decided."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list. `title`: with names as its reader sees them. `changes`: how many it holds."""

    id: str
    state: str
    author: str
    created_at: datetime
    title: str
    why: str
    changes: int


def proposals_seen(
    session: Session,
    ring: Ring,
    person: Person,
    *,
    everything: bool = False,
    words: str = "",
    about: Collection[str] = (),
) -> list[ProposalLine]:
    """Proposals that this person may see, the oldest first; with `words`, those in which all of them stand, or one of these ids."""
    found = _read(session, ring, person, everything=everything)
    asked = [fold(word) for word in words.split()]
    return _called(session, ring, person, [_line(p, d) for p, d in found if not asked or _says(d, asked, about)])


def _says(draft: Draft, words: Iterable[str], about: Collection[str]) -> bool:
    written = draft.canonical()
    return all(word in fold(written) for word in words) or any(key in written for key in about)


def _called(session: Session, ring: Ring, person: Person, lines: Iterable[ProposalLine]) -> list[ProposalLine]:
    found = list(lines)
    titles = calling(session, ring, {line.title for line in found}, person.clearance)
    return [replace(line, title=titles[line.title]) for line in found]


def _read(
    session: Session, ring: Ring, person: Person, *, everything: bool = False
) -> Iterator[tuple[Proposal, Draft]]:
    """Proposals that this person may see, opened."""
    wanted = select(Proposal).order_by(Proposal.created_at, Proposal.id)
    if not everything:
        wanted = wanted.where(Proposal.state.in_(WAITING))
    for proposal in filter(Sight(session, ring, person).sees, session.scalars(wanted)):
        yield proposal, read(ring, proposal)


def _line(proposal: Proposal, draft: Draft) -> ProposalLine:
    return ProposalLine(
        proposal.id, proposal.state, proposal.author, proposal.created_at, draft.title, draft.why, len(draft.changes)
    )


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for one person. `asked`: theirs, of which a reviewer asked for changes. `answered`: theirs, approved or rejected
    lately. `due`: subjects (public ids) whose decision is to be looked at again, with the day. `to_decide`: people of whom nobody has
    decided, the newest first; `more_to_decide`: whether more follow.
    """

    asked: tuple[ProposalLine, ...]
    to_mend: tuple[ProposalLine, ...]
    under_review: tuple[ProposalLine, ...]
    answered: tuple[ProposalLine, ...]
    to_review: tuple[ProposalLine, ...]
    due: tuple[tuple[str, date], ...]
    to_confirm: tuple[Unconfirmed, ...]
    to_decide: tuple[Undecided, ...] = ()
    more_to_decide: bool = False


def waits_for(session: Session, ring: Ring, person: Person, at: datetime) -> Waits:
    """The front page of the desk. Only what this person may see and can act on."""
    opened = list(_read(session, ring, person))
    seen = _called(session, ring, person, (_line(proposal, draft) for proposal, draft in opened))
    to_decide, more = _to_decide(session, ring, person, opened)
    wrote = {line.id for line in seen if person.id in authors(session, line.id)}
    reviewer = may_review(person)
    mine = [line for line in seen if line.id in wrote]
    others = [line for line in seen if reviewer and line.state == "submitted" and line.id not in wrote]
    return Waits(
        asked=tuple(line for line in mine if line.state == "changes_requested"),
        to_mend=tuple(line for line in reversed(mine) if line.state == "draft"),
        under_review=tuple(line for line in mine if line.state == "submitted"),
        answered=tuple(_called(session, ring, person, _answered(session, ring, person, at))),
        to_review=tuple(line for line in others if not has_approved(session, ring, person, line.id)),
        due=tuple(_due(session, ring, person, at.date())) if reviewer else (),
        to_confirm=tuple(_to_confirm(session, person, at)) if reviewer else (),
        to_decide=tuple(to_decide),
        more_to_decide=more,
    )


def _to_decide(
    session: Session, ring: Ring, person: Person, opened: Iterable[tuple[Proposal, Draft]]
) -> tuple[list[Undecided], bool]:
    """For who can propose it; without those about whom somebody has proposed it by now, as far as the person sees that."""
    if Role.EDITOR not in person.roles:
        return [], False
    proposed = (draft for proposal, draft in opened if proposal.state in PROPOSED)
    asked = {change.subject for draft in proposed for change in draft.changes if isinstance(change, Decide)}
    return undecided(session, ring, person, asked)


def _answered(session: Session, ring: Ring, person: Person, at: datetime) -> Iterator[ProposalLine]:
    """What this person wrote and somebody approved or rejected lately, the last answer first."""
    wrote = select(ProposalAuthor.proposal_id).where(ProposalAuthor.actor == person.id)
    last = select(Review.proposal_id, func.max(Review.made_at).label("at")).group_by(Review.proposal_id).subquery()
    wanted = select(Proposal).join(last, last.c.proposal_id == Proposal.id)
    wanted = wanted.where(Proposal.state.in_(ANSWERED), Proposal.id.in_(wrote), last.c.at >= at - TOLD_FOR)
    for proposal in filter(
        Sight(session, ring, person).sees, session.scalars(wanted.order_by(last.c.at.desc(), Proposal.id))
    ):
        yield _line(proposal, read(ring, proposal))


def _to_confirm(session: Session, person: Person, at: datetime) -> Iterator[Unconfirmed]:
    yield from (each for each in to_confirm(session, person, at) if each.opened_by != person.id)


def _due(session: Session, ring: Ring, person: Person, today: date) -> list[tuple[str, date]]:
    """Subjects whose last decision asks to be looked at by today, the longest due first.

    Of who was merged it is asked of the one who was kept, by the decision about both that is in force.
    """
    made = PublicationDecision
    rows = session.execute(
        select(Subject.public_id, made.review_on)
        .join(Subject, Subject.id == made.subject_id)
        .where(moment(session).counts(made.__table__))
        .order_by(made.id)
    )
    last: dict[str, date | None] = dict(iter(rows))
    due = {key: day for key, day in last.items() if day is not None and day <= today}
    seen, roots = by_themselves(session, person, sorted(due)), roots_of(session)
    found = {key: due[key] for key in seen - roots.keys()}
    for key, view in look_at(session, ring, {roots[key] for key in seen & roots.keys()}, person.clearance).items():
        found.pop(key, None)
        of_both = view.parts.get("decisions")
        day = of_both[-1][REVIEW_ON] if of_both else None
        if day is not None and day <= today:
            found[key] = day
    return sorted(found.items(), key=lambda each: (each[1], each[0]))
