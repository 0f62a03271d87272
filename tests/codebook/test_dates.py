"""Partial dates: strict bounds, open ends, qualifiers, and the faults a person can mend."""

from __future__ import annotations

from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codebook.dates import ImpossibleDate, partial_date

D = date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "qualifier"),
    [
        ("2013-05-28", D(2013, 5, 28), D(2013, 5, 28), ""),
        ("2013-05", D(2013, 5, 1), D(2013, 5, 31), ""),
        ("2012-02", D(2012, 2, 1), D(2012, 2, 29), ""),
        ("2013", D(2013, 1, 1), D(2013, 12, 31), ""),
        ("2000~", D(2000, 1, 1), D(2000, 12, 31), "approximate"),
        ("2013-05?", D(2013, 5, 1), D(2013, 5, 31), "uncertain"),
        ("199X", D(1990, 1, 1), D(1999, 12, 31), ""),
        ("2004-21", D(2004, 3, 1), D(2004, 5, 31), ""),
        ("1998/2000", D(1998, 1, 1), D(2000, 12, 31), ""),
        ("[1999,2000]", D(1999, 1, 1), D(2000, 12, 31), ""),
        ("../2004-12-30", None, D(2004, 12, 30), ""),
        ("2005/..", D(2005, 1, 1), None, ""),
        ("2005/", D(2005, 1, 1), None, ""),
    ],
)
def test_bounds_are_the_strict_reading_and_open_ends_have_none(text, earliest, latest, qualifier):
    read = partial_date(text)
    assert (read.earliest, read.latest, read.qualifier) == (earliest, latest, qualifier)


@pytest.mark.parametrize(
    "text", ["2013-13", "2013-02-30", "soon", "", "2010/2005", "0987", "3000-01-01", "13.5.2013", ".."]
)
def test_what_no_calendar_has_is_refused_with_a_sentence(text):
    with pytest.raises(ImpossibleDate) as refused:
        partial_date(text)
    assert str(refused.value)


@given(st.dates(D(1900, 1, 1), D(2100, 12, 31)), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_bare_dates_are_read_to_the_bounds_of_the_edtf_library(day, shape):
    text = day.strftime(shape)
    library = edtf.parse_edtf(text)
    bounds = [D(*library.lower_strict()[:3]), D(*library.upper_strict()[:3])]
    assert [partial_date(text).earliest, partial_date(text).latest] == bounds


def test_possible_and_certain_are_two_questions():
    month = partial_date("2013-05")
    assert month.may_fall_in(D(2013, 5, 31), D(2013, 6, 30))
    assert not month.surely_falls_in(D(2013, 5, 31), D(2013, 6, 30))
    assert month.surely_falls_in(D(2013, 5, 1), D(2013, 5, 31))
    assert partial_date("../2013").may_fall_in(D(1990, 1, 1), D(1990, 1, 1))
    assert not partial_date("../2013").surely_falls_in(D(1990, 1, 1), D(2013, 12, 31))
