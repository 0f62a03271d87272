"""At which levels editions may tell what was entered of one of those who are read as one: where they would be told alone, or
where it was decided of both. Pure.

Decisions about people, limits and withdrawals are read as the stricter of both (`stricter`, `folding`). A return, the state of a case and
its level are of one alone, and show nobody else. Nothing is refused for it, so that no refusal tells of anybody above (decision record 19).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.forms import PUBLISHED_STATES
from app.vault.rows import UNPUBLISHED, CaseRow, DecisionRow, VaultRows
from app.vault.stricter import narrows, stricter
from app.vault.ways import Ways

EVERYWHERE, NOWHERE = frozenset(EDITION_LEVELS), frozenset[Level]()


def mark(levels: frozenset[Level]) -> tuple[Level, frozenset[Level]]:
    """From which level on it is told, and at which of those above it is not. What keeps somebody back at a level may not do so below."""
    lowest = min(levels, default=Level.SEALED)
    return lowest, frozenset(at for at in EVERYWHERE - levels if at > lowest)


class KeptBack:
    """`rows`: of everybody by themselves; `ways`: as part of whom each is read, people and cases."""

    def __init__(self, rows: VaultRows, ways: Ways) -> None:
        self._ways, self._hidden = ways, rows.hidden
        self._decisions: dict[str, DecisionRow] = {decision.subject: decision for decision in rows.decisions}
        self._by_id = {case.public_id: case for case in rows.cases}
        self._read: dict[str, CaseRow] = {}
        self._cases: dict[str, list[CaseRow]] = {}
        for case in rows.cases:
            if self._is_one_of_several(case.individual):
                self._read[case.public_id] = self._as_read(case)
                self._cases.setdefault(case.individual, []).append(self._read[case.public_id])
        self._levels: dict[str, frozenset[Level]] = {}
        self._shown: dict[str, Level] = {}

    def told_at(self, subject: str) -> frozenset[Level]:
        """The levels at which editions tell what is theirs, or of the case; all of who is read as one with nobody."""
        if subject in self._by_id:
            return self._case_told_at(subject)
        if not self._is_one_of_several(subject):
            return EVERYWHERE
        if subject not in self._levels:
            self._levels[subject] = self._person_told_at(subject)
        return self._levels[subject]

    def _is_one_of_several(self, person: str) -> bool:
        return self._ways.root(person) in self._ways.members

    def _person_told_at(self, person: str) -> frozenset[Level]:
        """Nobody is told sooner as part of another than the cases of that one are: under an id by which these were told once, and were
        taken out, it would be told who they are.
        """
        lowest = max(self._ways.lift(person), *map(self._closed_below, (person, self._ways.root(person))))
        return frozenset(at for at in EDITION_LEVELS if at >= lowest and self._may_be_told(person, at))

    def _case_told_at(self, key: str) -> frozenset[Level]:
        """For whom it is by themselves: where it is told of them, or decided of both and was not taken out."""
        if (case := self._read.get(key)) is None:
            return EVERYWHERE
        untold = case.state not in PUBLISHED_STATES and self._root(key).state in PUBLISHED_STATES
        if untold and (case.taken_out or not self._decided_since(case)):
            return NOWHERE
        return frozenset(at for at in self.told_at(case.individual) if at >= case.level)

    def _closed_below(self, person: str) -> Level:
        """Whatever is decided: nowhere where each of their cases was taken out, and where each lies high, from there on."""
        cases = self._cases.get(person, [])
        told = [case for case in cases if case.state in PUBLISHED_STATES]
        if not told and any(case.taken_out for case in cases):
            return Level.SEALED
        return min((case.level for case in told or cases), default=Level.PUBLIC)

    def _may_be_told(self, person: str, level: Level) -> bool:
        """Where they would be told alone (`disclosure.gate`): a case of theirs is published, and it was decided of themselves, which
        narrows what is told of both (`stricter`), or of each of these returns. Or where it was decided of several of whom one has such
        a case. While nobody decided about the one who is kept, the returns of all are asked, whoever else was decided.
        """
        own = self._decisions.get(self._ways.root(person))
        if own and any(self._of(one, person) and self._shown_with(one) <= level for one in self._ways.way(person)):
            return True
        asked = {case.public_id: case for case in (*self._alone(person, level), *self._published(person, level))}
        wide = own or self._decided_by_returns(self._ways.root(person), level)
        return bool(self._published(person, level)) and all(
            self._by_return(case, wide, asked=own is None) <= level for case in asked.values()
        )

    def _published(self, person: str, level: Level) -> list[CaseRow]:
        return [c for c in self._cases.get(person, ()) if c.state in PUBLISHED_STATES and c.level <= level]

    def _alone(self, person: str, level: Level) -> Iterator[CaseRow]:
        """The cases by which they would be told alone: that one is read as part of another takes its return out of no question."""
        for case in (self._by_id[case.public_id] for case in self._cases.get(person, ())):
            if case.state in PUBLISHED_STATES and max(case.level, self._ways.lift(person)) <= level:
                yield case

    def _of(self, one: str, person: str) -> bool:
        """Whether what was decided last of `one` was decided of the person, who is read as part of them, too."""
        decision = self._decisions.get(one)
        return decision is not None and self._ways.said_of(person, one, decision.added_in)

    def _decided_since(self, case: CaseRow) -> bool:
        """Whether anything was decided of whose it is while it was read as part of the case by which it would be told, the first behind
        all that nobody published, by who could know of it, and later than any of these was unpublished.
        """
        way = self._way(case)
        last = max(n for n, each in enumerate(way) if each.state not in PUBLISHED_STATES)
        told_as = way[last + 1].public_id
        by = (
            self._decisions[one].added_in for one in self._ways.way(case.individual) if self._of(one, case.individual)
        )
        said = max(each.stated_in for each in way[: last + 1])
        return any(number > said and self._ways.said_of(case.public_id, told_as, number) for number in by)

    def _shown_with(self, one: str) -> Level:
        """From which level on anybody of whom it was decided then has a case that is told."""
        if one not in self._shown:
            root = self._ways.root(one)
            of_all = (each for each in (root, *self._ways.members.get(root, ())) if self._of(one, each))
            levels = (
                case.level for each in of_all for case in self._cases.get(each, ()) if case.state in PUBLISHED_STATES
            )
            self._shown[one] = min(levels, default=Level.SEALED)
        return self._shown[one]

    def _as_read(self, case: CaseRow) -> CaseRow:
        """With what holds of those that it is read as part of: of these alone anything can be said while it is. What was published of
        both since, by who could know of both, is published.
        """
        way = self._way(case)
        level = max(max(each.level, self._ways.lift(each.individual)) for each in way)
        of_all = [
            n for n, each in enumerate(way) if each.state in PUBLISHED_STATES and self._published_of_all(way[:n], each)
        ]
        still = way[max(of_all, default=0) :]
        state = still[0].state if all(each.state in PUBLISHED_STATES for each in still) else UNPUBLISHED
        return replace(case, level=level, state=state, taken_out=any(each.taken_out for each in still))

    def _published_of_all(self, cases: Sequence[CaseRow], other: CaseRow) -> bool:
        """Whether what was said last of the state of the other, as part of which they are read one by one, was said later than they are,
        and than anything of their own, as while they were two.
        """
        last = max((case.stated_in for case in cases), default=0)
        return other.stated_in > last and all(
            self._ways.said_of(case.public_id, other.public_id, other.stated_in, later=True) for case in cases[:1]
        )

    def _by_return(self, case: CaseRow, wide: DecisionRow | None, *, asked: bool) -> Level:
        """From which level on it shows somebody as widely as the other one is shown (`wide`, if they are): whoever is on hold is shown to
        the vetted (`disclosure.forms`). `asked`: of both, where the case that it is read as part of is told.
        """
        decision = self._decisions.get(case.event)
        if decision is None or decision.embargo_until or case.event in self._hidden:
            return Level.SEALED
        narrower = wide is not None and narrows(wide, replace(decision, subject=wide.subject))
        return max(Level.VETTED if narrower else Level.PUBLIC, self._told_at(case) if asked else Level.PUBLIC)

    def _told_at(self, case: CaseRow) -> Level:
        root = self._root(case.public_id)
        return max(root.level, self._ways.lift(root.individual)) if root.state in PUBLISHED_STATES else Level.SEALED

    def _decided_by_returns(self, person: str, level: Level) -> DecisionRow | None:
        """What their returns show of them alone; None where that is nothing."""
        returns = [case.event for case in self._alone(person, level)]
        found = [self._decisions.get(event) for event in returns]
        decided = [each for each in found if each and not each.embargo_until]
        if len(decided) < len(found) or not self._hidden.isdisjoint(returns):
            return None
        return reduce(stricter, decided) if decided else None

    def _way(self, case: CaseRow) -> list[CaseRow]:
        """The case, and those that it is read as part of."""
        return [self._by_id[one] for one in self._ways.way(case.public_id)]

    def _root(self, case: str) -> CaseRow:
        return self._by_id[self._ways.root(case)]
