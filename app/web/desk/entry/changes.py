"""A draft that holds changes and no sheet, as one made at a terminal or in one step: its words, and taking changes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.editing.drafts.asides import keep_aside
from app.editing.drafts.changes import Change, NewClaim
from app.editing.drafts.document import Draft
from app.editing.drafts.in_words import said
from app.editing.drafts.kept import Opened, open_draft, save
from app.editing.drafts.targets import with_base
from app.editing.entry.typed import as_printed, as_typed, typed
from app.editing.errors import BadDraft, Fault, Refused, RevisionNeeded, Stale
from app.editing.review.handing_in import submit
from app.editing.review.reviews import Said, reviews
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.entry.drawing import choose_page
from app.web.desk.entry.form import todos_of
from app.web.desk.house import Act, acting, titled
from app.web.desk.pages import desk_page, not_taken

LOOK = "What it adds to was looked at by nobody yet who sees no more than you do now."
"""Said of what was looked at with a higher clearance, or not at all."""
REASONS = ("reason", "ruled_because")
"""Where a change says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A change: in words, why, and, for a value, what would be typed for it. None where there is no such part."""

    ref: str
    words: str
    reason: str | None
    value: str | None
    comments: tuple[str, ...]


def changes_page(
    request: Request, act: Act, opened: Opened, problem: Refused | None = None, moved: tuple[str, ...] = ()
) -> Response:
    remarks = reviews(act.session, act.ring, act.person, opened.id)
    faults = problem.faults if isinstance(problem, BadDraft) else ()
    return desk_page(
        request, "draft_changes", title=titled(act, opened.draft.title) or "Changes", entry="proposals", opened=opened,
        lines=[_line(change, remarks) for change in opened.draft.changes], revision=opened.revision,
        remarks=[(each.reviewer, each.comments[""]) for each in remarks if each.comments.get("")],
        problem=_sentence(problem), faults=[str(fault) for fault in faults], moved=moved,
        status=problem.status if problem else 200,
    )  # fmt: skip


def write_changes(request: Request, key: str) -> Response:
    """Save, then hand in if that was the button."""
    form = here(request).form
    revision = form.get("revision") or request.headers.get("if-match")
    try:
        with acting(request) as act:
            before = open_draft(act.session, act.ring, act.person, key).draft
            draft = _read(form, before)
            if form.get("do") == "looked":
                draft = with_base(act.session, act.ring, draft, act.person.clearance)
            save(act.session, act.ring, act.person, key, draft, revision, act.at)
    except (Stale, RevisionNeeded) as problem:
        with acting(request) as act:
            before = open_draft(act.session, act.ring, act.person, key).draft
            opened = keep_aside(act.session, act.ring, act.person, key, _read(form, before), revision, act.at)
            return choose_page(request, act, opened, problem.status)
    except Refused as problem:
        return not_taken(request, problem)
    return _hand_in(request, key) if form.get("do") == "hand_in" else led_on(f"/drafts/{key}", "saved")


def _hand_in(request: Request, key: str) -> Response:
    try:
        with acting(request) as act:
            submit(act.session, act.ring, act.person, key, act.at)
    except Refused as problem:
        with acting(request) as act:
            opened = open_draft(act.session, act.ring, act.person, key)
            return changes_page(request, act, opened, problem, _to_look_at(problem))
    return led_on(f"/proposals/{key}", "handed_in")


def _to_look_at(problem: Refused) -> tuple[str, ...]:
    """What has to be looked at before it can be handed in."""
    if isinstance(problem, Stale):
        return tuple(dict.fromkeys(part.partition(" ")[0] for part in problem.parts))
    return problem.of if isinstance(problem, RevisionNeeded) else ()


def _sentence(problem: Refused | None) -> str:
    return LOOK if isinstance(problem, RevisionNeeded) else problem.sentence if problem else ""


def _read(form: Mapping[str, str], before: Draft) -> Draft:
    """The changes that the form names, with its words; those that it does not name were taken out, or came meanwhile."""
    gone = form.get("do", "").removeprefix("remove:")
    faults: list[Fault] = []
    changes = tuple(
        _worded(change, form, faults)
        for change in before.changes
        if f"change:{change.ref}" in form and change.ref != gone
    )
    if faults:
        raise BadDraft(faults)
    return before.model_copy(
        update={
            "title": form.get("title", before.title),
            "why": form.get("why", before.why),
            "todos": todos_of(form.get("todos", "")),
            "changes": changes,
        }
    )


def _worded(change: Change, form: Mapping[str, str], faults: list[Fault]) -> Change:
    """The change with the reason and the value that the form gives."""
    update: dict[str, Any] = {
        name: form[f"why:{change.ref}"] for name in _reason_of(change) if f"why:{change.ref}" in form
    }
    value = form.get(f"value:{change.ref}")
    if isinstance(change, NewClaim) and value is not None and value != as_typed(change.value):
        try:
            update["value"] = typed(change.field, value)
            update["wording"] = as_printed(change.field, value)
        except ValueError as problem:
            faults.append(Fault(change.ref, str(problem)))
    return change.model_copy(update=update)


def _reason_of(change: Change) -> list[str]:
    return [name for name in REASONS if isinstance(getattr(change, name, None), str)]


def _line(change: Change, remarks: list[Said]) -> Line:
    reason = next((str(getattr(change, name)) for name in _reason_of(change)), None)
    value = as_typed(change.value) if isinstance(change, NewClaim) else None
    comments = tuple(each.comments[change.ref] for each in remarks if change.ref in each.comments)
    return Line(change.ref, said(change), reason, value, comments)
