"""What keeps somebody back who is read as part of another: from which level on editions may tell what was entered of them. Pure.

Decisions about people, limits and withdrawals are read as the stricter of both (`stricter`, `folding`). A return, the state of a case and
its level are of one alone: they keep back what is theirs, whatever the other one's say, and show nobody. Nothing is refused for it, so
that no refusal tells of anybody above (decision record 19).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.codebook.levels import Level
from app.disclosure.forms import PUBLISHED_STATES
from app.vault.rows import CaseRow, DecisionRow, VaultRows
from app.vault.stricter import Joins, narrows


class KeptBack:
    """`rows`: of everybody by themselves; `merges`: those that stand, of people and of cases; `roots`: as part of whom each is read."""

    def __init__(self, rows: VaultRows, merges: Sequence[Joins], roots: Mapping[str, str]) -> None:
        self._roots, self._merges = roots, {merge.merged: merge for merge in merges}
        self._decisions: dict[str, DecisionRow] = {decision.subject: decision for decision in rows.decisions}
        self._hidden = rows.hidden
        self._cases: dict[str, list[CaseRow]] = {}
        for case in rows.cases:
            self._cases.setdefault(case.individual, []).append(case)
        self._states = {case.public_id: case.state for case in rows.cases}
        self._told_from: dict[str, Level] = {}

    def told_from(self, person: str) -> Level:
        """The level from which on editions tell what is theirs; PUBLIC of who is not merged, or whom nothing keeps back."""
        if person not in self._merges:
            return Level.PUBLIC
        if person not in self._told_from:
            self._told_from[person] = max(self._by_cases(person), self._by_returns(person))
        return self._told_from[person]

    def _by_cases(self, person: str) -> Level:
        """Nobody is told without a case (`disclosure.gate`): not where each was taken out, and where each lies high, from there on."""
        cases = self._cases.get(person, [])
        told = [case for case in cases if case.state in PUBLISHED_STATES]
        if not told and any(case.taken_out for case in cases):
            return Level.SEALED
        return min((case.level for case in told or cases), default=Level.PUBLIC)

    def _by_returns(self, person: str) -> Level:
        """Of whom nobody has decided by themselves what was decided of their returns holds, unless it was decided of both since."""
        if person in self._decisions or self._decided_of_both(person):
            return Level.PUBLIC
        return max((self._by_return(person, case) for case in self._cases.get(person, ())), default=Level.PUBLIC)

    def _by_return(self, person: str, case: CaseRow) -> Level:
        """Whoever is on hold is shown to the vetted (`disclosure.forms`)."""
        decision, own = self._decisions.get(case.event), self._decisions.get(self._roots[person])
        if case.event in self._hidden or (decision and decision.embargo_until):
            return Level.SEALED
        if own is None:
            return Level.PUBLIC if self._still_asked(case) else Level.SEALED
        narrower = decision is not None and narrows(own, replace(decision, subject=own.subject))
        return Level.VETTED if narrower else Level.PUBLIC

    def _still_asked(self, case: CaseRow) -> bool:
        """Whether its return is asked about both: the case that it is read as part of is published."""
        return self._states.get(self._roots.get(case.public_id, case.public_id)) in PUBLISHED_STATES

    def _decided_of_both(self, person: str) -> bool:
        """By people who could know of them, later than they became one."""
        own, way = self._decisions.get(self._roots[person]), []
        while person in self._merges:
            way.append(self._merges[person])
            person = self._merges[person].kept
        return own is not None and all(own.added_in >= merge.number and merge.known for merge in way)
