"""By which decisions somebody appears, before a change and after it: of a decision that governs again nobody is the approver who wrote it.

Asked of every change: what stood above a decision, or beside it, may go by a revert, a state, a level, a merge or the end of one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.clear import told_within
from app.disclosure.forms import PUBLISHED_STATES, TREATMENTS, Treatment
from app.vault.rows import CaseRow, DecisionRow, VaultRows

THEMSELVES = ""
"""Among what decides about somebody, beside the ids of their returns."""
Over = Mapping[str, DecisionRow | None]
"""What decides about somebody: of themselves or of a return the last decision; None where that shows nobody, undecided or withdrawn."""


def decided_before(rows: VaultRows, subjects: Collection[str], number: int) -> set[int]:
    """Numbers of the changesets with the decisions by which these people or returns (public ids, of who was kept) are seen again."""
    governing = _Governing(rows)
    asked = ((key, level) for key in subjects for level in EDITION_LEVELS)
    return {each for key, level in asked for each in _made_in(governing.over(key, level), level) if each < number}


def governs_again(before: VaultRows, after: VaultRows, people: Iterable[tuple[str, str]], number: int) -> set[int]:
    """The same of decisions that govern without what stood above them, or beside them, before changeset `number`.

    `people`: as part of whom each was read before, and is read after. Where `number` itself decides anew instead, that governs.
    They govern as well what was kept back of somebody who is read as part of another, and is not any more.
    """
    was, now, told = _Governing(before), _Governing(after), set(_kept_back_no_more(before, after))
    pairs, found = list(people), set[int]()
    joined = {one for pair in pairs if pair[0] != pair[1] for one in pair}
    for old, new in pairs:
        for level in EDITION_LEVELS:
            then, since = was.over(old, level), now.over(new, level)
            undecided = not then and not joined.isdisjoint({old, new})
            if undecided or (new, level) in told:
                found |= _made_in(since, level)
            elif _any_went(then or was.over_any(old, level), since, number):
                left = _without_old_holds(since, then) if was.shows(old, level) else since
                found |= _made_in(left, level)
    return {each for each in found if each < number}


class _Governing:
    """Of themselves; else of the returns of which the level is told, or of all of theirs at that level where it is told of none: one that
    is told, and was undecided or withdrawn, showed nothing by the others (`disclosure.gate`).
    """

    def __init__(self, rows: VaultRows) -> None:
        self._decisions: dict[str, list[DecisionRow]] = {}
        for decision in rows.decisions:
            self._decisions.setdefault(decision.subject, []).append(decision)
        self._cases: dict[str, list[CaseRow]] = {}
        for case in rows.cases:
            self._cases.setdefault(case.individual, []).append(case)
        self._hidden = rows.hidden

    def over(self, key: str, level: Level) -> Over:
        own = self._last(key, level)
        if own is not None and not own.at_most:
            return {THEMSELVES: own}
        theirs = [case for case in self._cases.get(key, ()) if case.told_at(level)]
        told = [case for case in theirs if case.state in PUBLISHED_STATES] or theirs
        return self._of_returns(told, level) | ({THEMSELVES: own} if own else {})

    def over_any(self, key: str, level: Level) -> Over:
        """Of each return of theirs, as where none of their cases is told at the level yet: each may be what hindered the others."""
        return self._of_returns(self._cases.get(key, ()), level)

    def shows(self, key: str, level: Level) -> bool:
        """Whether what decides about them shows them at the level, be it on hold: not where anything is undecided or under an embargo."""
        told = any(case.told_at(level) and case.state in PUBLISHED_STATES for case in self._cases.get(key, ()))
        return told and all(each and not each.embargo_until for each in self.over(key, level).values())

    def _of_returns(self, cases: Iterable[CaseRow], level: Level) -> dict[str, DecisionRow | None]:
        return {case.event: None if case.event in self._hidden else self._last(case.event, level) for case in cases}

    def _last(self, key: str, level: Level) -> DecisionRow | None:
        return next((decision for decision in reversed(self._decisions.get(key, ())) if decision.level <= level), None)


def _kept_back_no_more(before: VaultRows, after: VaultRows) -> Iterator[tuple[str, Level]]:
    """Of whom (as they are read after, with a case that is told there) something is told at which level that was kept back there before
    (`vault.keeping_back`).
    """
    shown: dict[str, set[Level]] = {}
    for case in after.cases:
        if case.state in PUBLISHED_STATES:
            shown.setdefault(case.individual, set()).update(at for at in EDITION_LEVELS if case.told_at(at))
    then = {claim.id: claim for claim in before.claims}
    owner = {case.public_id: case.individual for case in after.cases}
    for claim in after.claims:
        person, was = owner.get(claim.subject, claim.subject), then.get(claim.id, claim)
        now = (at for at in shown.get(person, ()) if told_within(at, claim.told_from, claim.not_at))
        yield from ((person, at) for at in now if not told_within(at, was.told_from, was.not_at))


def _any_went(then: Over, since: Over, number: int) -> bool:
    """Whether anything that stood there went, and nothing that this very changeset decides stands in its place."""
    return any(key not in since or _went(decision, since[key], number) for key, decision in then.items())


def _went(then: DecisionRow | None, since: DecisionRow | None, number: int) -> bool:
    if since is None or number in since.made_in:
        return False
    return then is None or not then.made_in <= since.made_in


def _without_old_holds(since: Over, then: Over) -> Over:
    """A hold that stood already, and by which somebody was shown, shows the vetted no more than before, whatever goes beside it."""
    stood = {number for each in then.values() if each for number in each.made_in}
    return {key: each for key, each in since.items() if not (each and each.form is Form.HOLD and each.made_in <= stood)}


def _made_in(over: Over, level: Level) -> set[int]:
    """Of all that show somebody at the level, be it beside one that holds them back: once that goes, nobody is asked about these again.
    Whom a decision holds back is shown to the vetted.
    """
    return {
        number
        for decision in over.values()
        if decision and TREATMENTS[decision.form, level] is not Treatment.ABSENT
        for number in decision.made_in
    }
