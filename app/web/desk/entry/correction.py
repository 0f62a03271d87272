"""One value put right on one small form, and handed in at once."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from app.codebook.fields import FIELDS
from app.codebook.vocabularies import offered
from app.editing.entry.choices import sources_seen
from app.editing.entry.correcting import Correction, correct, correctable
from app.editing.entry.typed import as_typed
from app.editing.errors import BadDraft, NoLongerStands, Refused, Stale
from app.editing.people import must_edit
from app.editing.words import value_in_words
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.entry.form import as_code
from app.web.desk.entry.shown import HINTS
from app.web.desk.house import Act, acting, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only

router = desk_router()


@router.get("/records/{key}/correct/{ref}")
def ask(request: Request, key: str, ref: str) -> Response:
    only(request)
    with looking(request) as act:
        must_edit(act.person)
        return _page(request, act, key, ref)


@router.post("/records/{key}/correct/{ref}")
def put_right(request: Request, key: str, ref: str) -> Response:
    """Handed in at once. What cannot be taken stands in the form again, as it was typed."""
    form = here(request).form
    revision = form.get("revision") or request.headers.get("if-match")
    try:
        with acting(request) as act:
            field = correctable(act.session, act.ring, act.person, key, ref).claim.field
            typed = Correction(as_code(field, form.get("value", "")), form.get("reason", ""), form.get("source", ""))
            made = correct(act.session, act.ring, act.person, key, ref, typed, revision, act.at)
    except Refused as problem:
        with looking(request) as act:
            return _page(request, act, key, ref, problem)
    return led_on(f"/proposals/{made}", "handed_in")


def _page(request: Request, act: Act, key: str, ref: str, problem: Refused | None = None) -> Response:
    """A claim that moved meanwhile is shown as it is now, with the revision of now, beside what was typed."""
    form = here(request).form
    try:
        seen = correctable(act.session, act.ring, act.person, key, ref)
    except NoLongerStands as fallen:  # to send it again would help nobody: there is nothing left to put right
        return desk_page(
            request, "correct_fallen", title="Put right", entry="records", key=key, problem=fallen.sentence,
            value=form.get("value", ""), reason=form.get("reason", ""), status=fallen.status,
        )  # fmt: skip
    old, field = seen.claim, FIELDS[seen.claim.field]
    faults = [fault.sentence for fault in problem.faults] if isinstance(problem, BadDraft) else []
    said = "" if problem is None or faults else problem.sentence
    if isinstance(problem, Stale):
        said = "Somebody changed this meanwhile. Below stands what it is now; send yours again if it still holds."
    return desk_page(
        request, "correct", title=f"Put right: {field.label.en}", entry="records", key=key, ref=ref,
        label=field.label.en, hint=HINTS.get(field.kind, ""), old=value_in_words(old.field, old.value), wording=old.wording,
        value=form.get("value", as_typed(old.value)), reason=form.get("reason", ""),
        options=offered(field.vocabulary) if field.vocabulary else (), others=seen.others,
        sources=sources_seen(act.session, act.ring, act.person.clearance), source=form.get("source") or old.source,
        revision=seen.revision, problem=said, faults=faults, status=problem.status if problem else 200,
    )  # fmt: skip
