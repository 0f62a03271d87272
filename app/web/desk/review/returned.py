"""Everybody whom a decision about a return concerns, in words: what is approved is also what it lets be seen."""

from __future__ import annotations

from app.disclosure.forms import PUBLISHED_STATES
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.record.page import CASE, EVENT, PERSON, Seen
from app.editing.record.roll import all_cases_in
from app.web.desk.house import Act

NOW, ONCE = "it holds for them", "it holds for them once their case is published"
THEMSELVES = "not for them, of whom it is decided by themselves"
MAYBE_CHILD = "; may be a child today"


def returned(act: Act, subject: str) -> list[str]:
    """A line for each person in the return (public id), as far as the viewer sees them; none for another subject."""
    cases = all_cases_in(act.session, subject)
    if not cases:  # of a person: a proposal may decide about many, and none of them is loaded for this
        return []
    seen = Seen(act.session, act.ring, [subject, *cases], act.person.clearance)
    if seen.kind(subject) != EVENT:
        return []
    whose = {key: seen.person_of(key) for key in seen.keys if seen.kind(key) == CASE}
    children = seen.children_now(list(whose.values()), act.at.date())
    return sorted(
        f"{seen.name(person)}: {_how(seen, person, key)}{MAYBE_CHILD if person in children else ''}"
        for key, person in whose.items()
    )


def children_decided(act: Act, draft: Draft) -> set[str]:
    """Those about whom it is decided, or whose withdrawal would end, and who may be children today, as far as the viewer sees."""
    about = sorted({change.subject for change in draft.changes if isinstance(change, c.Decide | c.CloseWithdrawal)})
    seen = Seen(act.session, act.ring, [key for key in about if key[0] != "@"], act.person.clearance)
    return seen.children_now([key for key in seen.keys if seen.kind(key) == PERSON], act.at.date())


def _how(seen: Seen, person: str, case: str) -> str:
    if (seen.parts(person) or {}).get("decisions"):
        return THEMSELVES
    return NOW if (seen.parts(case) or {}).get("state") in PUBLISHED_STATES else ONCE
