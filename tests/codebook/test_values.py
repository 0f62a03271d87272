"""A value that no table and no body can hold is none: it is refused where it is made, in a sentence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.codebook.ages import OLDEST
from app.codebook.values import COUNT_DIGITS, AgeValue, CountValue
from app.editing.entry.typed import typed
from app.importing.codes import CodingFault, read_coding

MOST = 10**COUNT_DIGITS - 1
ENDS = ("low", "high")


@pytest.mark.parametrize("end", ENDS)
def test_each_end_of_a_count_has_a_bound_of_its_own(end):
    assert getattr(CountValue(text="as printed", **{end: MOST}), end) == MOST
    for beyond in (MOST + 1, 2**64, 10**5000, -1):
        with pytest.raises(ValidationError, match="a count"):
            CountValue(text="as printed", **{end: beyond})


@pytest.mark.parametrize("end", ENDS)
def test_each_end_of_an_age_has_a_bound_of_its_own(end):
    assert getattr(AgeValue(text="as printed", **{end: OLDEST}), end) == OLDEST
    for beyond in (OLDEST + 1, 2**64, -1):
        with pytest.raises(ValidationError, match="an age"):
            AgeValue(text="as printed", **{end: beyond})


@pytest.mark.parametrize("ends", ["{0}", "{0}-", "-{0}", "1-{0}"])
@pytest.mark.parametrize("digits", [COUNT_DIGITS + 1, 20, 5000])
def test_a_typed_count_without_end_is_refused_in_plain_words(ends, digits):
    with pytest.raises(ValueError, match="at most 9 digits"):
        typed("count", ends.format("9" * digits))
    assert typed("count", ends.format(MOST))


@pytest.mark.parametrize(("field", "code"), [
    ("count", "²/;media_report"), ("count", "/٣;media_report"), ("age_at_return", "²/³;international"),
    ("count", "9" * 20 + "/;media_report"), ("count", "/" + "9" * 5000 + ";media_report"),
])  # fmt: skip
def test_a_coding_that_is_no_number_is_refused_in_words_of_ours(field, code):
    with pytest.raises(CodingFault, match="is not written as MIN/MAX;basis") as refused:
        read_coding(field, code, "as printed")
    assert len(str(refused.value)) < 300
