"""Out of sight at once: one editor alone hides or masks somebody, and a second person says that they looked.

No revision is asked for: nothing may stand in the way of hiding. As soon as it is recorded the suppression lists are written.
"""

from __future__ import annotations

import logging

from fastapi import Request
from starlette.responses import Response

from app.codebook.levels import InterimAction
from app.editing.people import must_edit
from app.editing.views import look
from app.editing.withdrawal.hiding import confirm, hide_now
from app.publishing.suppress import suppress_now
from app.publishing.withdraw import ids_hidden_with
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.house import acting, house_of, looking
from app.web.desk.once import desk_router

router = desk_router()
_log = logging.getLogger("casebook.desk")


@router.post("/records/{key}/hide")
def hide(request: Request, key: str) -> Response:
    form = here(request).form
    masked = form.get("action") == InterimAction.MASKED
    with acting(request) as act:
        must_edit(act.person)
        look(
            act.session, act.ring, key, act.person.clearance
        )  # nobody there comes before anything that is wrong with the form
        hide_now(
            act.session, act.ring, act.person, key, form.get("ground", ""), form.get("action", "hidden_now"), act.at
        )
    suppress_at_once(request, key, masked=masked)
    return led_on(f"/records/{key}", "masked" if masked else "hidden")


@router.post("/records/{key}/confirm")
def looked_at(request: Request, key: str) -> Response:
    with acting(request) as act:
        confirm(act.session, act.ring, act.person, key, act.at)
    return led_on(f"/records/{key}", "confirmed")


def suppress_at_once(request: Request, key: str, *, masked: bool) -> None:
    """Write the ids into the lists of all levels. The record stands already, so the publisher does it where this cannot."""
    house = house_of(here(request))
    if house.editions is None:
        return
    with looking(request) as act:
        keys = ids_hidden_with(act.session, key, act.at.date())
    try:
        suppress_now(keys, house.editions, house.ring, masked=masked, verified=house.verified)
    except Exception as fault:  # noqa: BLE001  whatever is wrong with the folder, the withdrawal is recorded
        _log.error("suppression lists wait for the publisher: %s", type(fault).__name__)
