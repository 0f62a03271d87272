"""From which level on editions may tell what was entered of one of those who are read as one: where they would be told alone, or
where it was decided of both. Pure.

Decisions about people, limits and withdrawals are read as the stricter of both (`stricter`, `folding`). A return, the state of a case and
its level are of one alone, and show nobody else. Nothing is refused for it, so that no refusal tells of anybody above (decision record 19).
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
        self._first: dict[str, int] = {}
        for merge in merges:
            self._first[merge.kept] = min(merge.number, self._first.get(merge.kept, merge.number))
        self._hidden = rows.hidden
        self._cases: dict[str, list[CaseRow]] = {}
        self._by_id = {case.public_id: case for case in rows.cases}
        self._read_as_one = {*roots, *roots.values()}
        for case in rows.cases:
            if case.individual in self._read_as_one:
                self._cases.setdefault(case.individual, []).append(self._as_read(case))
        self._told_from: dict[str, Level] = {}

    def told_from(self, person: str) -> Level:
        """The level from which on editions tell what is theirs; PUBLIC of who is read as one with nobody.

        Nobody is told sooner as part of another than the cases of that one are: under an id by which these were told once, and were
        taken out, it would be told who they are.
        """
        if person not in self._read_as_one:
            return Level.PUBLIC
        if person not in self._told_from:
            lowest = max(self._closed_below(person), self._closed_below(self._roots.get(person, person)))
            told = (at for at in EDITION_LEVELS if at >= lowest and self._may_be_told(person, at))
            self._told_from[person] = next(told, Level.SEALED)
        return self._told_from[person]

    def _closed_below(self, person: str) -> Level:
        """Whatever is decided: nowhere where each of their cases was taken out, and where each lies high, from there on."""
        cases = self._cases.get(person, [])
        told = [case for case in cases if case.state in PUBLISHED_STATES]
        if not told and any(case.taken_out for case in cases):
            return Level.SEALED
        return min((case.level for case in told or cases), default=Level.PUBLIC)

    def _may_be_told(self, person: str, level: Level) -> bool:
        """Where they would be told alone (`disclosure.gate`): a case of theirs is published, and it was decided of themselves, which
        narrows what is told of both (`stricter`), or of each of these returns. Else once it was decided of both.
        """
        own = self._decisions.get(self._roots.get(person, person))
        if own and self._said_of_both(person, own.added_in):
            return True
        told = [c for c in self._cases.get(person, ()) if c.state in PUBLISHED_STATES and c.level <= level]
        decided = person in self._decisions or all(self._by_return(case, own) <= level for case in told)
        return bool(told) and decided

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

    def _by_return(self, case: CaseRow, own: DecisionRow | None) -> Level:
        """From which level on it shows somebody as widely as both are shown: whoever is on hold is shown to the vetted
        (`disclosure.forms`). `own`: what was decided of whom they are read as part of.
        """
        decision = self._decisions.get(case.event)
        if decision is None or decision.embargo_until or case.event in self._hidden:
            return Level.SEALED
        if own is None:
            return self._asked_from(case)
        return Level.VETTED if narrows(own, replace(decision, subject=own.subject)) else Level.PUBLIC

    def _asked_from(self, case: CaseRow) -> Level:
        """Where its return is asked about both: where the case that it is read as part of is told."""
        root = self._by_id[self._roots.get(case.public_id, case.public_id)]
        return max(root.level, self._lift(root.individual)) if root.state in PUBLISHED_STATES else Level.SEALED

    def _said_of_both(self, subject: str, number: int) -> bool:
        """Whether what was said in changeset `number` was said by people who could know of all on the way, later than they became one;
        of the one who is kept, later than anybody was merged into them.
        """
        if way := list(self._way(subject)):
            return all(number >= merge.number and merge.known for merge in way)
        return number >= self._first.get(subject, number + 1)

    def _way(self, subject: str) -> Iterator[Joins]:
        """The merges by which it is read as part of another."""
        while subject in self._merges:
            yield self._merges[subject]
            subject = self._merges[subject].kept
