"""Acts on a record, each on a small form that becomes a proposal: on the revision that was looked at, and on no other.

Where somebody else moved the same part meanwhile, the form comes back with what was written and what moved (412).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.editing.drafts.naming import called
from app.editing.entry.proposing import propose
from app.editing.errors import BadDraft, NotThere, RevisionNeeded, Stale
from app.editing.history.merged import merged_here
from app.editing.people import must_edit
from app.editing.record.page import EVENT, Seen, seen_of
from app.editing.record.roll import all_cases_in
from app.editing.revisions import read_token
from app.vault.errors import DoesNotFit
from app.web.account.here import here
from app.web.desk.acts.cells import ActForm, Setting, at_first, in_groups, made_of
from app.web.desk.acts.facts import fields_for
from app.web.desk.acts.meanwhile import Moved, moved_since
from app.web.desk.acts.table import ACT_FORMS
from app.web.desk.done import led_on
from app.web.desk.house import Act, acting, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, in_words, only

router = desk_router()
IF_MATCH = "if_match"
OF_OTHERS = f"{IF_MATCH}:"
"""What the names of the revisions of others begin with; whose it is follows."""
MERGED = "merged"
"""The parameter that names whoever is read as part of the subject: the title of the proposal names both."""
OF_ITS_CASES = frozenset({"decision", "states"})
"""Acts on a return that concern its cases: a decision, since whom it is about decides how many have to approve; and their states."""


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
            changes = made_of(lambda: doing.form.change(doing.at, given))
            about = [key, *filter(None, (doing.at.asked.get(MERGED),))]
            title = f"{doing.form.title}: {' and '.join(about)}"
            made = propose(
                house.session, house.ring, house.person, changes, given.get("why", ""), base, house.at, title
            )
    except (BadDraft, DoesNotFit, RevisionNeeded, Stale) as problem:
        with looking(request) as house:  # what was written is kept on the page; nothing of it is recorded
            doing = _doing(house, key, act, given)
            looked = [(one, tokens[one]) for one in (key, *doing.form.concerns(doing.at)) if one in tokens]
            stale = looked if isinstance(problem, Stale) else []
            changed = tuple(part for each in stale for part in moved_since(request, house, doing.at.seen, *each))
            return _page(request, doing, given, problem, changed)
    return led_on(f"/proposals/{made}", "handed_in")


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
    merged = merged_here(house.session, house.person, key)
    names = called(house.session, house.ring, merged, house.person.clearance)
    wanted = {name: asked.get(name, "") for name in shown.asks}
    return Doing(
        act, Setting(key, kind, seen, house.at.date(), wanted, {one: names.get(one, "") for one in merged}), shown
    )


def _page(
    request: Request,
    doing: Doing,
    values: Mapping[str, str],
    problem: Exception | None = None,
    changed: tuple[Moved, ...] = (),
) -> Response:
    at = doing.at
    cells = doing.form.cells(at)
    labels = {cell.name: cell.label for cell in cells}
    return desk_page(
        request, "act", title=doing.form.title, entry="records", at=at, act=doing.code,
        who=at.seen.name(at.key), groups=in_groups(cells, values), note=doing.form.note(at), values=values,
        changed=changed, revision=at.seen.revision(at.key),
        others=[(f"{OF_OTHERS}{each}", at.seen.revision(each)) for each in doing.form.concerns(at)], **in_words(problem, labels),
    )  # fmt: skip
