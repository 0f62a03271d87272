"""Decisions of merged people: at each level exactly what would be read if nobody above it had ever been merged."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.codebook.levels import Form, Level, Purpose
from app.disclosure.clear import known_within
from app.vault.rows import DecisionRow, IndividualRow, VaultRows
from app.vault.stricter import joined, narrows, stricter
from app.vault.ways import StandingMerge, Ways

PEOPLE = ("a", "b", "c", "d")
DAY = date(2026, 11, 24)
days = st.sampled_from([None, *(DAY + timedelta(days=n) for n in (1, 9))])
decisions = st.builds(
    DecisionRow, st.sampled_from(PEOPLE), st.sampled_from(list(Form)),
    st.sets(st.sampled_from(list(Purpose))).map(frozenset), st.just("none"), st.sampled_from(["given", "refused"]),
    st.just("unclear"), st.sampled_from([DAY, DAY - timedelta(days=3)]), days, days, days,
    st.sampled_from([(), ("s",), ("t",), ("t", "s")]),
)  # fmt: skip
levels = st.fixed_dictionaries({key: st.sampled_from(list(Level)) for key in PEOPLE})


@st.composite
def houses(draw):
    """Decisions in the order of their changesets, and merges among them of people who are not gone yet."""
    made, merges, here = [], [], list(PEOPLE)
    for number in range(1, draw(st.integers(2, 9))):
        if len(here) > 1 and draw(st.booleans()):
            kept, gone = draw(st.permutations(here))[:2]
            here.remove(gone)
            unknown = frozenset(draw(st.sets(st.sampled_from(PEOPLE))))
            merges.append(StandingMerge(kept, gone, number, unknown=unknown))
        else:
            decision = draw(decisions)
            if decision.subject in here:
                made.append(DecisionRow(*_values(decision), added_in=number))
    return made, merges, draw(levels)


def _values(decision: DecisionRow) -> list[object]:
    return [getattr(decision, name) for name in DecisionRow.__slots__[:11]]


def _read(made, merges, levels):
    people = tuple(IndividualRow(key, "named", level) for key, level in levels.items())
    ways = Ways(VaultRows(0, people, (), (), (), (), (), (), tuple(made), ()), merges)
    return joined(made, ways), ways.lift


@given(houses())
def test_a_level_reads_the_last_decision_as_if_nobody_above_it_had_been_merged(house):
    made, merges, levels = house
    rows, lift = _read(made, merges, levels)
    for level in Level:
        seen = [merge for merge in merges if lift(merge.merged) <= level]
        hidden = {merge.merged for merge in merges} - {merge.merged for merge in seen}
        below, _ = _read([d for d in made if d.subject not in hidden], seen, levels)
        for key in set(PEOPLE) - {merge.merged for merge in merges}:
            mine, alone = (
                [d for d in each if d.subject == key and known_within(level, d.level)] for each in (rows, below)
            )
            assert mine[-1:] == alone[-1:], (level, key)


@given(decisions, decisions)
def test_the_stricter_never_allows_what_one_of_them_does_not(one, other):
    both = stricter(one, other)
    assert both.purposes <= one.purposes and both.purposes <= other.purposes
    for each in (one, other):
        assert not each.expires_on or (both.expires_on and both.expires_on <= each.expires_on)
        assert not each.embargo_until or (both.embargo_until and both.embargo_until >= each.embargo_until)
        assert not narrows(both, each), "nothing of either is left to be brought"
        if both.form is each.form is Form.AS_PUBLISHED and len(both.evidence) == 1:
            assert both.evidence == each.evidence or each.consent_status != both.consent_status, (
                "one line, that none means"
            )
