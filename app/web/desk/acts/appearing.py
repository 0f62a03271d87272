"""How the people of an approved sheet appear, on one page: what holds for all of them first, then each with what departs.

It is handed in as one proposal, on the revisions of everybody that were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.codebook.levels import Form
from app.editing.drafts import changes as c
from app.editing.entry.proposing import propose
from app.editing.errors import BadDraft, Fault, RevisionNeeded, Stale
from app.editing.record.appearing import Appearing, Departure, appearances, whom_it_made
from app.editing.record.page import EVENT, Seen
from app.editing.record.parts import part_lines
from app.sharing.labels import label
from app.vault.errors import DoesNotFit
from app.web.account.here import here
from app.web.desk.acts.cells import Cell, Given, Setting, among, at_first, day_of, given, in_groups, made_of, terms
from app.web.desk.acts.decisions import HALF_A_YEAR, decision, decision_cells
from app.web.desk.acts.meanwhile import Moved, moved_since
from app.web.desk.acts.page import OF_OTHERS
from app.web.desk.acts.rulings import states_offered
from app.web.desk.done import led_on
from app.web.desk.house import Act, acting, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, in_words, only

router = desk_router()
STAYS, AS_ABOVE = ("", "as it is"), ("", "as for all")
PUBLISHED = "published"
STATE_HINT = "A case is in an edition only while it is published, and only as the decision says."


@dataclass(frozen=True, slots=True)
class Row:
    """One of the people on the form: what is decided now, the states of their cases, and the cells of what departs."""

    person: str
    name: str
    decided: str
    states: tuple[str, ...]
    child: bool
    two: bool
    cells: tuple[Cell, ...]
    ticked: bool


@dataclass(frozen=True, slots=True)
class Showing:
    """The form for one proposal, as somebody has it before them."""

    key: str
    seen: Seen
    people: tuple[Appearing, ...]
    at: Setting

    def concerned(self) -> Iterator[str]:
        for one in self.people:
            yield from (one.person, *one.cases)

    def cells(self) -> tuple[Cell, ...]:
        state = Cell("state", "State of the cases", "select", (STAYS, *states_offered()), STATE_HINT, value=PUBLISHED)
        return (state, *decision_cells(self.at))

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._row(one) for one in self.people)

    def _row(self, one: Appearing) -> Row:
        seen, today = self.seen, self.at.today
        decided = part_lines("decisions", (seen.parts(one.person) or {}).get("decisions"), seen.name)
        states = tuple(label("case_state", str((seen.parts(case) or {})["state"]), "en") for case in one.cases)
        child = seen.child_now(one.person, today)
        until = (today + HALF_A_YEAR).isoformat() if child else ""
        cells = (
            Cell(_of(one, "form"), "Form of display", "select", (AS_ABOVE, *among("form_of_display", Form))),
            Cell(_of(one, "consent"), "Consent", "select", (AS_ABOVE, *terms("consent_status"))),
            Cell(_of(one, "state"), "State of the case", "select", (AS_ABOVE, *states_offered())),
            Cell(_of(one, "review_on"), "To be looked at again on", "date", value=until),
            Cell(_of(one, "why"), "Reason", "area"),
        )
        two = seen.two_needed([one.person], today)
        return Row(
            one.person, seen.name(one.person), decided[-1] if decided else "", states, child, two, cells, not decided
        )


def _of(one: Appearing, what: str) -> str:
    return f"p.{one.person}.{what}"


@router.get("/proposals/{key}/appear")
def form(request: Request, key: str) -> Response:
    only(request)
    with looking(request) as house:
        showing = _showing(house, key)
        rows = showing.rows()
        first = at_first([*showing.cells(), *(cell for row in rows for cell in row.cells)])
        return _page(request, showing, first | {f"p.{row.person}": "yes" for row in rows if row.ticked})


@router.post("/proposals/{key}/appear")
def hand_in(request: Request, key: str) -> Response:
    """One proposal, or the form again with what is wrong with it."""
    form = here(request).form
    tokens = {name.removeprefix(OF_OTHERS): form[name] for name in form if name.startswith(OF_OTHERS)}
    try:
        with acting(request) as house:
            showing = _showing(house, key)
            changes = made_of(lambda: _changes(showing, form))
            base = {one: tokens.get(one, "") for change in changes for one in c.subjects_of(change)}
            ticked = len({p for p in base if f"p.{p}" in form})
            title = "How one person appears" if ticked == 1 else f"How {ticked} people appear"
            made = propose(house.session, house.ring, house.person, changes, given(form, "why"), base, house.at, title)
    except (BadDraft, DoesNotFit, RevisionNeeded, Stale) as problem:
        with looking(request) as house:  # what was chosen is kept on the page; nothing of it is recorded
            showing = _showing(house, key)
            looked = [one for one in showing.concerned() if tokens.get(one)] if isinstance(problem, Stale) else []
            changed = (part for one in looked for part in moved_since(request, house, showing.seen, one, tokens[one]))
            return _page(request, showing, form, problem, tuple(changed))
    return led_on(f"/proposals/{made}", "handed_in")


def _showing(house: Act, key: str) -> Showing:
    seen, people = whom_it_made(house.session, house.ring, house.person, key)
    return Showing(key, seen, people, Setting(key, EVENT, seen, house.at.date(), {}))


def _changes(showing: Showing, form: Given) -> tuple[c.Change, ...]:
    chosen = [one for one in showing.people if f"p.{one.person}" in form]
    if not chosen:
        raise BadDraft([Fault("people", "Tick at least one of them.")])
    (decided,) = decision(showing.at, form)
    departs = {one.person: _departure(one, form) for one in chosen}
    return tuple(appearances(showing.seen, chosen, decided, given(form, "state"), departs))


def _departure(one: Appearing, form: Given) -> Departure:
    wanted = given(form, _of(one, "form"))
    return Departure(
        Form(wanted) if wanted else None,
        given(form, _of(one, "consent")) or None,
        given(form, _of(one, "state")) or None,
        day_of(form, _of(one, "review_on")),
        given(form, _of(one, "why")),
    )


def _page(
    request: Request,
    showing: Showing,
    values: Mapping[str, str],
    problem: Exception | None = None,
    changed: tuple[Moved, ...] = (),
) -> Response:
    rows, shared = showing.rows(), showing.cells()
    labels = {cell.name: cell.label for cell in shared} | {"people": "Who"}
    labels |= {cell.name: f"{cell.label}, otherwise for {row.name}" for row in rows for cell in row.cells}
    return desk_page(
        request, "appearing", title="How these people appear", entry="proposals", key=showing.key,
        groups=in_groups(shared, values), rows=rows, values=values, changed=changed,
        departs={row.person: any(values.get(cell.name, cell.value) != cell.value for cell in row.cells) for row in rows},
        tokens=[(f"{OF_OTHERS}{one}", showing.seen.revision(one)) for one in showing.concerned()], **in_words(problem, labels),
    )  # fmt: skip
