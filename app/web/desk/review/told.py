"""A proposal told to a reviewer: its changes in words, grouped by whom they are about, with what was said of each before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.in_words import details, said
from app.editing.drafts.naming import called, called_in, claims_called, ids_in
from app.editing.review.reviews import Said
from app.web.desk.house import Act


@dataclass(frozen=True, slots=True)
class Line:
    """A change in words. `details`: what else it holds. `comments`: reviewers (actor ids) and what they said of it."""

    ref: str
    words: str
    details: tuple[tuple[str, str], ...]
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Changes about one person, return or source. `record`: its id, where it is in the record already."""

    title: str
    record: str
    lines: list[Line] = field(default_factory=list)


def told(act: Act, draft: Draft, remarks: Iterable[Said], *, sealed: bool) -> list[Group]:
    """The groups in the order in which the draft comes to them. `sealed`: with the words for those who decide alone."""
    names = called(act.session, act.ring, ids_in(draft), act.person.clearance) | called_in(draft)
    people = {f"@{change.ref}": change.individual for change in draft.changes if isinstance(change, c.NewCase)}
    claims = claims_called(act.session, act.ring, draft, act.person.clearance)
    people |= {ref: claim.subject for ref, claim in claims.items()}
    names |= {ref: claim.words for ref, claim in claims.items()}
    names |= called(act.session, act.ring, {claim.subject for claim in claims.values()}, act.person.clearance)
    said_before = list(remarks)
    groups: dict[str, Group] = {}
    for change in draft.changes:
        key = _about(change, people)
        if key not in groups:
            groups[key] = Group(_title(key, names), "" if key[:1] in ("@", "") else key)
        comments = tuple((r.reviewer, r.comments[change.ref]) for r in said_before if change.ref in r.comments)
        call = partial(_call, names, key)
        more = tuple(details(change, call, sealed=sealed))
        groups[key].lines.append(Line(change.ref, said(change, call), more, comments))
    return list(groups.values())


def _call(names: Mapping[str, str], about: str, one: str) -> str:
    """What somebody is called in a line below the heading of `about`."""
    return "" if one == about else names.get(one, one)


def _about(change: c.Change, people: Mapping[str, str]) -> str:
    """The id, or `@` and the ref, of whom a change is about; the person rather than a return that the draft makes."""
    if isinstance(change, c.NewIndividual | c.NewEvent | c.NewSource):
        return f"@{change.ref}"
    if isinstance(change, c.RuleClaim):
        return people.get(change.claim, "")
    subjects = c.subjects_of(change)
    return people.get(subjects[0], subjects[0]) if subjects else ""


def _title(key: str, names: Mapping[str, str]) -> str:
    return names.get(key, key.removeprefix("@")) or "Of the record as a whole"
