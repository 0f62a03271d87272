"""Of two people who are both decided, be it by their returns, merged: no level is told a name that it was not told of either, and whoever
does not see the one who was merged is told of the other as if nobody had been. Random people, all synthetic.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from app.codebook.levels import EDITION_LEVELS, Form, Level, Purpose, Standing
from app.codebook.values import DateValue, NameValue, Value
from app.disclosure.assemble import Record, content_of
from app.disclosure.verification import STEPS
from app.editing.history.fitting import hides_unseen
from app.publishing.load import record_of
from app.vault.folding import folded
from app.vault.rows import (
    CaseRow,
    ClaimRow,
    DecisionRow,
    EventRow,
    IndividualRow,
    LimitRow,
    SourceRow,
    VaultRows,
    WithdrawalRow,
)
from app.vault.ways import StandingMerge
from tests.conftest import examples, throws
from tests.editing.desk import DAY
from tests.noninterference.difference import same

THROWS = examples(400, 20_000)
SOURCES, EVENTS = ("s1", "s2", "s3"), ("e1", "e2")
MERGED_IN = 10
DAYS = (DAY, DAY + timedelta(days=10))
FORMS = (Form.FULL, Form.FULL, Form.AS_PUBLISHED, Form.AS_PUBLISHED, Form.DESCRIPTOR, Form.HOLD)


class House:
    """`alike`: both have published cases that everybody sees, so that only what was decided keeps a name back. `by_return`: of the second
    one it was decided by their returns alone, of which some are withdrawn.
    """

    def __init__(self, dice: Random, *, alike: bool, by_return: bool = False) -> None:
        self._dice, self._alike = dice, alike
        cases = tuple(self._cases())
        said = [(key, "name", NameValue(text=f"Name {key}{s}"), s) for key in "ab" for s in SOURCES if self._often()]
        said += [
            (case.public_id, "return_date", DateValue(text="2013"), s)
            for case in cases
            for s in SOURCES
            if self._often()
        ]
        decided = [("a", 4), *([] if by_return else [("b", 5)])]
        decided += [(event, 6) for event in EVENTS if by_return or dice.random() < 0.2]
        hidden = [event for event in EVENTS if by_return and dice.random() < 0.1]
        wide = {event for event in EVENTS if by_return and dice.random() < 0.7}
        self.rows = VaultRows(
            20,
            tuple(IndividualRow(key, "person", self._level()) for key in "ab"),
            tuple(EventRow(key, key, Level.PUBLIC) for key in EVENTS),
            cases,
            (),
            (),
            tuple(self._source(key) for key in SOURCES),
            tuple(self._claim(number, *each) for number, each in enumerate(said, 1)),
            tuple(_wide(made) if made.subject in wide else made for made in itertools.starmap(self._decision, decided)),
            tuple(WithdrawalRow(event, "safety", "hidden_now", DAY, None) for event in hidden),
        )

    def merges(self) -> list[StandingMerge]:
        """As `merge_people` does: of two cases in one return the one that lies lower is kept."""
        found = [StandingMerge("a", "b", MERGED_IN)]
        lift = self.rows.individuals[1].level
        ours, theirs = ({c.event: c for c in self.rows.cases if c.individual == key} for key in "ab")
        for event in sorted(ours.keys() & theirs.keys()):
            one, other = ours[event].public_id, theirs[event].public_id
            lower = ours[event].level <= max(theirs[event].level, lift)
            found.append(StandingMerge(one, other, MERGED_IN) if lower else StandingMerge(other, one, MERGED_IN))
        return found

    def _often(self) -> bool:
        return self._dice.random() < 0.7

    def _level(self) -> Level:
        return self._dice.choice([Level.PUBLIC] * 3 + [Level.RESEARCHER, Level.VETTED, Level.SEALED])

    def _cases(self):
        for key in "ab":
            for event in EVENTS[: 2 if self._dice.random() < 0.4 else 1]:
                state = "published" if self._alike else self._dice.choice(["published"] * 4 + ["unpublished"])
                level = Level.PUBLIC if self._alike else self._level()
                limit = LimitRow(self._dice.choice(STEPS), self._dice.choice([3, 15]))
                yield CaseRow(f"c{key}{event}", key, event, state, level, () if self._often() else (limit,))

    def _source(self, key: str) -> SourceRow:
        told = ("family_testimony", "ko", "2010", "A", "direct")
        return SourceRow(key, key, key, "", key, "", f"of {key}", *told, frozenset(), self._level())

    def _claim(self, number: int, subject: str, field: str, value: Value, source: str) -> ClaimRow:
        standing = self._dice.choice([Standing.ACTIVE] * 4 + [Standing.REJECTED, Standing.PREFERRED])
        how = ("", "", "", "direct", None, "", "asserts", self._level(), standing, None, "")
        return ClaimRow(number, subject, field, value, source, *how, ref=f"{number:016x}", added_in=1)

    def _decision(self, subject: str, number: int) -> DecisionRow:
        dice = self._dice
        purposes = frozenset(dice.sample(list(Purpose), dice.randint(1, len(Purpose))))
        consent = dice.choice(["given"] * 5 + ["refused"])
        ends = dice.choice([None, None, DAY + timedelta(days=5), DAY - timedelta(days=1)])
        embargo = dice.choice([None, None, None, DAY + timedelta(days=5)])
        lines = tuple(key for key in SOURCES if dice.random() < 0.4)
        basis, made_on = "explicit_consent_family", DAY - timedelta(days=dice.randint(0, 3))
        words = (basis, consent, "protective", made_on, None, ends, embargo, lines)
        return DecisionRow(subject, dice.choice(FORMS), purposes, *words, added_in=number)


def _wide(made: DecisionRow) -> DecisionRow:
    without = {"consent_status": "given", "expires_on": None, "embargo_until": None}
    return replace(made, form=Form.FULL, purposes=frozenset(Purpose), **without)


def told(record: Record, level: Level):
    return [content_of(record, level, day, lambda key: f"z{key}") for day in DAYS]


def names(content: object) -> set[str]:
    return set(re.findall(r"Name [ab]s\d", repr(content)))


@pytest.mark.parametrize(("alike", "by_return"), [(True, False), (False, False), (True, True)])
def test_no_level_is_told_more_by_a_merge(alike: bool, by_return: bool) -> None:
    merged = 0
    for seed, dice in throws(THROWS):
        house = House(dice, alike=alike, by_return=by_return)
        if hides_unseen(house.rows, "a", "b"):
            continue
        merged += 1
        before, after = record_of(house.rows), record_of(folded(house.rows, house.merges()))
        kept, gone = (person.level for person in house.rows.individuals)
        for level in EDITION_LEVELS:
            was, now = told(before, level), told(after, level)
            if alike:
                same(names(now) - names(was), set(), f"{seed}: what {level.name} is told since")
            if kept <= level < gone:
                same(sorted(map(repr, now)), sorted(map(repr, was)), f"{seed}: what {level.name} is told, who sees one")
    assert merged > THROWS // 3
