"""What is typed is read or refused in words for people; what may be meant is said and never entered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.codebook.dates import partial_date
from app.codebook.fields import FIELDS
from app.editing.entry.advice import advice_on
from app.editing.entry.interpret import as_far_as_read
from app.editing.entry.sheet import read_sheet
from app.editing.entry.typed import LONGEST, typed
from app.names.letters import unseen_letter

OF_PROGRAMS = ("validation error", "pydantic", "http", "type=", "input_value", "EDTF", "None")


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=30))
@example("age_at_return", "140")
@example("age_at_return", "999;international")
@example("count", "5-3")
@example("name", "Kim\u202e")
@example("return_date", "0000")
def test_whatever_is_typed_is_read_or_refused_in_words_for_people(field, text):
    said, read = _read(field, text)
    assert bool(said) != bool(read)
    assert not any(word in said.replace(text, "") for word in OF_PROGRAMS), said
    assert not unseen_letter(read)


def _read(field, text):
    """Why it is refused, or its value as it is kept."""
    try:
        return "", typed(field, text).canonical()
    except ValueError as problem:
        return str(problem), ""


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("return_date", "May 2013", "2013-05"),
        ("return_date", "28 May 2013", "2013-05-28"),
        ("return_date", "spring 2013", "2013-21"),
        ("return_date", "2013년 5월", "2013-05"),
        ("return_date", "2013.5.", "2013-05"),
        ("return_date", "about 2013", "2013~"),
        ("return_date", "1990s", "199X"),
        ("return_date", "before 2013", "../2013"),
        ("age_at_return", "40대", "40-49"),
        ("age_at_return", "40~49", "40-49"),
        ("age_at_return", "39 years old", "39"),
    ],
)
def test_what_may_be_meant_is_said_and_can_be_typed(field, text, meant):
    with pytest.raises(ValueError, match="is written") as refused:
        typed(field, text)
    assert str(refused.value).endswith(f"If it is what you mean, write {meant}.")
    assert typed(field, meant)


@pytest.mark.parametrize("text", ["2013-13-40", "2013-02-30", "1.5.2013", "12/04/2013", "early 2013", "unknown"])
def test_nothing_is_meant_where_nobody_can_tell(text):
    with pytest.raises(ValueError, match=r"year first|no date") as refused:
        typed("return_date", text)
    assert "write" not in str(refused.value).replace("written", "").replace("Write the year first", "")


@given(st.from_regex(r"[0-9]{1,4}[-./ ][0-9]{1,2}([-./ ][0-9]{1,4})?", fullmatch=True))
def test_a_date_that_is_proposed_is_one(text):
    _, proposed, rest = _read("return_date", text)[0].partition("If it is what you mean, write ")
    assert not proposed or partial_date(rest.rstrip("."))


def test_a_cell_that_a_browser_may_have_cut_is_refused():
    with pytest.raises(ValueError, match="may have been cut"):
        typed("account", "a" * LONGEST)


def test_a_name_of_two_scripts_is_asked_about():
    assert _advice("김Ga상") and _advice("Кim") and not _advice("김가상") and not _advice("Kim Ga-sang")


def _advice(name):
    changes, _ = as_far_as_read(_sheet(name=name))
    said = advice_on([c for c in changes if c.kind == "new_claim"], date(2026, 11, 24))
    return [each for each in said if "Is it one name?" in each.sentence]


def test_the_words_of_a_source_are_looked_at_too():
    source = {"title": "A\u200b title", "published": "12/04/2013", "url": "not an address", "type": ""}
    _, faults = as_far_as_read(_sheet(source))
    assert {fault.where for fault in faults} == {"source.title", "source.published", "source.url", "source.type"}


def _sheet(source=None, name="Synthetic"):
    given = {"title": "A synthetic report", "publisher_key": "synthetic", "type": "ngo_report"} | (source or {})
    person = {"row": "p1", "facts": {"name": [{"value": name}]}}
    return read_sheet({"source": given, "event": {"label": "A synthetic return"}, "people": [person]})
