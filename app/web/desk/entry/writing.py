"""Writing a sheet: whatever a button is for, everything that was typed is kept first, whole or half, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import JSONResponse, Response

from app.editing.drafts.asides import keep_aside
from app.editing.drafts.document import Draft, parts_of
from app.editing.drafts.kept import OPEN_TO_AUTHORS, Opened, open_draft, start
from app.editing.entry.choices import people_seen, sources_seen
from app.editing.entry.sheet_draft import hand_in, looked_at, next_row, save_sheet
from app.editing.errors import BadDraft, NotThere, Refused, RevisionNeeded, Stale, WrongState
from app.editing.people import must_edit
from app.editing.revisions import token
from app.web.account.here import here
from app.web.account.pages import move_on
from app.web.desk.entry.changes import changes_page, write_changes
from app.web.desk.entry.drawing import MOST_PEOPLE, Asked, choose_page, kept_page, sheet_page
from app.web.desk.entry.form import read_form
from app.web.desk.house import Act, acting, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import only

router = desk_router()
BY_ITSELF = "by_itself"
"""What the page's script sends while somebody types: kept as it is, and answered without a page."""
FIRST_ROWS = 3
"""Empty rows on a sheet that nobody has begun."""
Form = Mapping[str, str]


@router.get("/drafts/new")
def blank(request: Request) -> Response:
    only(request)
    with looking(request) as act:
        must_edit(act.person)
        return sheet_page(request, act, _with_rows(Draft(), FIRST_ROWS), None, Asked())


@router.post("/drafts")
def begin(request: Request) -> Response:
    """Put down what was typed so far; or begin with somebody who is there (`individual`, `case`)."""
    form = here(request).form
    try:
        with acting(request) as act:
            typed = _of_somebody(act, form) if "individual" in form else _typed(act, form, Draft())
            draft = looked_at(act.session, act.ring, act.person, typed)
            key = start(act.session, act.ring, act.person, draft, act.at)
    except Refused as problem:
        return _handed_back(request, problem)
    if form.get("do") == BY_ITSELF:
        return _kept_by_itself(key, draft)
    return _go_on(request, key, draft, form)


@router.get("/drafts/{key}")
def one(request: Request, key: str) -> Response:
    asked = only(request, "check", "more")
    with looking(request) as act:
        opened = open_draft(act.session, act.ring, act.person, key)
        if act.person.id in opened.draft.aside:
            return choose_page(request, act, opened, 200)
        if opened.state not in OPEN_TO_AUTHORS:
            return move_on(f"/proposals/{key}")
        must_edit(act.person)
        if opened.draft.changes and not opened.draft.sheet:
            return changes_page(request, act, opened)
        shown = Asked(check=asked.get("check") == "yes", more=asked.get("more", ""))
        return sheet_page(request, act, opened.draft, opened, shown)


@router.post("/drafts/{key}")
def write(request: Request, key: str) -> Response:
    """Save, then do what the button says."""
    form = here(request).form
    if form.get("form") == "changes":
        return write_changes(request, key)
    try:
        with acting(request) as act:
            before = open_draft(act.session, act.ring, act.person, key).draft
            anew = form.get("do") == "looked"
            draft = looked_at(act.session, act.ring, act.person, _typed(act, form, before), anew=anew)
            save_sheet(act.session, act.ring, act.person, key, draft, revision_of(request), act.at)
    except (Stale, RevisionNeeded) as problem:
        if form.get("do") == BY_ITSELF:  # nobody pressed anything yet: both are shown when they do
            return Response(status_code=problem.status)
        return _both(request, key, form, problem.status)
    except Refused as problem:
        return _handed_back(request, problem)
    if form.get("do") == BY_ITSELF:
        return _kept_by_itself(key, draft)
    return _go_on(request, key, draft, form)


def _kept_by_itself(key: str, draft: Draft) -> Response:
    """Where the draft is now, and the revision of just what the page shows: what others added meanwhile is not in it, and stays."""
    return JSONResponse({"at": f"/drafts/{key}", "revision": token(parts_of(draft))})


def revision_of(request: Request) -> str | None:
    """What the form was drawn from: its own field, or If-Match of a program."""
    return here(request).form.get("revision") or request.headers.get("if-match")


def _go_on(request: Request, key: str, draft: Draft, form: Form) -> Response:
    what, _, where = form.get("do", "").partition(":")
    if what == "hand_in":
        return _hand_in(request, key)
    row = where.partition(":")[0]
    anchor = f"#{row}" if row in draft.rows or row in {"all", "event", "source"} else ""
    if what == "add":
        new = [name for name in draft.rows if f"r:{name}:kind" not in form]
        anchor = f"#{min(new, key=_age)}" if new else ""
    asked = "more=" + row if what == "more" else ""
    if what in {"check", "use", "looked"} or (form.get("checked") and not asked):
        asked = "check=yes"
    return move_on(f"/drafts/{key}{'?' if asked else ''}{asked}{anchor}")


def _age(row: str) -> int:
    digits = "".join(letter for letter in row if letter.isdecimal())
    return int(digits or 0)


def _hand_in(request: Request, key: str) -> Response:
    """What was typed is saved by now. Why it cannot be handed in stands on the sheet itself."""
    try:
        with acting(request) as act:
            hand_in(act.session, act.ring, act.person, key, act.at)
    except BadDraft as problem:
        return _again(request, key, Asked(check=True, problem=problem.sentence, faults=problem.faults, status=422))
    except Stale as problem:
        moved = tuple(dict.fromkeys(part.partition(" ")[0] for part in problem.parts))
        said = "Somebody changed what it adds to since you looked."
        return _again(request, key, Asked(check=True, problem=said, moved=moved, status=problem.status))
    except Refused as problem:
        return _again(request, key, Asked(problem=str(problem), status=problem.status))
    return move_on(f"/proposals/{key}")


def _again(request: Request, key: str, asked: Asked) -> Response:
    with looking(request) as act:
        opened = open_draft(act.session, act.ring, act.person, key)
        return sheet_page(request, act, opened.draft, opened, asked)


def _both(request: Request, key: str, form: Form, status: int) -> Response:
    """Somebody else saved the same meanwhile: what was typed is put aside on the server, and both are shown."""
    with acting(request) as act:
        before = open_draft(act.session, act.ring, act.person, key).draft
        typed = _titled(act, read_form(form, before)).model_copy(update={"changes": ()})
        opened: Opened = keep_aside(act.session, act.ring, act.person, key, typed, revision_of(request), act.at)
        return choose_page(request, act, opened, status)


def _handed_back(request: Request, problem: Refused) -> Response:
    said = "It has been handed in meanwhile." if isinstance(problem, WrongState) else problem.sentence
    faults = tuple(str(fault) for fault in problem.faults) if isinstance(problem, BadDraft) else ()
    return kept_page(request, said, problem.status, faults)


def _typed(act: Act, form: Form, before: Draft) -> Draft:
    """What the form says, with what its button does to it."""
    return _titled(act, _pressed(act, read_form(form, before), form))


def _titled(act: Act, draft: Draft) -> Draft:
    """A draft is called as its source is."""
    source = draft.sheet["source"]
    known = source["public_id"]
    if known:
        seen = sources_seen(act.session, act.ring, act.person.clearance)
        title = next((one.words for one in seen if one.public_id == known), draft.title)
    else:
        title = source["title"] or draft.title
    return draft.model_copy(update={"title": title.strip()})


def _pressed(act: Act, draft: Draft, form: Form) -> Draft:
    what, _, where = form.get("do", "").partition(":")
    row, _, rest = where.partition(":")
    if what == "add":
        many = form.get("many", "")
        return _with_rows(draft, int(many) if many.isdecimal() and len(many) < len(str(MOST_PEOPLE)) + 1 else 1)
    if what == "remove" and row in draft.rows:
        return draft.model_copy(update={"rows": {name: part for name, part in draft.rows.items() if name != row}})
    if what == "drop":
        return _without_cell(draft, row, rest)
    if what in {"use", "new"} and row in draft.rows:
        return _as_person(act, draft, row, rest if what == "use" else "")
    return draft


def _with_rows(draft: Draft, many: int) -> Draft:
    rows = dict(draft.rows)
    for _ in range(min(many, MOST_PEOPLE - len(rows))):
        rows[next_row(rows)] = {"kind": "named"}
    return draft.model_copy(update={"rows": rows})


def _without_cell(draft: Draft, row: str, rest: str) -> Draft:
    """Without the value `FIELD:N` of the row."""
    field, _, number = rest.partition(":")
    event = draft.sheet["event"]
    facts: dict[str, Any] = {"all": event["for_all"], "event": event["facts"]}.get(row) or (
        draft.rows[row]["facts"] if row in draft.rows else {}
    )
    cells = facts.get(field, [])
    if number.isdecimal() and 0 < int(number) <= len(cells):
        del cells[int(number) - 1]  # of this form's own reading
        if not cells:
            del facts[field]
    return draft


def _as_person(act: Act, draft: Draft, row: str, individual: str) -> Draft:
    """The row is of somebody who is there, with their case in the same return event, if they have one."""
    case = ""
    if individual:
        known = people_seen(act.session, act.ring, act.person.clearance, [individual]).get(individual)
        if known is None:
            raise NotThere
        event = draft.sheet["event"]["public_id"]
        case = next((one.public_id for one in known.cases if event and one.of == event), "")
    changed = {**draft.rows[row], "individual": individual, "case": case}
    return draft.model_copy(update={"rows": {**draft.rows, row: changed}})


def _of_somebody(act: Act, form: Form) -> Draft:
    """A sheet with one row, of a person and a case that are there; NotThere otherwise."""
    individual, case = form["individual"], form.get("case", "")
    known = people_seen(act.session, act.ring, act.person.clearance, [individual]).get(individual)
    if known is None or (case and case not in {one.public_id for one in known.cases}):
        raise NotThere
    draft = read_form({}, _with_rows(Draft(), 0))
    row = next_row({})
    title = ", ".join(known.names[:1])
    return draft.model_copy(
        update={"title": title, "rows": {row: {"kind": "named", "individual": individual, "case": case, "facts": {}}}}
    )
