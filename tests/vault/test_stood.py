"""When a merge stood: against the record read as of each changeset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.vault.moment import undone_by
from app.vault.stood import apart
from app.vault.ways import StandingMerge


@st.composite
def histories(draw):
    """A merge, ends of it, and reverts of anything before them; the merge stands at last. Merge, ends, reversals, last changeset."""
    made, ends, reversals = draw(st.integers(1, 3)), [], []
    number = made
    for _ in range(draw(st.integers(0, 7))):
        number += draw(st.integers(1, 2))
        if draw(st.booleans()):
            ends.append(number)
        else:
            reversals.append((draw(st.integers(1, number - 1)), number))
    while not _stands(made, ends, reversals, number):
        undone = undone_by(reversed(reversals))
        wrong = next(iter(each for each in ends if each not in undone), None)
        number += 1
        reversals.append((wrong, number) if wrong else (_last_that_counts(made, reversals), number))
    return made, ends, reversals, number


def _last_that_counts(made, reversals):
    undone = undone_by(reversed(reversals))
    return next(number for target, number in reversed(reversals) if target == made and number not in undone)


def _stands(made, ends, reversals, upto):
    undone = undone_by(pair for pair in reversed(reversals) if pair[1] <= upto)
    return made <= upto and made not in undone and all(end > upto or end in undone for end in ends)


@given(histories())
def test_it_stood_whenever_the_record_as_of_then_has_it(history):
    made, ends, reversals, last = history
    merge = StandingMerge("kept", "merged", made, apart=apart(made, ends, reversals))
    for number in range(last + 2):
        assert merge.stood(number) is _stands(made, ends, reversals, number)
