"""Acts on a record, each on a small form that becomes a proposal: on the revision that was looked at, and on no other.

Where somebody else moved the same part meanwhile, the form comes back with what was written and what moved (412).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.editing.entry.proposing import propose
from app.editing.errors import BadDraft, NotThere, Refused, RevisionNeeded, Stale
from app.editing.history.merged import merged_here
from app.editing.history.moments import history_of
from app.editing.people import must_edit
from app.editing.record.page import CASE, EVENT, Seen, seen_of
from app.editing.record.parts import differing, part_label, part_lines
from app.editing.record.roll import all_cases_in
from app.editing.revisions import moved, read_token
from app.vault.errors import DoesNotFit
from app.web.account.here import here
from app.web.account.pages import move_on
from app.web.desk.acts.cells import ActForm, Setting, at_first, in_groups, made_of
from app.web.desk.acts.facts import fields_for
from app.web.desk.acts.table import ACT_FORMS
from app.web.desk.house import Act, acting, actors, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only

router = desk_router()
IF_MATCH = "if_match"
OF_OTHERS = f"{IF_MATCH}:"
"""What the names of the revisions of others begin with; whose it is follows."""
OF_ITS_CASES = frozenset({"decision", "states"})
"""Acts on a return that concern its cases: a decision, since whom it is about decides how many have to approve; and their states."""
MOMENTS = 5
"""How many earlier moments are shown of what moved."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A part that somebody else changed: what it is now, and the last changes to it (who, why, what went, what came)."""

    label: str
    now: list[str]
    moments: list[tuple[str, str, list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class Doing:
    """An act under way: which, where, and its form."""

    code: str
    at: Setting
    form: ActForm


@router.get("/records/{key}/propose/{act}")
def form(request: Request, key: str, act: str) -> Response:
    asked = only(request, *(ACT_FORMS[act].asks if act in ACT_FORMS else ()))
    with looking(request) as house:
        if act == "fact" and not asked:
            return _fields(request, house, key)
        doing = _doing(house, key, act, asked)
        return _page(request, doing, at_first(doing.form.cells(doing.at)))


@router.post("/records/{key}/propose/{act}")
def hand_in(request: Request, key: str, act: str) -> Response:
    """The form as a proposal, or the form again with what is wrong with it."""
    given = here(request).form
    token = request.headers.get("if-match") or given.get(IF_MATCH, "")
    tokens = {key: token} | {name.removeprefix(OF_OTHERS): given[name] for name in given if name.startswith(OF_OTHERS)}
    try:
        with acting(request) as house:
            doing = _doing(house, key, act, given)
            read_token(token)
            base = {one: tokens[one] for one in (key, *doing.form.concerns(doing.at)) if one in tokens}
            changes, title = (
                made_of(lambda: doing.form.change(doing.at, given)),
                f"{doing.form.title}: {doing.at.seen.name(key)}",
            )
            made = propose(
                house.session, house.ring, house.person, changes, given.get("why", ""), base, house.at, title
            )
    except (BadDraft, DoesNotFit, RevisionNeeded, Stale) as problem:
        with looking(request) as house:  # what was written is kept on the page; nothing of it is recorded
            doing = _doing(house, key, act, given)
            looked = [(one, tokens[one]) for one in (key, *doing.form.concerns(doing.at)) if one in tokens]
            stale = looked if isinstance(problem, Stale) else []
            changed = tuple(part for each in stale for part in moved_parts(request, house, doing.at.seen, *each))
            return _page(request, doing, given, problem, changed)
    return move_on(f"/proposals/{made}")


def moved_parts(request: Request, house: Act, seen: Seen, key: str, token: str) -> tuple[Moved, ...]:
    """What is no longer as the token says, in words, with who moved it and why."""
    parts = seen.parts(key) or {}
    names = moved(read_token(token), parts)
    if not names:
        return ()
    past = history_of(house.session, house.ring, house.person, key)
    who = actors(request, house, {each.author for each in past})
    found = []
    for name in sorted(names):
        moments = [
            (who[each.author], each.why, *differing(name, *each.changed[name], seen.name))
            for each in past
            if name in each.changed
        ]
        whose = f"{seen.name(key)}: " if seen.kind(key) == CASE else ""
        found.append(
            Moved(f"{whose}{part_label(name)}", part_lines(name, parts.get(name), seen.name), moments[:MOMENTS])
        )
    return tuple(found)


def _fields(request: Request, house: Act, key: str) -> Response:
    """Which field a fact is to fill, before its form."""
    must_edit(house.person)
    seen = seen_of(house.session, house.ring, key, house.person.clearance)
    return desk_page(
        request, "fields", title="Add a fact", entry="records", key=key, who=seen.name(key),
        fields=fields_for(seen.kind(key)),
    )  # fmt: skip


def _doing(house: Act, key: str, act: str, asked: Mapping[str, str]) -> Doing:
    """NotThere for an act that there is not, or not for this kind of subject."""
    must_edit(house.person)
    seen = seen_of(house.session, house.ring, key, house.person.clearance)
    kind, shown = seen.kind(key), ACT_FORMS.get(act)
    if shown is None or kind not in shown.on:
        raise NotThere
    if act in OF_ITS_CASES and kind == EVENT:
        seen = Seen(house.session, house.ring, [key, *all_cases_in(house.session, key)], house.person.clearance)
    merged = tuple(merged_here(house.session, house.person, key))
    wanted = {name: asked.get(name, "") for name in shown.asks}
    return Doing(act, Setting(key, kind, seen, house.at.date(), wanted, merged), shown)


def _page(
    request: Request,
    doing: Doing,
    values: Mapping[str, str],
    problem: Exception | None = None,
    changed: tuple[Moved, ...] = (),
) -> Response:
    at = doing.at
    status = problem.status if isinstance(problem, Refused) else 422 if problem else 200
    faults = [str(fault) for fault in problem.faults] if isinstance(problem, BadDraft) else []
    sentence = problem.sentence if faults and isinstance(problem, Refused) else str(problem) if problem else ""
    return desk_page(
        request, "act", title=doing.form.title, entry="records", status=status, at=at, act=doing.code,
        who=at.seen.name(at.key), groups=in_groups(doing.form.cells(at), values), note=doing.form.note(at), values=values, faults=faults,
        sentence=sentence, changed=changed, revision=at.seen.revision(at.key),
        others=[(f"{OF_OTHERS}{each}", at.seen.revision(each)) for each in doing.form.concerns(at)],
    )  # fmt: skip
