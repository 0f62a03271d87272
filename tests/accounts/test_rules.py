"""Who may agree to whose access, as a state machine: whatever three people do, nobody is cleared against the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.accounts.roles import Grant, Person, Role, clearance
from app.accounts.rules import AGREE, REFUSE, Asked, NotAllowed, Voice, check_ask, check_voice, enough
from app.codebook.levels import Level
from tests.conftest import examples

START = datetime(2026, 11, 24, tzinfo=UTC)
PEOPLE = ("a", "b", "c", "d")


class Vetting(RuleBasedStateMachine):
    """Four people ask, speak, gain and lose roles and factors, while time goes on. A slow book of who agreed is kept beside."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.people = {p: Person(p, frozenset({Role.STEWARD}), True, True) for p in PEOPLE[:2]}
        self.people |= {p: Person(p, frozenset(), True, False) for p in PEOPLE[2:]}
        self.asked: list[Asked] = []
        self.voices: dict[str, list[Voice]] = {}
        self.grants: dict[str, list[Grant]] = {p: [] for p in PEOPLE}

    @rule(
        who=st.sampled_from(PEOPLE),
        roles=st.frozensets(st.sampled_from(list(Role)), min_size=1) | st.just(frozenset()),
        factor=st.booleans(),
        is_open=st.booleans(),
    )
    def change(self, who, roles, factor, is_open):
        self.people[who] = Person(who, roles, is_open, factor)

    @rule(
        who=st.sampled_from(PEOPLE),
        level=st.sampled_from([Level.RESEARCHER, Level.VETTED, Level.SEALED, Level.PUBLIC]),
        days=st.integers(-1, 400),
    )
    def ask(self, who, level, days):
        until = self.now + timedelta(days=days)
        try:
            check_ask(self.people[who], level, until, self.now)
        except NotAllowed:
            return
        assert level in (Level.RESEARCHER, Level.VETTED)
        assert timedelta(0) < until - self.now <= timedelta(days=90 if level is Level.VETTED else 365)
        number = str(len(self.asked))
        self.asked.append(Asked(number, who, level, until, number.encode()))
        self.voices[number] = []

    @precondition(lambda self: self.asked)
    @rule(
        data=st.data(),
        who=st.sampled_from(PEOPLE),
        verdict=st.sampled_from([AGREE, AGREE, REFUSE]),
        other=st.sampled_from([False, False, False, True]),
    )
    def speak(self, data, who, verdict, other):
        at = data.draw(st.integers(0, len(self.asked) - 1))
        asked = self.asked[at]
        digest = b"another text" if other else asked.digest
        try:
            check_voice(self.people[who], asked, digest, self.now)
        except NotAllowed:
            return
        assert not other and who != asked.asker
        self.voices[asked.id].append(Voice(who, verdict, digest))
        if verdict == REFUSE:
            self.asked[at] = Asked(asked.id, asked.asker, asked.level, asked.ends_at, asked.digest, "refused")
        elif enough(asked, self.voices[asked.id], self.people):
            self.asked[at] = Asked(asked.id, asked.asker, asked.level, asked.ends_at, asked.digest, "granted")
            self.grants[asked.asker].append(Grant(asked.id, asked.level, self.now, asked.ends_at))
            self._right(asked)

    def _right(self, asked: Asked) -> None:
        counted = {v.by for v in self.voices[asked.id] if v.verdict == AGREE} - {asked.asker}
        able = [self.people[p] for p in counted if self.people[p].open and self.people[p].factor]
        stewards = [p for p in able if Role.STEWARD in p.roles]
        assert stewards
        if asked.level is Level.VETTED:
            assert len([p for p in able if p.roles & {Role.STEWARD, Role.REVIEWER}]) >= 2

    @rule(days=st.integers(1, 20))
    def time_goes_on(self, days):
        self.now += timedelta(days=days)

    @invariant()
    def a_clearance_is_what_a_grant_in_force_gives_and_nothing_a_role_adds(self):
        for who, person in self.people.items():
            found = clearance(person, self.grants[who], self.now)
            held = [g for g in self.grants[who] if g.starts_at <= self.now < g.ends_at]
            if found is None:
                assert not person.open or all(g.level is Level.VETTED and not person.factor for g in held)
            else:
                assert person.open and found in held and (found.level < Level.VETTED or person.factor)


TestVetting = Vetting.TestCase
TestVetting.settings = settings(max_examples=examples(60, 2000), stateful_step_count=30, deadline=None)


def test_nobody_speaks_on_their_own_request_whatever_their_roles():
    everything = frozenset(Role)
    asker, other = Person("a", everything, True, True), Person("b", everything, True, True)
    for level in (Level.RESEARCHER, Level.VETTED):
        asked = Asked("1", "a", level, START + timedelta(days=30), b"d")
        with pytest.raises(NotAllowed, match="their own request"):
            check_voice(asker, asked, b"d", START)
        check_voice(other, asked, b"d", START)
        assert not enough(asked, [Voice("a", AGREE, b"d")], {"a": asker})
    assert not enough(asked, [Voice("a", AGREE, b"d"), Voice("b", AGREE, b"d")], {"a": asker, "b": other})


def test_a_word_given_twice_counts_once_and_one_of_somebody_demoted_since_not_at_all():
    asked = Asked("1", "a", Level.VETTED, START + timedelta(days=30), b"d")
    steward, reviewer = (Person(p, frozenset({r}), True, True) for p, r in (("b", Role.STEWARD), ("c", Role.REVIEWER)))
    people = {"b": steward, "c": reviewer}
    word = {p: Voice(p, AGREE, b"d") for p in people}
    assert enough(asked, [word["b"], word["c"]], people)
    assert not enough(asked, [word["b"], word["b"]], people)
    assert not enough(asked, [word["c"]], people)
    assert not enough(asked, [word["b"], word["c"]], {**people, "c": Person("c", frozenset(), True, True)})
    assert not enough(asked, [word["b"], Voice("c", AGREE, b"older text")], people)
