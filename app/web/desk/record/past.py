"""The past of a record: every moment with who, why and what changed in words; one moment whole; and the proposal to revert one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import Request
from starlette.responses import Response

from app.editing.drafts.changes import Revert
from app.editing.entry.proposing import check_seen, propose
from app.editing.errors import NotThere, Refused, Stale
from app.editing.history.moments import Entry, history_of
from app.editing.history.reverting import LASTING
from app.editing.people import Role
from app.editing.record.in_force import decisions_listed
from app.editing.record.page import Seen, seen_at, seen_of
from app.editing.record.parts import differing, part_label, part_lines
from app.web.account.here import here
from app.web.desk.acts.meanwhile import moved_since
from app.web.desk.done import led_on
from app.web.desk.house import Act, acting, actors, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, drawn_again, in_words, only

router = desk_router()
KINDS: Mapping[str, str] = MappingProxyType({
    "edit": "An edit", "founding": "The first batch", "batch_received": "A batch that came in", "decide": "A decision",
    "merge": "A merge", "end_merge": "The end of a merge", "revert": "A revert", "withdrawal": "A withdrawal",
    "duplicate_decision": "A pair that was looked at",
})  # fmt: skip
"""Kinds of changesets in words."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One changeset as its viewer may read it. `changed`: by part, what went and what came."""

    entry: Entry
    changed: list[tuple[str, list[str], list[str]]]


@router.get("/records/{key}/history")
def history(request: Request, key: str) -> Response:
    only(request)
    with looking(request) as act:
        entries = history_of(act.session, act.ring, act.person, key)
        seen = seen_of(act.session, act.ring, key, act.person.clearance)
        moments = [_moment(entry, seen) for entry in entries]
        who = actors(request, act, {actor for one in entries for actor in (one.author, one.approved_by) if actor})
    return desk_page(
        request, "history", title=f"History: {seen.name(key)}", entry="records", key=key, moments=moments,
        kinds=KINDS, who=who,
    )  # fmt: skip


@router.get("/records/{key}/history/{changeset}")
def moment(request: Request, key: str, changeset: str) -> Response:
    only(request)
    return _one(request, key, changeset)


def _one(request: Request, key: str, changeset: str, problem: Refused | None = None) -> Response:
    form = here(request).form
    with looking(request) as act:
        then = seen_at(act.session, act.ring, act.person, key, changeset)
        entry = _entry(history_of(act.session, act.ring, act.person, key), changeset)
        seen = seen_of(act.session, act.ring, key, act.person.clearance)
        held = sorted((then.parts(key) or {}).items())
        parts = [(part_label(name), part_lines(name, value, seen.name)) for name, value in held if name != "decisions"]
        decisions = decisions_listed(then, key, entry.made_at.date())
        shown = _moment(entry, seen)
        stale = isinstance(problem, Stale)
        changed = moved_since(request, act, seen, key, _token(request)) if stale else ()
    return desk_page(
        request, "moment", title=f"As it was: {seen.name(key)}", entry="records", key=key, moment=shown, parts=parts,
        decisions=decisions, kinds=KINDS, revision=seen.revision(key),
        may_revert=Role.EDITOR in act.person.roles and entry.kind not in LASTING, why=form.get("why", ""), changed=changed,
        **in_words(problem),
    )  # fmt: skip


@router.post("/records/{key}/history/{changeset}/revert")
def revert(request: Request, key: str, changeset: str) -> Response:
    """A proposal, or the moment again with what was typed and what moved meanwhile.

    What rests on the change, and whether it can be undone at all, is told to its reviewer.
    """
    why = here(request).form.get("why", "")
    try:
        with acting(request) as act:
            made = _proposed(act, key, changeset, why, _token(request))
    except Refused as problem:
        return drawn_again(request, problem, lambda again: _one(request, key, changeset, again))
    return led_on(f"/proposals/{made}", "handed_in")


def _token(request: Request) -> str:
    """The revision that was looked at."""
    return request.headers.get("if-match") or here(request).form.get("if_match", "")


def _proposed(act: Act, key: str, changeset: str, why: str, token: str) -> str:
    _entry(history_of(act.session, act.ring, act.person, key), changeset)
    check_seen(act.session, act.ring, act.person, {key: token})
    return propose(
        act.session, act.ring, act.person, (Revert(ref="revert", changeset=changeset, reason=why),), why,
        {key: token}, act.at, f"A revert: {key}",
    )  # fmt: skip


def _entry(entries: list[Entry], changeset: str) -> Entry:
    for entry in entries:
        if entry.changeset == changeset:
            return entry
    raise NotThere


def _moment(entry: Entry, seen: Seen) -> Moment:
    told = ((part_label(name), *differing(name, *entry.changed[name], seen.name)) for name in entry.changed)
    return Moment(entry, [(name, went, came) for name, went, came in told if went or came])
