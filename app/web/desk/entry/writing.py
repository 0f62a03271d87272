"""Writing a sheet: whatever a button is for, everything that was typed is kept first, whole or half, right or wrong."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import JSONResponse, Response

from app.editing.drafts.asides import keep_aside
from app.editing.drafts.document import Draft, parts_of
from app.editing.drafts.kept import OPEN_TO_AUTHORS, Opened, open_draft, start
from app.editing.drafts.sight import sees
from app.editing.entry.sheet_draft import hand_in, looked_at, save_sheet
from app.editing.errors import BadDraft, Refused, RevisionNeeded, Stale, WrongState
from app.editing.people import must_edit
from app.editing.revisions import token
from app.web.account.here import here
from app.web.account.pages import move_on
from app.web.desk.done import led_on
from app.web.desk.entry.buttons import Form, as_pressed, of_somebody, titled, with_rows
from app.web.desk.entry.changes import LOOK, changes_page, write_changes
from app.web.desk.entry.drawing import Asked, choose_page, sheet_page
from app.web.desk.entry.form import read_form
from app.web.desk.house import Act, acting, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, not_taken, only

router = desk_router()
BY_ITSELF = "by_itself"
"""What the page's script sends while somebody types: kept as it is, and answered without a page."""
APART = "apart"
"""What the button says that keeps a form which its draft cannot take any more as a draft of its own."""
FIRST_ROWS = 3
"""Empty rows on a sheet that nobody has begun."""


@router.get("/drafts/new")
def blank(request: Request) -> Response:
    only(request)
    with looking(request) as act:
        must_edit(act.person)
        return sheet_page(request, act, with_rows(Draft(), FIRST_ROWS), None, Asked())


@router.get("/drafts")
def to_the_drafts(request: Request) -> Response:
    """They are listed among the proposals."""
    only(request)
    return move_on("/proposals")


@router.post("/drafts")
def begin(request: Request) -> Response:
    """Put down what was typed so far; or begin with somebody who is there (`individual`, `case`)."""
    form = here(request).form
    try:
        with acting(request) as act:
            typed = of_somebody(act, form) if "individual" in form else as_pressed(act, form, Draft())
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
    form = here(request).form
    if form.get("form") == "changes":
        return write_changes(request, key)
    if form.get("do") == APART:
        return _apart(request, key, form)
    return _write(request, key, form)


def _write(request: Request, key: str, form: Form) -> Response:
    """Save, then do what the button says."""
    try:
        with acting(request) as act:
            before = open_draft(act.session, act.ring, act.person, key).draft
            anew = form.get("do") == "looked"
            draft = looked_at(act.session, act.ring, act.person, as_pressed(act, form, before), anew=anew)
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


def _apart(request: Request, key: str, form: Form) -> Response:
    """A new draft of what was typed on another. It is by all who wrote there: their words are in the form, too."""
    try:
        with acting(request) as act:
            opened = open_draft(act.session, act.ring, act.person, key)
            typed = looked_at(act.session, act.ring, act.person, _typed(act, form, opened.draft))
            made = start(act.session, act.ring, act.person, typed, act.at, came_from=opened)
            seen = sees(act.session, act.ring, act.person, made)
    except Refused as problem:
        return _handed_back(request, problem)
    if seen:
        return led_on(f"/drafts/{made}", "kept_apart")
    said = "It names a level above yours, and others wrote in it too. Whoever is cleared for that goes on with it."
    return desk_page(
        request, "kept_above", title="Kept as a draft that you do not see", entry="new", sentence=said, made=made
    )


def _typed(act: Act, form: Form, before: Draft) -> Draft:
    """The sheet that was typed, by itself: the changes that were made of an earlier one are not in it, nor what was put aside."""
    return _by_itself(titled(act, read_form(form, before)))


def _by_itself(draft: Draft) -> Draft:
    return draft.model_copy(update={"changes": (), "aside": {}})


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
    said = "begun" if "individual" in form else "checked" if what == "check" else "saved"
    return led_on(f"/drafts/{key}{'?' if asked else ''}{asked}{anchor}", said)


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
    except RevisionNeeded as problem:
        return _again(request, key, Asked(check=True, problem=LOOK, moved=problem.of, status=problem.status))
    except Refused as problem:
        return _again(request, key, Asked(problem=str(problem), status=problem.status))
    return led_on(f"/proposals/{key}", "handed_in")


def _again(request: Request, key: str, asked: Asked) -> Response:
    with looking(request) as act:
        opened = open_draft(act.session, act.ring, act.person, key)
        return sheet_page(request, act, opened.draft, opened, asked)


def _both(request: Request, key: str, form: Form, status: int) -> Response:
    """Somebody else saved the same meanwhile: what was typed is put aside on the server, with what the button did to it, and both
    are shown.
    """
    with acting(request) as act:
        before = open_draft(act.session, act.ring, act.person, key).draft
        typed = _by_itself(as_pressed(act, form, before))
        opened: Opened = keep_aside(act.session, act.ring, act.person, key, typed, revision_of(request), act.at)
        return choose_page(request, act, opened, status)


def _handed_back(request: Request, problem: Refused) -> Response:
    said = "It has been handed in meanwhile." if isinstance(problem, WrongState) else problem.sentence
    return not_taken(request, problem, said)
