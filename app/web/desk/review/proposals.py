"""Proposals: all of them, and one, with what it would change, what reviewers said, and a reviewer's word on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.codebook.levels import EDITION_LEVELS, Level
from app.editing.drafts import changes as c
from app.editing.drafts.document import digests
from app.editing.drafts.kept import OPEN_TO_AUTHORS, Opened, open_draft
from app.editing.drafts.naming import called
from app.editing.errors import BadDraft, NotAllowed, NotThere, Refused, WordsNeeded
from app.editing.people import Role, may_review
from app.editing.record.page import Seen
from app.editing.review.handing_in import GIVEN_UP, give_up, take_back, take_up
from app.editing.review.outcome import has_approved, records_made
from app.editing.review.previewing import preview
from app.editing.review.reviews import Said, reviews
from app.editing.review.verdicts import approve, ask_for_changes, content_seen, reject
from app.editing.review.waiting import proposals_seen
from app.editing.review.withheld import KeptNames, hits
from app.web.account.here import here
from app.web.desk.done import led_on
from app.web.desk.house import Act, acting, actors, house_of, looked, looking, titled
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, only
from app.web.desk.review.previewed import Previewed, previewed
from app.web.desk.review.told import told

router = desk_router()
UNDECIDED = OPEN_TO_AUTHORS | {"submitted"}
BY_AUTHOR = {"take_back": take_back, "give_up": give_up, "take_up": take_up}
SAID = {"reject": "rejected", "take_back": "taken_back", "give_up": "given_up", "take_up": "taken_up"}
"""What is said of each verdict that was done; of any other, that changes were asked for."""
COMMENT = "comment:"
"""What the name of a comment's field begins with; the ref of its change follows, and nothing for the whole."""


@router.get("/proposals")
def everything(request: Request) -> Response:
    asked = only(request, "all")
    every = asked.get("all") == "yes"
    with looking(request) as act:
        found = proposals_seen(act.session, act.ring, act.person, everything=every)
    return desk_page(request, "proposals", title="Proposals", entry="proposals", found=found, every=every)


@router.get("/proposals/{key}")
def one(request: Request, key: str) -> Response:
    only(request)
    return _page(request, key, {})


def _page(request: Request, key: str, comments: Mapping[str, str], problem: Refused | None = None) -> Response:
    """`comments`: what is typed already, by the ref of its change."""
    shown = looked(request, lambda act: _shown_to(request, act, key))
    return desk_page(
        request, "proposal", entry="proposals", comments=comments, problem=str(problem) if problem else "",
        status=problem.status if problem else 200, **shown,
    )  # fmt: skip


def _shown_to(request: Request, act: Act, key: str) -> dict[str, Any]:
    """All that the page tells of the proposal, and what its viewer may do with it."""
    opened = open_draft(act.session, act.ring, act.person, key)
    state, author = opened.state, act.person.id in opened.authors
    remarks, content = _remarks(act, opened), _content(act, key)
    reviewer = may_review(act.person) and not author
    undecided = state in UNDECIDED
    groups = told(
        act, opened.draft, remarks, sealed=undecided and (reviewer or author), reviewing=reviewer and undecided
    )
    made = records_made(act.session, act.ring, act.person, key)
    names = called(act.session, act.ring, made, act.person.clearance)
    return {
        "title": titled(act, opened.draft.title) or "A proposal",
        "opened": opened,
        "groups": groups.groups,
        "common": groups.common,
        "remarks": remarks,
        "now": digests(opened.draft),
        "content": content,
        "who": actors(request, act, {*opened.authors, *(remark.reviewer for remark in remarks)}),
        "made": [(each, names.get(each, each)) for each in made],
        "hits": _hits(act, house_of(here(request)).names, key) if undecided else set(),
        "approved": reviewer and state == "submitted" and has_approved(act.session, act.ring, act.person, key),
        "may_show": bool(made) and Role.EDITOR in act.person.roles,
        "its_author": author,
        "may_decide": reviewer and state == "submitted" and bool(content),
        "may_mend": author and state in OPEN_TO_AUTHORS,
        "may_take_up": author and state == GIVEN_UP,
        "may_take_back": author and state == "submitted",
        "levels": [level.code for level in EDITION_LEVELS if level <= act.person.clearance],
    }


@router.post("/proposals/{key}/approve")
def agree(request: Request, key: str) -> Response:
    """Exactly what was seen: the page names its content's hash."""
    content = here(request).form.get("content", "")
    with acting(request) as act:
        outcome = approve(act.session, act.ring, act.person, key, content, act.at, act.roster)
    return led_on(f"/proposals/{key}", "approved" if outcome.changeset else "approved_first")


@router.post("/proposals/{key}/answer")
def answer(request: Request, key: str) -> Response:
    """Changes asked for, a rejection, or, by an author, the proposal taken back, given up, or taken up again.

    What was typed and not taken comes back: on the page itself where only a word is missing, else in a form of its own.
    """
    form = here(request).form
    comments = {name.removeprefix(COMMENT): words for name, words in form.items() if name.startswith(COMMENT)}
    try:
        with acting(request) as act:
            _say(act, key, form.get("verdict", ""), comments)
    except WordsNeeded as problem:
        return _page(request, key, comments, problem)
    return led_on(f"/proposals/{key}", SAID.get(form.get("verdict", ""), "changes_asked"))


def _say(act: Act, key: str, verdict: str, comments: Mapping[str, str]) -> None:
    if verdict == "reject":
        reject(act.session, act.ring, act.person, key, comments, act.at)
    elif verdict in BY_AUTHOR:
        BY_AUTHOR[verdict](act.session, act.ring, act.person, key)
    else:
        ask_for_changes(act.session, act.ring, act.person, key, comments, act.at)


@router.get("/proposals/{key}/preview/{level}")
def as_seen(request: Request, key: str, level: str) -> Response:
    """What an edition of the level would show of all that the proposal concerns, by disclosure's own answer."""
    only(request)
    wanted = {each.code: each for each in EDITION_LEVELS}.get(level)
    if wanted is None:
        raise NotThere
    opened, shown = looked(request, lambda act: _previewed(act, key, wanted))
    return desk_page(
        request, "preview", title=f"As the {level} edition would show it", entry="proposals", opened=opened, level=level,
        shown=shown,
    )  # fmt: skip


def _previewed(act: Act, key: str, level: Level) -> tuple[Opened, Previewed]:
    opened = open_draft(act.session, act.ring, act.person, key)
    return opened, previewed(preview(act.session, act.ring, act.person, key, level, act.at.date(), act.at))


def _remarks(act: Act, opened: Opened) -> list[Said]:
    """What reviewers said. Its author is told of two approvals, or of one that waits for another, only where two are needed by what
    the author sees: what asks for two may lie above. Else of the last one, once it is approved.
    """
    said = reviews(act.session, act.ring, act.person, opened.id)
    if act.person.id not in opened.authors:
        return said
    decided = [x.subject for x in opened.draft.changes if isinstance(x, c.Decide | c.CloseWithdrawal)]
    seen = Seen(act.session, act.ring, decided, act.person.clearance)
    two = seen.two_needed([seen.person_of(key) for key in seen.keys], act.at.date())
    if two:
        return said
    last = said[-1:] if opened.state == "approved" else []
    return [one for one in said if one.verdict != "approved" or one in last]


def _content(act: Act, key: str) -> str:
    """The hash of what is seen; empty where the draft names something that its viewer does not see."""
    try:
        return content_seen(act.session, act.ring, act.person, key)
    except BadDraft:
        return ""


def _hits(act: Act, kept: KeptNames, key: str) -> set[str]:
    """Refs of changes whose words name somebody withheld, for a cleared reviewer who wrote none of it; nothing for others."""
    try:
        return {hit.ref for hit in hits(act.session, act.ring, act.person, key, act.at.date(), kept)}
    except NotAllowed:
        return set()
