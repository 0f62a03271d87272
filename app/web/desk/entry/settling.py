"""Choosing between what one typed and what somebody else saved meanwhile."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from app.editing.drafts.asides import drop_aside, set_apart, settle
from app.editing.drafts.kept import open_draft
from app.editing.errors import NotThere, Stale
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.entry.drawing import Chosen, choose_page
from app.web.desk.house import acting, looking
from app.web.desk.once import desk_router

router = desk_router()
KEEP = "keep:"
"""What the name of a choice begins with; the leaf follows."""


@router.post("/drafts/{key}/settle")
def chosen(request: Request, key: str) -> Response:
    """Save with what was chosen. Where theirs moved meanwhile, or nothing was chosen, it is asked again with what was chosen."""
    form = here(request).form
    kept = {name.removeprefix(KEEP): which for name, which in form.items() if name.startswith(KEEP)}
    try:
        with acting(request) as act:
            draft = open_draft(act.session, act.ring, act.person, key).draft
            if act.person.id not in draft.aside:
                raise NotThere
            if form.get("do") == "apart":
                return led_on(f"/drafts/{set_apart(act.session, act.ring, act.person, key, act.at)}", "kept_apart")
            if form.get("do") == "theirs":
                drop_aside(act.session, act.ring, act.person, key, act.at)
            else:
                settle(act.session, act.ring, act.person, key, kept, form.get("revision"), act.at)
    except Stale as problem:
        with looking(request) as act:
            opened = open_draft(act.session, act.ring, act.person, key)
            return choose_page(request, act, opened, problem.status, Chosen(kept, problem.parts))
    return led_on(f"/drafts/{key}", "settled")
