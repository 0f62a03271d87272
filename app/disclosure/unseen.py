"""Why somebody has no page of their own at a level. For previews at the desk.

No rule stands here a second time: `project` is asked again with one thing after another put right. What would still hide a case if
all the others were put right is a reason. Whoever asks gives the dossier as its reader sees it; then no reason tells of more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.codebook.levels import Form, Level, Purpose
from app.disclosure.clear import clear
from app.disclosure.dossier import CaseRecord, DecisionRecord, Dossier, Statement
from app.disclosure.forms import BARRING_CONSENT, PUBLISHED_STATES, Treatment
from app.disclosure.gate import gate, without_embargoes
from app.disclosure.shape import Sources, project


class Why(StrEnum):
    """One reason."""

    PERSON_ABOVE = "person_above"
    CASE_ABOVE = "case_above"
    STATE = "state"
    WITHDRAWN = "withdrawn"
    RETURN_WITHDRAWN = "return_withdrawn"
    EMBARGO = "embargo"
    DECISION = "decision"
    UNDECIDED = "undecided"
    CONSENT = "consent"
    HELD = "held"
    COUNTED = "counted"
    AMONG_OTHERS = "among_others"
    ONE_LINE = "one_line"
    SOURCES_ABOVE = "sources_above"
    CLAIMS_ABOVE = "claims_above"


OF_WORDS = frozenset({Why.SOURCES_ABOVE, Why.CLAIMS_ABOVE})
"""Reasons for which not a word stands on a page. The others are why there is none."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A case of an individual (public ids) that a level does not see, or of which it reads not a word, and why."""

    individual: str
    case: str
    reasons: tuple[Why, ...]


def unseen(dossier: Dossier, level: Level, on: date, sources: Sources) -> Iterator[Unseen]:
    """Those of the person's cases of which there is something to say. `sources` as for `project`."""
    for case in dossier.cases:
        asked = _Asked(dossier, case.public_id, level, on, sources)
        reasons = (() if asked.shown(dossier) else tuple(asked.reasons())) + tuple(_wordless(dossier, case, level))
        if reasons:
            yield Unseen(dossier.public_id, case.public_id, reasons)


@dataclass(frozen=True, slots=True)
class _Asked:
    dossier: Dossier
    case: str
    level: Level
    on: date
    sources: Sources

    def shown(self, dossier: Dossier) -> bool:
        """Whether the case has a page of its own, and not one among those who look alike."""
        view = project(dossier, self.level, self.on, self.sources)
        return not view.generalised and any(case.public_id == self.case for case in view.cases)

    def reasons(self) -> Iterator[Why]:
        for why in _MENDED:
            mended = self._mended_but(why)
            if not self.shown(mended):
                yield _of_decision(mended, self.level, self.on) if why is Why.DECISION else why

    def _mended_but(self, left: Why) -> Dossier:
        dossier = self.dossier
        for why, mend in _MENDED.items():
            dossier = dossier if why is left else mend(dossier, self.case, self.on)
        return dossier


def _case(**changes: object) -> Callable[[Dossier, str, date], Dossier]:
    def mend(dossier: Dossier, key: str, _: date) -> Dossier:
        cases = (replace(case, **changes) if case.public_id == key else case for case in dossier.cases)  # type: ignore[arg-type]
        return replace(dossier, cases=tuple(cases))

    return mend


def _decided(dossier: Dossier, _: str, on: date) -> Dossier:
    """Decided to be shown in full, from the day on; too early all the same, if it was. By their returns, if that is what shows them."""
    if not dossier.decisions and all(case.event_decisions for case in dossier.cases):
        cases = (replace(case, event_decisions=_in_full(case.event_decisions, on)) for case in dossier.cases)
        return replace(dossier, cases=tuple(cases))
    return replace(dossier, decisions=_in_full(dossier.decisions, on))


def _in_full(decisions: tuple[DecisionRecord, ...], on: date) -> tuple[DecisionRecord]:
    last = decisions[-1] if decisions else DecisionRecord(Form.FULL, frozenset(), on)
    made = replace(
        last,
        form=Form.FULL,
        purposes=frozenset(Purpose),
        decided_on=on,
        consent_status="",
        expires_on=None,
        at_most=False,
    )
    return (replace(made, level=Level.PUBLIC),)


def _of_no_hidden_return(dossier: Dossier, _: str, __: date) -> Dossier:
    return replace(dossier, cases=tuple(replace(case, event_withdrawals=()) for case in dossier.cases))


_MENDED: Mapping[Why, Callable[[Dossier, str, date], Dossier]] = MappingProxyType({
    Why.PERSON_ABOVE: lambda dossier, _, __: replace(dossier, level=Level.PUBLIC),
    Why.CASE_ABOVE: _case(level=Level.PUBLIC),
    Why.STATE: _case(state=min(PUBLISHED_STATES)),
    Why.WITHDRAWN: lambda dossier, _, __: replace(dossier, withdrawals=()),
    Why.RETURN_WITHDRAWN: _of_no_hidden_return,
    Why.DECISION: _decided,
    Why.EMBARGO: lambda dossier, _, __: without_embargoes(dossier),
})  # fmt: skip
"""What may hide a case, and the dossier without it."""


def _of_decision(mended: Dossier, level: Level, on: date) -> Why:
    """What it is about a decision, or that there is none, that hides somebody of whom all else is right."""
    cleared = clear(mended, level)
    gated = gate(cleared, level, on) if cleared else None
    if gated is None or gated.decision is None:
        return Why.UNDECIDED
    if gated.treatment is Treatment.ABSENT:
        return Why.CONSENT if gated.decision.consent_status in BARRING_CONSENT else Why.HELD
    return {Treatment.GENERALISED: Why.AMONG_OTHERS, Treatment.ONE_LINE: Why.ONE_LINE}.get(gated.treatment, Why.COUNTED)


def _wordless(dossier: Dossier, case: CaseRecord, level: Level) -> Iterator[Why]:
    """Whether all that is said of the person and the case lies above the level, by its sources or by itself."""

    def told(at: Level, change: Callable[[Statement], Statement] = lambda st: st) -> bool:
        said = tuple(map(change, dossier.statements + case.statements))
        cleared = clear(replace(dossier, level=Level.PUBLIC, statements=said, cases=()), at)
        return cleared is not None and bool(cleared.statements)

    if told(Level.SEALED) and not told(level):
        freed = told(level, lambda st: replace(st, source_level=Level.PUBLIC))
        yield Why.SOURCES_ABOVE if freed else Why.CLAIMS_ABOVE
