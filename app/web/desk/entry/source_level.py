"""The level of a source on a small form of its own, with what it means."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

from app.codebook.levels import Level
from app.editing.drafts.changes import RuleSource
from app.editing.entry.source_level import propose_source_level, source_seen
from app.editing.errors import BadDraft, Fault
from app.editing.people import must_edit
from app.web.account.here import here
from app.web.desk.acts.cells import LEVELS, WHY, Cell, Given, at_first, given, level_of, made_of, terms
from app.web.desk.done import led_on
from app.web.desk.house import acting, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only

router = desk_router()


@router.get("/sources/{key}/level")
def form(request: Request, key: str) -> Response:
    only(request)
    return _page(request, key)


@router.post("/sources/{key}/level")
def hand_in(request: Request, key: str) -> Response:
    form = here(request).form
    try:
        with acting(request) as act:
            (ruling,) = made_of(lambda: (_ruling(key, form),))
            made = propose_source_level(act.session, act.ring, act.person, ruling, given(form, "why"), act.at)  # type: ignore[arg-type]
    except BadDraft as problem:
        return _page(request, key, form, problem)
    return led_on(f"/proposals/{made}", "handed_in")


def _ruling(key: str, form: Given) -> RuleSource:
    known = {level.code: level for level in Level}
    if given(form, "was") not in known:
        raise BadDraft([Fault("was", "Say which level you saw.")])
    return RuleSource(
        ref="source", source=key, was=known[given(form, "was")], level=level_of(form),
        level_reason=given(form, "level_reason") or None, reason=given(form, "why"),
    )  # fmt: skip


def _page(
    request: Request, key: str, values: Mapping[str, str] | None = None, problem: BadDraft | None = None
) -> Response:
    with looking(request) as act:
        must_edit(act.person)
        source = source_seen(act.session, act.ring, act.person, key)
    cells = (
        Cell("level", "Level", "select", LEVELS, value=source.level.code),
        Cell("level_reason", "Reason for the level", "select", terms("level_reason", True)),
        WHY,
    )
    return desk_page(
        request, "source_level", title="Set the level of a source", entry="records", status=problem.status if problem else 200,
        source=source, cells=cells, values=values or at_first(cells), faults=problem.faults if problem else (),
    )  # fmt: skip
