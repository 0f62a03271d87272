"""Step two: workflow, decision, embargo and withdrawal on a given day. Says how a person may be shown, not yet what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.codebook.levels import Form, Level
from app.disclosure.dossier import DecisionRecord, Dossier, EventDossier, WithdrawalRecord
from app.disclosure.forms import (
    BARRING_CONSENT,
    PUBLISHED_STATES,
    STRICTNESS,
    TREATMENTS,
    Treatment,
    lines_left,
    lines_of_both,
)


@dataclass(frozen=True, slots=True)
class Gated:
    """A cleared dossier with the treatment it gets and the decision that says so (None: nothing was decided)."""

    dossier: Dossier
    treatment: Treatment
    decision: DecisionRecord | None


def gate(dossier: Dossier, level: Level, on: date) -> Gated:
    """How the individual may be shown at `level` on the day `on`."""
    published = replace(dossier, cases=tuple(c for c in dossier.cases if c.state in PUBLISHED_STATES))
    decision = _decided(published, on)
    if decision is None or not published.cases or _closed(dossier.withdrawals, _embargo(published), on):
        return Gated(published, Treatment.ABSENT, decision)
    if is_masked(dossier.withdrawals, on):
        return _masked(published, decision, level)
    return Gated(published, TREATMENTS[form_of(decision), level], decision)


def _masked(published: Dossier, decision: DecisionRecord, level: Level) -> Gated:
    """A descriptor at most, of what was told before alone; and nobody comes to stand among look-alikes, who would be shown by that."""
    form = min(form_of(decision), Form.DESCRIPTOR, key=STRICTNESS.index)
    treatment = TREATMENTS[form, level]
    if treatment is Treatment.GENERALISED and TREATMENTS[form_of(decision), level] is not Treatment.GENERALISED:
        treatment = Treatment.COUNTED
    return Gated(published, treatment, replace(decision, form=form, lines=lines_left(form, [decision])))


def _decided(dossier: Dossier, on: date) -> DecisionRecord | None:
    """What was decided of themselves; else of their returns, within what only narrows that."""
    own = governing(dossier.decisions, on)
    if own is not None and not own.at_most:
        return own
    of_events = _of_events(dossier, on)
    return _strictest([own, of_events]) if own and of_events else of_events


def _embargo(dossier: Dossier) -> date | None:
    """Of the last decision, whether or not its day has come; of those about their returns, where these decide, the latest."""
    last = dossier.decisions[-1:]
    if last and not last[0].at_most:
        return last[0].embargo_until
    last += tuple(case.event_decisions[-1] for case in dossier.cases if case.event_decisions)
    return max((each.embargo_until for each in last if each.embargo_until is not None), default=None)


def without_embargoes(dossier: Dossier) -> Dossier:
    """The same as if no decision about them or their returns had said that it is too early."""
    cases = (replace(case, event_decisions=_at_once(case.event_decisions)) for case in dossier.cases)
    return replace(dossier, decisions=_at_once(dossier.decisions), cases=tuple(cases))


def _at_once(decisions: tuple[DecisionRecord, ...]) -> tuple[DecisionRecord, ...]:
    return tuple(replace(decision, embargo_until=None) for decision in decisions)


def gate_event(event: EventDossier, level: Level, on: date) -> bool:
    """Whether the event itself may be shown at `level` on the day `on` (its people have gates of their own)."""
    return shows_event(event, level, on) is not None


def shows_event(event: EventDossier, level: Level, on: date) -> DecisionRecord | None:
    """The decision that shows the event itself there and then, or None."""
    decision = governing(event.decisions, on)
    embargo = event.decisions[-1].embargo_until if event.decisions else None
    if decision is None or _closed(event.withdrawals, embargo, on):
        return None
    return None if TREATMENTS[form_of(decision), level] is Treatment.ABSENT else decision


def governing(decisions: tuple[DecisionRecord, ...], on: date) -> DecisionRecord | None:
    """The last decision made by `on`. When it has run out the form is `hold`: an older, wider one does not come back."""
    made = [d for d in decisions if d.decided_on <= on]
    if not made:
        return None
    last = made[-1]
    return replace(last, form=Form.HOLD) if last.expires_on is not None and last.expires_on < on else last


def form_of(decision: DecisionRecord) -> Form:
    """The form decided, or `hold` where consent was refused or taken back."""
    return Form.HOLD if decision.consent_status in BARRING_CONSENT else decision.form


def hidden_with_return(dossier: Dossier, on: date) -> bool:
    """Whether a cleared individual is in no edition because a return is withdrawn: of themselves nobody has decided."""
    cases = (case for case in dossier.cases if case.state in PUBLISHED_STATES)
    own = governing(dossier.decisions, on)
    return (own is None or own.at_most) and any(is_withdrawn(c.event_withdrawals, on) for c in cases)


def _of_events(dossier: Dossier, on: date) -> DecisionRecord | None:
    """What was decided of their returns. While one is withdrawn, nothing that was decided of it counts."""
    if any(is_withdrawn(case.event_withdrawals, on) for case in dossier.cases):
        return None
    found = [d for c in dossier.cases if (d := governing(c.event_decisions, on)) is not None]
    if len(found) < len(dossier.cases):  # one undecided event is enough to show nothing
        return None
    return _strictest(found) if found else None


def _strictest(decisions: list[DecisionRecord]) -> DecisionRecord:
    """What all of them allow: the strictest form, for the purposes that all have. It is read from all of them."""
    first = min(decisions, key=lambda d: STRICTNESS.index(form_of(d)))
    lines = lines_of_both(form_of(first), [each.evidence for each in decisions if form_of(each) is form_of(first)])
    purposes = frozenset.intersection(*(each.purposes for each in decisions))
    read_from = frozenset[int]().union(*(each.read_from for each in decisions))
    left = lines_left(form_of(first), decisions)
    return replace(first, purposes=purposes, evidence=lines, lines=left, read_from=read_from)


def is_withdrawn(withdrawals: tuple[WithdrawalRecord, ...], on: date) -> bool:
    """Whether a withdrawal that hides is open on the day `on`."""
    return any(_open(w, on) and not w.masked for w in withdrawals)


def is_masked(withdrawals: tuple[WithdrawalRecord, ...], on: date) -> bool:
    """Whether a withdrawal that leaves a descriptor at most is open on the day `on`."""
    return any(_open(w, on) and w.masked for w in withdrawals)


def _open(withdrawal: WithdrawalRecord, on: date) -> bool:
    return withdrawal.opened_on <= on and (withdrawal.closed_on is None or withdrawal.closed_on > on)


def _closed(withdrawals: tuple[WithdrawalRecord, ...], embargo_until: date | None, on: date) -> bool:
    return is_withdrawn(withdrawals, on) or (embargo_until is not None and on < embargo_until)
