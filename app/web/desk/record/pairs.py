"""Who may have been entered twice: candidates with their evidence, two side by side, and a person's verdict. Code merges nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.codebook.fields import FIELDS
from app.codebook.levels import Level
from app.disclosure.forms import PUBLISHED_STATES
from app.editing.entry.duplicates import Verdict, decide_pair, merges_under_way, remembered, settled
from app.editing.errors import BadDraft, Fault, NotThere, Refused, Stale
from app.editing.people import Role
from app.editing.record.page import PERSON, Seen
from app.editing.record.parts import ClaimLine
from app.editing.revisions import GONE, moved, read_token, token
from app.matching.candidates import Candidate
from app.web.account.here import here
from app.web.desk.acts.meanwhile import Moved, moved_parts
from app.web.desk.done import led_on
from app.web.desk.house import Act, acting, house_of, looking
from app.web.desk.once import desk_router
from app.web.desk.pages import desk_page, drawn_again, in_words, only
from app.web.reading.matched import SENTENCES

router = desk_router()
EVIDENCE: Mapping[str, str] = MappingProxyType({
    "born_agrees": "born in the same year", "born_near": "born within a few years", "born_differs": "born in other years",
    "sex_agrees": "the same sex", "sex_differs": "another sex", "place_agrees": "the same home town",
    "place_differs": "another home town", "same_event": "in the same return", "return_date_agrees": "returned around one time",
    "return_date_differs": "returned at other times",
})  # fmt: skip
MOST = 100
IF_MATCH = ("if_match_one", "if_match_other")
"""Boxes of the form with the revisions of both, in the order of its address."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A candidate in words."""

    one: str
    other: str
    names: tuple[str, str]
    reasons: tuple[str, ...]


@router.get("/duplicates")
def candidates(request: Request) -> Response:
    only(request)
    with looking(request) as act:
        done = settled(act.session, act.ring, act.person)
        every = house_of(here(request)).known.pairs(act.session, act.ring, act.person.clearance)
        found = [c for c in every if frozenset({c.one, c.other}) not in done]
    return _listed(request, "Duplicates", found, "")


@router.get("/duplicates/{key}")
def of_one(request: Request, key: str) -> Response:
    """Who may be the same as one person, decided or not."""
    only(request)
    with looking(request) as act:
        seen = _both(act, key)
        found = _like(request, act, key)
    return _listed(request, f"Duplicates of {seen.name(key)}", found, key)


@router.get("/duplicates/{one}/{other}")
def side_by_side(request: Request, one: str, other: str) -> Response:
    only(request)
    return _pair(request, one, other)


@router.post("/duplicates/{one}/{other}")
def decide(request: Request, one: str, other: str) -> Response:
    """The verdict, on what was seen of both; or the two as they are now, with what was typed, and what moved meanwhile."""
    form = here(request).form
    try:
        with acting(request) as act:
            made = _decided(act, one, other, form)
    except Refused as problem:
        return drawn_again(request, problem, lambda again: _pair(request, one, other, again))
    return led_on(f"/proposals/{made}", "handed_in") if made else led_on("/duplicates", "pair_decided")


def _decided(act: Act, one: str, other: str, form: Mapping[str, str]) -> str | None:
    """`same` proposes a merge into the one who is kept, and gives the proposal's id."""
    kept, gone = (other, one) if form.get("kept") == other else (one, other)
    seen = _both(act, one, other)
    _check_seen(seen, {key: form.get(box) for key, box in zip((one, other), IF_MATCH, strict=True)})
    verdict = _verdict(form.get("verdict", ""))
    return decide_pair(act.session, act.ring, act.person, kept, gone, verdict, form.get("why", ""), act.at)


def _verdict(code: str) -> Verdict:
    try:
        return Verdict(code)
    except ValueError:
        raise BadDraft(
            [Fault("verdict", "Say whether they are the same, different, or whether you are unsure.")]
        ) from None


def _like(request: Request, act: Act, key: str) -> list[Candidate]:
    return house_of(here(request)).known.like_one(act.session, act.ring, act.person.clearance, key)


def _listed(request: Request, title: str, found: list[Candidate], key: str) -> Response:
    lines = [PairLine(c.one, c.other, c.names, _reasons(c)) for c in found[:MOST]]
    return desk_page(request, "pairs", title=title, entry="duplicates", lines=lines, key=key, more=len(found) > MOST)


def _reasons(candidate: Candidate) -> tuple[str, ...]:
    return SENTENCES[candidate.why], *(EVIDENCE.get(code, code) for code in candidate.evidence)


def _both(act: Act, *keys: str) -> Seen:
    """What is seen of all of them; NotThere unless every one is a person who is there for this viewer."""
    seen = Seen(act.session, act.ring, list(keys), act.person.clearance)
    if len(set(keys)) != len(keys) or any(seen.kind(key) != PERSON for key in keys):
        raise NotThere
    return seen


def _pair(request: Request, one: str, other: str, problem: Refused | None = None) -> Response:
    with looking(request) as act:
        seen, pair = _both(act, one, other), frozenset({one, other})
        said, waits = remembered(act.session).get(pair), merges_under_way(act.session, act.ring, act.person).get(pair)
        if said is Verdict.SAME and not waits:
            said = None  # its proposal may lie above; rejected, it says nothing any more
        reasons = next((_reasons(c) for c in _like(request, act, one) if c.other == other), ())
        changed = _moved(request, act, seen, one, other) if isinstance(problem, Stale) else []
    keep = max((one, other), key=lambda key: _told(seen, key))
    return desk_page(
        request, "pair", title="One person, or two?", entry="duplicates", keys=(one, other), view=seen,
        rows=list(_rows(seen, one, other)), verdict=said, waits=waits, revisions=(token(_whole(seen, one)), token(_whole(seen, other))),
        keep=keep, may_edit=Role.EDITOR in act.person.roles, reasons=reasons, changed=changed, typed=here(request).form,
        **in_words(problem),
    )  # fmt: skip


def _told(seen: Seen, key: str) -> tuple[int, bool]:
    """How far somebody is told already: whoever is more is offered as the one to keep, since with the other one they would go."""
    parts = seen.parts(key) or {}
    cases = [seen.parts(case) or {} for case in parts.get("cases", ())]
    lowest = min((case["level"] for case in cases if case.get("state") in PUBLISHED_STATES), default=Level.SEALED)
    return -lowest, bool(parts.get("decisions"))


def _check_seen(seen: Seen, tokens: Mapping[str, str | None]) -> None:
    """Stale unless each of them, with their cases, is what the page showed; RevisionNeeded without a token."""
    changed = {part for key, told in tokens.items() for part in moved(read_token(told), _whole(seen, key))}
    if changed:
        raise Stale(changed)


def _moved(request: Request, act: Act, seen: Seen, *keys: str) -> list[Moved]:
    """What is no longer as the form's tokens say, of both and of their cases."""
    form = here(request).form
    found: list[Moved] = []
    for key, box in zip(keys, IF_MATCH, strict=True):
        base = read_token(form.get(box))
        parts = [name.split(" ", 1) for name in moved(base, _whole(seen, key))]
        for subject in {subject for subject, _ in parts}:
            drawn = {part: base.get(f"{subject} {part}", GONE) for whose, part in parts if whose == subject}
            found += moved_parts(request, act, seen, subject, drawn)
    return sorted(found, key=lambda one: one.label)


def _whole(seen: Seen, key: str) -> dict[str, Any]:
    """The parts of a person and of their cases: all that the page shows of one of the two."""
    subjects = (key, *(seen.parts(key) or {}).get("cases", ()))
    return {f"{each} {part}": value for each in subjects for part, value in (seen.parts(each) or {}).items()}


def _rows(seen: Seen, one: str, other: str) -> list[tuple[str, list[tuple[ClaimLine | None, ClaimLine | None]]]]:
    """By field: the claims of both, theirs and those of their cases, next to each other."""
    left, right = _claims(seen, one), _claims(seen, other)
    codes = [code for code in FIELDS if code in left or code in right]
    return [(FIELDS[code].label.en, list(zip_longest(left.get(code, ()), right.get(code, ())))) for code in codes]


def _claims(seen: Seen, key: str) -> dict[str, list[ClaimLine]]:
    found: dict[str, list[ClaimLine]] = {}
    for subject in (key, *(seen.parts(key) or {}).get("cases", ())):
        for code, lines in seen.claims(subject):
            found.setdefault(code, []).extend(lines)
    return found
