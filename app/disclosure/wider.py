"""How somebody is seen, and whether that is wider than before: for asking who has to approve a change.

No rule stands here a second time: each level's own projection is asked, on every day to come on which a decision begins or runs out,
or an embargo or a withdrawal ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import NameValue, TextValue
from app.disclosure.clear import clear
from app.disclosure.dossier import DecisionRecord, Dossier, EventDossier, WithdrawalRecord
from app.disclosure.forms import Treatment
from app.disclosure.gate import Gated, gate, shows_event
from app.disclosure.shape import Sources, shape
from app.disclosure.views import FactView, PersonView

ORDER = (
    Treatment.ABSENT, Treatment.COUNTED, Treatment.GENERALISED, Treatment.DESCRIBED, Treatment.ONE_LINE, Treatment.NAMED,
    Treatment.ALL,
)  # fmt: skip
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Way:
    """What a level sees of somebody, or of a return, on one day. `names`: forms and texts of all that they are called; `denied`: of what
    they are not, by a source; `cases`: public ids; `returns`: those of these cases, or in which they are counted; `said`: which of these
    the level sees; `lines`: of which sources alone something is told, None for all; `by`: rows of the decisions that show them.
    """

    treatment: Treatment = Treatment.ABSENT
    names: frozenset[tuple[str, str]] = frozenset()
    denied: frozenset[tuple[str, str]] = frozenset()
    cases: frozenset[str] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    returns: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    lines: frozenset[str] | None = frozenset()
    by: frozenset[int] = frozenset()


NOWHERE = Way()
CALLED = "known_as"
"""A field of words that is a name all the same."""


def way_seen(dossier: Dossier, own: Level, level: Level, on: date, sources: Sources) -> Way:
    """How `level` sees an individual of the level `own` who stands in this dossier: it is theirs, or that of whom they are read as
    part of. `sources`: those cleared for the level.
    """
    cleared = clear(dossier, level) if own <= level else None
    if cleared is None:
        return NOWHERE
    gated = gate(cleared, level, on)
    view, by = shape(gated, on, sources), gated.decision.read_from if gated.decision else frozenset[int]()
    if view.individual is None:
        counted = frozenset(view.counted_in)
        return Way(Treatment.COUNTED, returns=counted, by=by) if counted else NOWHERE
    names, denied = (frozenset(_names(view.individual.facts, said=said)) for said in (True, False))
    # of who stands among look-alikes the first case is told; where too few are alike, they are counted in each return (`alike`)
    cases = frozenset(case.public_id for case in (view.cases[:1] if view.generalised else view.cases))
    returns = frozenset(case.event for case in view.cases if case.event)
    purposes = view.individual.purposes
    return Way(_treatment(gated, view), names, denied, cases, purposes, returns, lines=_lines(gated), by=by)


def way_of_return(event: EventDossier, level: Level, on: date) -> Way:
    """The same of a return itself: all of it is shown, or nothing."""
    decision = shows_event(event, level, on) if event.level <= level else None
    return Way(Treatment.ALL, lines=None, by=decision.read_from) if decision else NOWHERE


def _lines(gated: Gated) -> frozenset[str] | None:
    if gated.decision is None or gated.treatment is Treatment.ALL:
        return None
    return frozenset(gated.decision.evidence) if gated.treatment is Treatment.ONE_LINE else gated.decision.lines


def _names(facts: Iterable[FactView], *, said: bool) -> Iterator[tuple[str, str]]:
    stated = ((fact.field, each) for fact in facts for each in fact.values)
    for code, value in ((code, each.value) for code, each in stated if each.is_said is said):
        if isinstance(value, NameValue):
            yield value.form, value.text
        elif isinstance(value, TextValue) and code == CALLED:
            yield CALLED, value.text


def _treatment(gated: Gated, view: PersonView) -> Treatment:
    """What came of the gate's answer: without the purpose of a public name a person is described, say."""
    if view.generalised:
        return Treatment.GENERALISED
    described = view.individual is not None and view.individual.form is Form.DESCRIPTOR
    return Treatment.DESCRIBED if described and gated.treatment is not Treatment.ALL else gated.treatment


def wider(before: Way, after: Way) -> bool:
    """Whether more is shown of them: a fuller form, a name where there was none, another purpose, another case as theirs, or by which
    return.
    """
    told = before.said & returns_before(before, after)
    return shows_more(before, after) or not after.cases <= before.cases or not after.said <= told


def returns_before(before: Way, after: Way) -> frozenset[str]:
    """The returns by which they were told before, to set those after beside. Whoever stands among look-alikes is counted in none of
    theirs where enough are alike, and in each where they are not: by one who stands there after as well, each was told.
    """
    leaves = before.treatment is Treatment.GENERALISED and after.treatment is not Treatment.GENERALISED
    return frozenset() if leaves else before.returns


def shows_more(before: Way, after: Way) -> bool:
    """The same but for cases and returns."""
    more = ORDER.index(after.treatment) > ORDER.index(before.treatment)
    named = bool(after.names) > bool(before.names)
    other_lines = before.lines is not None and (after.lines is None or not after.lines <= before.lines)
    return more or named or other_lines or not after.purposes <= before.purposes


def called_otherwise(before: Way, after: Way) -> bool:
    """Whether they are shown by a name by which they were not: behind a pseudonym or a mask, the real one is all there is to know, and it
    stands on their page as well where it is denied.
    """
    return not after.names <= before.names or not after.denied <= before.denied


def days_of_change(dossier: Dossier | EventDossier) -> Iterator[date]:
    """The days from which on somebody, or a return, may be seen otherwise, as things are decided."""
    for case in dossier.cases if isinstance(dossier, Dossier) else ():
        yield from _days(case.event_decisions, case.event_withdrawals)
    yield from _days(dossier.decisions, dossier.withdrawals)


def _days(decisions: tuple[DecisionRecord, ...], withdrawals: tuple[WithdrawalRecord, ...]) -> Iterator[date]:
    for decision in decisions:
        yield decision.decided_on
        if decision.embargo_until:
            yield decision.embargo_until
        if decision.expires_on and decision.expires_on < date.max:
            yield decision.expires_on + ONE_DAY
    for withdrawal in withdrawals:
        yield withdrawal.opened_on
        if withdrawal.closed_on:
            yield withdrawal.closed_on
