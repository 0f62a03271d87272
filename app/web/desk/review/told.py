"""A proposal told to a reviewer: its changes in words, grouped by whom they are about, with what was said of each before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft, digests
from app.editing.drafts.in_words import Call, details, said
from app.editing.drafts.naming import called, called_in, claims_called, ids_in
from app.editing.entry.advice import advice_on
from app.editing.review.decided import odd
from app.editing.review.reviews import Said
from app.web.desk.house import Act
from app.web.desk.review.parted import parted
from app.web.desk.review.rehearsed import Moved
from app.web.desk.review.returned import children_decided, returned
from app.web.desk.review.undone import taken_back, undone

CHANGED, NEW = "changed since changes were asked for", "new since changes were asked for"
CHILD = "May be a child today, by what you see. Two people decide how they appear."
TOLD_ALONE = (
    "Editions tell what was entered of one of them only where it is told of that one alone. Anything else comes once it is decided how "
    "both appear: propose that after the merge."
)
MANY = 3
"""So many people make it worth while to say once what is said of each of them."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer (actor id) said of a change. `earlier`: it was another one then."""

    reviewer: str
    words: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A change in words, or one that is made of each of many people: `refs` names all. `details`: what else it holds.
    `comments`: what was said of it. `since`: whether it is new or another since a reviewer asked for changes. A line that tells only
    what comes of a change has no refs.
    """

    refs: tuple[str, ...]
    words: str
    details: tuple[tuple[str, str], ...]
    comments: tuple[Comment, ...]
    since: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Changes about one person, return or source, or about each of many people. `record`: its id, where it is in the record
    already. `warnings`: what an author was warned of. `beside`: the id of who would be merged into them.
    """

    title: str
    record: str
    lines: list[Line] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """`common`: the source and the level of each claim that does not name its own."""

    groups: list[Group]
    common: str


def told(act: Act, draft: Draft, remarks: Iterable[Said], *, sealed: bool, reviewing: bool = False) -> Told:
    """The groups in the order in which the draft comes to them. `sealed`: with the words for those who decide alone.

    `reviewing`: with what a rehearsal shows, for a reviewer who has to decide. An author below could learn from it of what lies
    above.
    """
    people = {f"@{change.ref}": change.individual for change in draft.changes if isinstance(change, c.NewCase)}
    claims = claims_called(act.session, act.ring, draft, act.person.clearance)
    about = people | {ref: claim.subject for ref, claim in claims.items()}
    ids = ids_in(draft) | {claim.subject for claim in claims.values()}
    names = called(act.session, act.ring, ids, act.person.clearance) | called_in(draft)
    names |= {ref: claim.words for ref, claim in claims.items()}
    kept = defaultdict[str, list[c.Change]](list)
    for change in draft.changes:
        kept[_about(change, about)].append(change)
    common, rounds = _common(draft, names), Rounds(list(remarks), digests(draft))
    children = children_decided(act, draft)
    groups = {}
    for key, changes in kept.items():
        call = partial(_call, names, {key} | _only_case(people, key))
        lines = [_line(change, call, common, rounds, sealed=sealed) for change in changes]
        record = "" if key[:1] in ("@", "") else key
        merged = [change.merged for change in changes if isinstance(change, c.MergeSubjects) and record]
        beside = next((key for key in merged if not key.startswith("@")), "")
        groups[key] = Group(
            _title(key, names),
            record,
            lines,
            _warnings(changes, act.at.date()) + (CHILD,) * (key in children) + (TOLD_ALONE,) * bool(merged),
            beside,
        )
    later = [*_returned(act, draft), *_backwards(act, draft, reviewing=reviewing)]
    new = [f"@{change.ref}" for change in draft.changes if isinstance(change, c.NewIndividual)]
    return Told([*_of_each(groups, new), *later], common.strip(" ()"))


def _line(change: c.Change, call: Call, common: str, rounds: Rounds, *, sealed: bool) -> Line:
    words = said(change, call)
    words = words.removesuffix(common).strip() if isinstance(change, c.NewClaim) else words
    ref, more = change.ref, tuple(details(change, call, sealed=sealed))
    return Line((ref,), words, more, rounds.said_of(ref), rounds.since(ref))


def _returned(act: Act, draft: Draft) -> Iterator[Group]:
    """Whom a decision about a return, or the end of its withdrawal, lets be seen."""
    for change in draft.changes:
        if isinstance(change, c.Decide | c.CloseWithdrawal):
            lines = returned(act, change.subject)
            if lines:
                yield Group("In this return, as you see it", "", [Line((), words, (), ()) for words in lines])


def _backwards(act: Act, draft: Draft, *, reviewing: bool) -> Iterator[Group]:
    """What is no longer so with the changes that take something back."""
    reverts = tuple(change for change in draft.changes if isinstance(change, c.Revert))
    yield from (_taken(act, change) for change in reverts)
    if not reviewing:
        return
    if reverts:
        yield from _undone(act, reverts)
    for change in draft.changes:
        if isinstance(change, c.EndMerge):
            yield from (Group(f"Then, of {one.name} {one.record}", "", _lines(one)) for one in parted(act, change))


def _taken(act: Act, change: c.Revert) -> Group:
    """When and why it was recorded, as far as the viewer may read that."""
    taken = taken_back(act, change.changeset)
    if taken is None:
        return Group("You see nothing of what is taken back", "")
    why = f", because: {taken.why}" if taken.why else ""
    return Group(f"What is taken back was recorded on {taken.when}{why}", "")


def _undone(act: Act, reverts: tuple[c.Revert, ...]) -> Iterator[Group]:
    """What the reverts do now to each whom they concern, as far as the viewer sees that."""
    moved = undone(act, reverts)
    if moved is None:
        yield Group("It cannot be reverted as things are", "")
    for one in moved or ():
        yield Group(f"With the revert, of {one.name}", one.record, _lines(one))
    if moved == []:
        yield Group("Nothing that you see would be another than it is", "")


def _lines(one: Moved) -> list[Line]:
    return [Line((), words, (), ()) for words in one.lines]


def _only_case(people: Mapping[str, str], key: str) -> set[str]:
    """The new case of a person who has one alone: below their heading it needs no name."""
    found = {case for case, person in people.items() if person == key}
    return found if len(found) == 1 else set()


def _warnings(changes: list[c.Change], today: date) -> tuple[str, ...]:
    given = advice_on([change for change in changes if isinstance(change, c.NewClaim)], today)
    decided = (sentence for change in changes if isinstance(change, c.Decide) for sentence in odd(change))
    return tuple(dict.fromkeys([*(advice.sentence for advice in given if advice.warns), *decided]))


class Rounds:
    """What was said before, held against what stands now. `now`: the digest of each change by its ref."""

    def __init__(self, remarks: list[Said], now: Mapping[str, str]) -> None:
        self._remarks, self._now = remarks, now
        asked = [remark for remark in remarks if remark.verdict == "changes_requested" and remark.said_of]
        self._last = asked[-1] if asked else None

    def said_of(self, ref: str) -> tuple[Comment, ...]:
        return tuple(
            Comment(remark.reviewer, remark.comments[ref], remark.of_an_earlier(self._now, ref))
            for remark in self._remarks
            if ref in remark.comments
        )

    def since(self, ref: str) -> str:
        """Against the last time that changes were asked for."""
        if self._last is None or not self._last.of_an_earlier(self._now, ref):
            return ""
        return CHANGED if ref in self._last.said_of else NEW


def _common(draft: Draft, names: Mapping[str, str]) -> str:
    """How the line of every claim ends, where all of many come from one source and lie at one level; else nothing."""
    claims = [change for change in draft.changes if isinstance(change, c.NewClaim)]
    ends = {f" (source {names.get(x.source, x.source)}, {x.level.code})" for x in claims}
    return ends.pop() if len(ends) == 1 and len(claims) >= MANY else ""


def _of_each(groups: dict[str, Group], new: list[str]) -> list[Group]:
    """What is said of each new person in the same words stands once, before them; of each is left what is their own."""
    if len(new) < MANY:
        return list(groups.values())
    words = [{(line.words, line.details) for line in groups[key].lines} for key in new]
    shared = set.intersection(*words)
    together: dict[Any, Line] = {}
    for key in new:
        for line in groups[key].lines:
            what = (line.words, line.details)
            if what in shared:
                there = together.get(what, Line((), line.words, line.details, ()))
                together[what] = replace(
                    there,
                    refs=there.refs + line.refs,
                    comments=there.comments + line.comments,
                    since=there.since or line.since,
                )
        groups[key].lines[:] = [line for line in groups[key].lines if (line.words, line.details) not in shared]
    each = Group(f"Of each of the {len(new)} new people below", "", list(together.values()))
    others = [group for key, group in groups.items() if key not in new]
    return [*others, *([each] if each.lines else []), *(groups[key] for key in new)]


def _call(names: Mapping[str, str], own: set[str], one: str) -> str:
    """What somebody is called in a line below the heading of who is in `own`."""
    return "" if one in own else names.get(one, one)


def _about(change: c.Change, people: Mapping[str, str]) -> str:
    """The id, or `@` and the ref, of whom a change is about; the person rather than a return that the draft makes."""
    if isinstance(change, c.NewIndividual | c.NewEvent | c.NewSource):
        return f"@{change.ref}"
    if isinstance(change, c.RuleClaim):
        return people.get(change.claim, "")
    subjects = (change.source,) if isinstance(change, c.RuleSource) else c.subjects_of(change)
    return people.get(subjects[0], subjects[0]) if subjects else ""


def _title(key: str, names: Mapping[str, str]) -> str:
    return names.get(key, key.removeprefix("@")) or "Of the record as a whole"
