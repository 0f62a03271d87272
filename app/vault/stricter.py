"""Of two decisions the stricter: how the decisions of merged people are read as one. Pure.

A decision that comes from somebody merged carries their level, so that disclosure can leave it out wherever they are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Protocol, TypeVar

from app.codebook.levels import Form
from app.disclosure.forms import lines_left, lines_of_both
from app.vault.rows import DecisionRow
from app.vault.ways import Ways

STRICT = (Form.HOLD, Form.COUNT_ONLY, Form.DESCRIPTOR, Form.AS_PUBLISHED, Form.FULL)
BARRED = frozenset({"refused", "withdrawn", "expired"})


class Word(Protocol):
    """What was said of a subject in a changeset."""

    @property
    def added_in(self) -> int: ...


T = TypeVar("T", bound=Word)


def joined(decisions: Sequence[DecisionRow], ways: Ways) -> list[DecisionRow]:
    """The decisions with those of merged subjects among them: behind those of each that was kept, what holds of all whom a level knows,
    where that is another.
    """
    held: dict[str, list[DecisionRow]] = {}
    for decision in decisions:
        held.setdefault(decision.subject, []).append(decision)
    of_all = (d for root, members in ways.members.items() for d in _of_all(root, members, held, ways))
    return [*(d for d in decisions if ways.root(d.subject) == d.subject), *of_all]


def last_said(subject: str, said: Mapping[str, Sequence[T]], ways: Ways, *, later: bool = False) -> T | None:
    """The last word that was said of the subject, by itself or of anybody on its way. `said`: by whom it was said of, the last one last.

    Of several in one changeset that of who was kept: it came with the merge, and is of both, unless only what came `later` is.
    """
    found = (
        each
        for one in ways.way(subject)
        for each in said.get(one, ())
        if ways.said_of(subject, one, each.added_in, later=later)
    )
    return max(enumerate(found), key=lambda each: (each[1].added_in, each[0]), default=(0, None))[1]


def _of_all(
    root: str, members: Sequence[str], held: Mapping[str, Sequence[DecisionRow]], ways: Ways
) -> Iterator[DecisionRow]:
    """What holds of all of them, once for each level that knows more of them than the one below it, the lowest first.

    Of each holds what was decided last of themselves, or of anybody on their way since by who could know of them.
    """
    own = next(reversed(held.get(root, ())), None)
    theirs = [(ways.lift(one), decision) for one in members if (decision := last_said(one, held, ways)) is not None]
    brought = [(level, decision) for level, decision in theirs if decision is not own]
    for level in sorted({level for level, _ in brought}):
        decided = [*([own] if own else []), *(decision for at, decision in brought if at <= level)]
        # of who is kept nobody may have decided: then what is decided of their returns holds, and this as well
        yield replace(reduce(stricter, decided), subject=root, level=level, at_most=own is None)


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
        also=one.read_from | other.read_from,
        lines=lines_left(first.form, (one, other)),
        purposes=one.purposes & other.purposes,
        evidence=lines_of_both(first.form, [d.evidence for d in (one, other) if _rank(d) == _rank(first)]),
        decided_on=max(one.decided_on, other.decided_on),
        review_on=_first(one.review_on, other.review_on),
        expires_on=_first(one.expires_on, other.expires_on),
        embargo_until=max((d for d in (one.embargo_until, other.embargo_until) if d), default=None),
    )


def _allowed(decision: DecisionRow) -> tuple[object, ...]:
    rank = _rank(decision)
    line = lines_of_both(decision.form, [decision.evidence]) if rank == STRICT.index(Form.AS_PUBLISHED) else ()
    return rank, decision.purposes, decision.expires_on, decision.embargo_until, line, decision.lines


def _rank(decision: DecisionRow) -> int:
    return -1 if decision.consent_status in BARRED else STRICT.index(decision.form)


def _first(one: date | None, other: date | None) -> date | None:
    return min((d for d in (one, other) if d), default=None)
