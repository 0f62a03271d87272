"""Of two decisions the stricter: how the decisions of merged people are read as one. Pure.

A decision that comes from somebody merged carries their level, so that disclosure can leave it out wherever they are not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Protocol

from app.codebook.levels import Form, Level
from app.disclosure.forms import lines_of_both
from app.vault.rows import DecisionRow

STRICT = (Form.HOLD, Form.COUNT_ONLY, Form.DESCRIPTOR, Form.AS_PUBLISHED, Form.FULL)
BARRED = frozenset({"refused", "withdrawn", "expired"})


class Joins(Protocol):
    """A merge that stands (`folding.StandingMerge`)."""

    @property
    def kept(self) -> str: ...
    @property
    def merged(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def known(self) -> bool: ...


def joined(
    decisions: Sequence[DecisionRow], merges: Sequence[Joins], at: Mapping[str, str], lift: Callable[[str], Level]
) -> list[DecisionRow]:
    """The decisions with those of merged subjects among them. `merges`: each later than those by which others became part of the merged
    one.
    """
    held: dict[str, list[DecisionRow]] = {}
    for decision in decisions:
        held.setdefault(decision.subject, []).append(decision)
    for merge in merges:
        if theirs := held.pop(merge.merged, []):
            held[merge.kept] = list(_of_both(merge, held.get(merge.kept, []), theirs, lift(merge.merged)))
    return [d for key, each in held.items() if key not in at for d in each]


def _of_both(
    merge: Joins, ours: Sequence[DecisionRow], theirs: Sequence[DecisionRow], merged: Level
) -> Iterator[DecisionRow]:
    """What was decided of the one who is kept, with what holds of both. A later decision of the one who is kept is of both where
    whoever made it could know of the other.
    """
    before = list(takewhile(lambda d: d.added_in < merge.number, ours))
    yield from before
    yield from _both(merge.kept, before, theirs, merged)
    for upto, decision in enumerate(ours[len(before) :], len(before) + 1):
        yield decision
        if not merge.known:
            yield from _both(merge.kept, ours[:upto], theirs, merged)


def narrows(own: DecisionRow | None, theirs: DecisionRow) -> bool:
    """Whether the stricter of both would show less, or for less long, than one's own does alone."""
    if own is None:
        return True
    return _allowed(stricter(own, theirs)) != _allowed(own)


def stricter(one: DecisionRow, other: DecisionRow) -> DecisionRow:
    """One decision that allows what both allow, about the subject of the first."""
    first = min(one, other, key=_rank)
    return replace(
        first,
        subject=one.subject,
        also=one.made_in | other.made_in,
        purposes=one.purposes & other.purposes,
        evidence=lines_of_both(first.form, [d.evidence for d in (one, other) if _rank(d) == _rank(first)]),
        decided_on=max(one.decided_on, other.decided_on),
        review_on=_first(one.review_on, other.review_on),
        expires_on=_first(one.expires_on, other.expires_on),
        embargo_until=max((d for d in (one.embargo_until, other.embargo_until) if d), default=None),
    )


def _both(
    kept: str, ours: Sequence[DecisionRow], theirs: Sequence[DecisionRow], merged: Level
) -> Iterator[DecisionRow]:
    """What holds from the merge on, once for each level that knows more than the one below it, the lowest first."""
    for level in sorted({merged} | {max(d.level, merged) for d in (*ours, *theirs)}):
        own, other = _last(ours, level), _last(theirs, level)
        if own and other:
            yield replace(stricter(own, other), level=level, at_most=own.at_most)
        elif other:  # of who is kept nobody has decided: what is decided of their returns holds, and this as well
            yield replace(other, subject=kept, level=level, at_most=True)


def _last(decisions: Sequence[DecisionRow], level: Level) -> DecisionRow | None:
    return next((d for d in reversed(decisions) if d.level <= level), None)


def _allowed(decision: DecisionRow) -> tuple[object, ...]:
    rank = _rank(decision)
    line = lines_of_both(decision.form, [decision.evidence]) if rank == STRICT.index(Form.AS_PUBLISHED) else ()
    return rank, decision.purposes, decision.expires_on, decision.embargo_until, line


def _rank(decision: DecisionRow) -> int:
    return -1 if decision.consent_status in BARRED else STRICT.index(decision.form)


def _first(one: date | None, other: date | None) -> date | None:
    return min((d for d in (one, other) if d), default=None)
