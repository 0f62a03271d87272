"""What keeps somebody back who is read as part of another: from which level on editions may tell what was entered of them. Pure.

Decisions about people, limits and withdrawals are read as the stricter of both (`stricter`, `folding`). A return, the state of a case and
its level are of one alone: they keep back what is theirs, whatever the other one's say, and show nobody. Nothing is refused for it, so
that no refusal tells of anybody above (decision record 19).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.forms import PUBLISHED_STATES
from app.vault.rows import UNPUBLISHED, CaseRow, DecisionRow, VaultRows
from app.vault.stricter import Joins, narrows


class KeptBack:
    """`rows`: of everybody by themselves; `merges`: those that stand, of people and of cases; `roots`: as part of whom each is read;
    `lift`: the highest level on the way there, of people.
    """

    def __init__(
        self, rows: VaultRows, merges: Sequence[Joins], roots: Mapping[str, str], lift: Callable[[str], Level]
    ) -> None:
        self._roots, self._lift, self._merges = roots, lift, {merge.merged: merge for merge in merges}
        self._decisions: dict[str, DecisionRow] = {decision.subject: decision for decision in rows.decisions}
        self._hidden = rows.hidden
        self._cases: dict[str, list[CaseRow]] = {}
        self._by_id = {case.public_id: case for case in rows.cases}
        self._read_as_one = {*roots, *roots.values()}
        for case in rows.cases:
            if case.individual in self._read_as_one:
                self._cases.setdefault(case.individual, []).append(self._as_read(case))
        self._told_from: dict[str, Level] = {}

    def told_from(self, person: str) -> Level:
        """The level from which on editions tell what is theirs; PUBLIC of who is read as one with nobody, or whom nothing keeps back.

        Nobody is told sooner as part of another than the cases of that one are: under an id by which these were told once, and were
        taken out, it would be told who they are.
        """
        if person not in self._read_as_one:
            return Level.PUBLIC
        if person not in self._told_from:
            lowest = max(self._by_cases(person), self._by_cases(self._roots.get(person, person)))
            self._told_from[person] = self._by_returns(person, lowest)
        return self._told_from[person]

    def _by_cases(self, person: str) -> Level:
        """Nobody is told without a case (`disclosure.gate`): not where each was taken out, and where each lies high, from there on."""
        cases = self._cases.get(person, [])
        told = [case for case in cases if case.state in PUBLISHED_STATES]
        if not told and any(case.taken_out for case in cases):
            return Level.SEALED
        return min((case.level for case in told or cases), default=Level.PUBLIC)

    def _as_read(self, case: CaseRow) -> CaseRow:
        """With what holds of those that it is read as part of: of these alone anything can be said while it is. What was published of
        both since, by who could know of both, is published.
        """
        way = [self._by_id[case.public_id], *(self._by_id[merge.kept] for merge in self._way(case.public_id))]
        root = way[-1]
        level = max(max(each.level, self._lift(each.individual)) for each in way)
        if root.state in PUBLISHED_STATES and self._said_of_both(case.public_id, root.stated_in):
            return replace(case, level=level, state=root.state, taken_out=False)
        state = case.state if all(each.state in PUBLISHED_STATES for each in way) else UNPUBLISHED
        return replace(case, level=level, state=state, taken_out=any(each.taken_out for each in way))

    def _by_returns(self, person: str, lowest: Level) -> Level:
        """Of whom nobody has decided by themselves what was decided of their returns holds, unless it was decided of both since. From
        the first level on, `lowest` or above, at which nothing that is asked there keeps them back.
        """
        own = self._decisions.get(self._roots.get(person, person))
        if person in self._decisions or (own and self._said_of_both(person, own.added_in)):
            return lowest
        cases = self._cases.get(person, ())
        return next(
            (
                at
                for at in EDITION_LEVELS
                if at >= lowest and all(self._by_return(c, own) <= at for c in _asked(cases, at))
            ),
            Level.SEALED,
        )

    def _by_return(self, case: CaseRow, own: DecisionRow | None) -> Level:
        """Whoever is on hold is shown to the vetted (`disclosure.forms`). `own`: what was decided of whom they are read as part of."""
        decision = self._decisions.get(case.event)
        if case.event in self._hidden or (decision and decision.embargo_until):
            return Level.SEALED
        if own is None:
            return self._asked_from(case)
        narrower = decision is not None and narrows(own, replace(decision, subject=own.subject))
        return Level.VETTED if narrower else Level.PUBLIC

    def _asked_from(self, case: CaseRow) -> Level:
        """Where its return is asked about both: where the case that it is read as part of is told."""
        root = self._by_id[self._roots.get(case.public_id, case.public_id)]
        return max(root.level, self._lift(root.individual)) if root.state in PUBLISHED_STATES else Level.SEALED

    def _said_of_both(self, subject: str, number: int) -> bool:
        """Whether what was said in changeset `number` was said by people who could know of all on the way, later than they became one."""
        way = list(self._way(subject))
        return bool(way) and all(number >= merge.number and merge.known for merge in way)

    def _way(self, subject: str) -> Iterator[Joins]:
        """The merges by which it is read as part of another."""
        while subject in self._merges:
            yield self._merges[subject]
            subject = self._merges[subject].kept


def _asked(cases: Sequence[CaseRow], level: Level) -> list[CaseRow]:
    """The cases of which the returns are asked at a level: the published ones, and all where there are none (`disclosure.gate`)."""
    theirs = [case for case in cases if case.level <= level]
    return [case for case in theirs if case.state in PUBLISHED_STATES] or theirs
