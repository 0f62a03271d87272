"""Sets of cases: what is put in comes out, and different numbers are counted the same whichever way is taken."""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from app.editions import bits
from tests.conftest import examples

COUNT = 200
MEMBERS = st.sets(st.integers(1, COUNT))
COLUMN = st.lists(st.integers(0, 30), min_size=COUNT, max_size=COUNT)


@settings(max_examples=examples(100, 5000))
@given(MEMBERS, st.integers(0, COUNT))
def test_a_set_holds_its_cases(members, after):
    held = bits.bitmap_of(members)
    assert list(bits.ones(held, after)) == sorted(n for n in members if n > after)
    assert bits.from_blob(bits.as_blob(held)) == held
    assert list(bits.flags(held, COUNT)) == [n in members for n in range(1, COUNT + 1)]


@settings(max_examples=examples(100, 5000))
@given(MEMBERS, COLUMN)
def test_different_numbers_are_counted_alike_in_a_small_set_and_in_a_large_one(members, column):
    expected = len({column[n - 1] for n in members} - {0})
    for sparse in (0, COUNT + 1):
        with mock.patch.object(bits, "SPARSE", sparse):
            assert bits.distinct(bits.bitmap_of(members), column) == expected
