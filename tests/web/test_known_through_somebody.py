"""A person shown in full of whom no name is known is called what a source calls them, in the languages it is written in."""

from __future__ import annotations

import csv
import io

import pytest

from app.sharing.csv import COLUMNS, csv_bytes
from app.sharing.lines import rows_of
from app.web.pages import marked
from app.web.reading.headline import headline

AGE = {"low": 61, "high": 61, "basis": "international", "minor": "no", "older": "yes", "contradicts_birth": False}
LINE = {
    "id": "casnobody0000001", "individual": "pernobody0000001", "name": None, "form": "full", "section": "custody",
    "verification": "reported", "disputed": False, "age_at_return": AGE, "known_as": ["mother of a synthetic man (가상일)"],
    "sex": ["female"], "source_count": 1,
}  # fmt: skip


def test_lists_files_and_headings_say_so_and_keep_the_age():
    (row,) = rows_of([LINE], "en")
    assert (row.known_as, row.descriptor, row.age) == ("mother of a synthetic man (가상일)", "", "61")
    cells = list(csv.reader(io.StringIO(csv_bytes([row], "en").decode())))[1]
    assert cells[COLUMNS.index("descriptor")] == "mother of a synthetic man (가상일)"
    assert headline(LINE, "ko").text == "Mother of a synthetic man (가상일)"


@pytest.mark.parametrize("form", ["descriptor", "as_published"])
def test_nobody_is_called_so_whom_a_decision_does_not_show_in_full(form):
    (row,) = rows_of([{**LINE, "form": form}], "en")
    assert (row.known_as, row.descriptor) == ("", "a woman in her sixties")


def test_words_in_two_scripts_are_said_in_two_languages():
    text = "mother of <b> (가상 일)"
    assert marked(text, "en") == 'mother of &lt;b&gt; (<span lang="ko">가상 일</span>)'
    assert marked(text, "ko") == '<span lang="en">mother of &lt;b&gt; (</span>가상 일<span lang="en">)</span>'
    assert marked("가상일", "ko") == "가상일"
