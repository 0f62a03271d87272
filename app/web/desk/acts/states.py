"""One form for the states of all cases of a return: whoever entered twelve people does not publish them one by one."""

from __future__ import annotations

from app.editing.drafts import changes as c
from app.editing.errors import BadDraft, Fault
from app.editing.record.page import CASE
from app.sharing.labels import label
from app.web.desk.acts.cells import WHY, Cell, Given, Setting, given, terms, ticked
from app.web.desk.acts.rulings import states_offered

FIRST = "published"
NOTE = (
    "A published case is shown once somebody has decided how the person, or this return, appears; "
    "and no level sees more than the levels of its claims and their source allow."
)


def cases_here(at: Setting) -> tuple[str, ...]:
    """The cases of the return that are seen, by the names of their people."""
    found = (key for key in at.seen.keys if at.seen.kind(key) == CASE)
    mine = [key for key in found if (at.seen.parts(key) or {}).get("event") == at.key]
    return tuple(sorted(mine, key=lambda key: (at.seen.name(at.seen.person_of(key)), key)))


def states_cells(at: Setting) -> tuple[Cell, ...]:
    cases = cases_here(at)
    now = {key: str((at.seen.parts(key) or {})["state"]) for key in cases}
    options = tuple(
        (key, f"{at.seen.name(at.seen.person_of(key))}: {label('case_state', now[key], 'en')}") for key in cases
    )
    fresh = tuple(key for key in cases if now[key] == "unpublished")
    return (
        Cell("state", "State", "select", states_offered(), value=FIRST),
        Cell("case", "Of these cases", "checks", options, "Those that are unpublished are ticked.", ticked=fresh),
        Cell("reason", "Reason", "select", terms("change_reason", True)),
        WHY,
    )


def states(at: Setting, form: Given) -> tuple[c.Change, ...]:
    chosen = [key for key in cases_here(at) if key in ticked(form, "case")]
    if not chosen:
        raise BadDraft([Fault("case", "Tick at least one case.")])
    state, reason = given(form, "state"), given(form, "reason") or None
    return tuple(c.SetCaseState(ref=f"state.{key}", case=key, state=state, reason=reason) for key in chosen)


def states_note(_: Setting) -> str:
    return NOTE
