"""How the people of an approved sheet appear: one decision and one state for all of them, with what departs for one of them.

It becomes one proposal, which is decided as every decision is (`app.editing.review.deciding`). Whoever wrote the sheet does not make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.codebook.levels import Form
from app.editing.drafts import changes as c
from app.editing.drafts.kept import open_draft
from app.editing.errors import NotAllowed, NotThere, WrongState
from app.editing.people import Person, must_edit
from app.editing.record.page import Seen
from app.editing.review.outcome import cases_made, records_made
from app.storage.sealed import Ring

NOT_ITS_AUTHOR = "How these people appear is proposed by somebody who wrote nothing of the sheet."


@dataclass(frozen=True, slots=True)
class Appearing:
    """One of the people, and their cases that the sheet made (public ids)."""

    person: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """What is otherwise for one person than for all of them; None where nothing is."""

    form: Form | None = None
    consent_status: str | None = None
    state: str | None = None
    review_on: date | None = None
    reason: str = ""


def may_propose_appearance(session: Session, ring: Ring, person: Person, key: str) -> None:
    """Refused for a proposal that is not in the record yet, and for whoever wrote in it."""
    must_edit(person)
    opened = open_draft(session, ring, person, key)
    if opened.state != "approved":
        raise WrongState
    if person.id in opened.authors:
        raise NotAllowed(NOT_ITS_AUTHOR)


def whom_it_made(session: Session, ring: Ring, person: Person, key: str) -> tuple[Seen, tuple[Appearing, ...]]:
    """The people of it whom this person sees, as the record has them now, by name. NotThere where there are none."""
    may_propose_appearance(session, ring, person, key)
    cases = cases_made(session, ring, person, key)
    seen = Seen(session, ring, [*records_made(session, ring, person, key), *cases], person.clearance)
    owners = {case: seen.person_of(case) for case in cases if case in seen.keys}
    seen = Seen(session, ring, list(dict.fromkeys([*seen.keys, *owners.values()])), person.clearance)
    people = dict.fromkeys([*owners.values(), *(k for k in seen.keys if "individual_kind" in (seen.parts(k) or {}))])
    found = [Appearing(one, tuple(case for case, owner in owners.items() if owner == one)) for one in people]
    if not found:
        raise NotThere
    return seen, tuple(sorted(found, key=lambda each: (seen.name(each.person), each.person)))


def appearances(
    seen: Seen, people: Iterable[Appearing], decision: c.Decide, state: str, departs: Mapping[str, Departure]
) -> Iterator[c.Change]:
    """The decision about each of them, and the state of their cases where that is another than now. No state: it stays."""
    for one in people:
        own = departs.get(one.person, Departure())
        yield _decided(decision, one.person, own)
        wanted = own.state if own.state is not None else state
        for case in one.cases:
            if wanted and (seen.parts(case) or {}).get("state") != wanted:
                yield c.SetCaseState(ref=f"state.{case}", case=case, state=wanted)


def _decided(decision: c.Decide, person: str, own: Departure) -> c.Decide:
    form = own.form or decision.form
    return decision.model_copy(
        update={
            "ref": f"decision.{person}",
            "subject": person,
            "form": form,
            "purposes": () if form is Form.HOLD else decision.purposes,
            "consent_status": own.consent_status or decision.consent_status,
            "review_on": own.review_on or decision.review_on,
            "reason": own.reason or decision.reason,
        }
    )
