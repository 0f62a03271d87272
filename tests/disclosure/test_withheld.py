"""The withheld-name check: every usual spelling of a hidden name is found in every text that would enter an edition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.codebook.levels import Form, Level, Standing
from app.codebook.values import NameValue, PlaceValue, TextValue
from app.disclosure.assemble import Record, content_of
from app.disclosure.withheld import looked_through
from app.names.withheld import WithheldNames
from tests.disclosure.people import ON, event, person, says, sources

HIDDEN = "박합성"
SPELLINGS = (
    "박합성", "박 합성", "Park Hap-seong", "PARK HAPSEONG", "Hapsong Pak", "Pak Hap-sŏng", "Bak Hapseong", "Pak Hap Song",
    "Hap-seong Park", "박합성은", "pak hapsŏng",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_hidden_name_is_found_however_it_is_spelled(spelling):
    assert WithheldNames([HIDDEN], []).hits(f"A letter about {spelling}, her sister said.")


@pytest.mark.parametrize("text", ["", "A letter about Kim Someone", "박수합창", "park", "Hapsburg"])
def test_other_words_are_no_hits(text):
    assert not WithheldNames([HIDDEN], []).hits(text)


def _content(title: str, url: str = "https://example.org/a", fate: str = "said to be held", label: str = "A return"):
    shown = person("1", Form.FULL, case_claims=(says("fate", TextValue(text=fate), locator=f"about {HIDDEN}"),))
    hidden = person("2", Form.HOLD, HIDDEN)
    said = tuple(replace(s, title=title, url=url) if s.public_id == "s1" else s for s in sources("s1", "s2"))
    record = Record((shown, hidden), (replace(event(), label=label),), said)
    return content_of(record, Level.PUBLIC, ON, str)


def test_a_title_that_names_somebody_hidden_is_cut_to_publisher_and_date():
    source = next(s for s in _content("The story of Park Hap-seong").sources if s.public_id == "s1")
    assert (source.title, source.url, source.publisher, source.published) == ("", "", "Publisher s1", "2013")
    assert source.generalised


def test_an_address_that_names_somebody_hidden_is_cut_too():
    source = next(
        s for s in _content("A story", "https://example.org/park-hapseong-story").sources if s.public_id == "s1"
    )
    assert source.generalised


def test_free_text_and_citations_that_name_somebody_hidden_are_left_out():
    content = _content("A story", fate="held together with Pak Hap Song")
    texts = [v.value.text for c in content.cases for f in c.facts if f.field == "fate" for v in f.values]
    assert texts == ["said to be held"]
    assert HIDDEN not in repr(content)


def test_an_events_title_that_names_somebody_hidden_is_replaced():
    assert "합성" not in _content("A story", label="The return of 박합성").events[0].label


def test_a_namesake_who_is_shown_is_no_hit():
    shown, hidden = person("1", Form.FULL, HIDDEN), person("2", Form.HOLD, HIDDEN)
    said = tuple(replace(s, title=f"About {HIDDEN}") for s in sources("s1", "s2"))
    content = content_of(Record((shown, hidden), (event(),), said), Level.PUBLIC, ON, str)
    assert all(s.title for s in content.sources)


def test_a_preferred_text_that_is_left_out_does_not_come_back_as_the_settled_value():
    claim = says("occupation", TextValue(text=f"driver of {HIDDEN}"), standing=Standing.PREFERRED)
    shown, hidden = person("1", Form.FULL, claims=(claim,)), person("2", Form.HOLD, HIDDEN)
    content = content_of(Record((shown, hidden), (event(),), sources("s1", "s2")), Level.PUBLIC, ON, str)
    assert HIDDEN not in repr(content)


def test_a_place_or_an_age_keeps_its_code_and_loses_words_that_name_somebody():
    claim = says("seizure_place", PlaceValue(text=f"home of {HIDDEN}", code="CN"))
    shown, hidden = person("1", Form.FULL, case_claims=(claim,)), person("2", Form.HOLD, HIDDEN)
    content = content_of(Record((shown, hidden), (event(),), sources("s1", "s2")), Level.PUBLIC, ON, str)
    assert HIDDEN not in repr(content)
    places = [v.value for f in content.cases[0].facts if f.field == "seizure_place" for v in f.values]
    assert places == [PlaceValue(text="", code="CN")]


@pytest.mark.parametrize("text", ["Pak Yong-chol", "박영철", "Park Young Cheol 2013", "letter_Pak-Yongch'ol2"])
def test_a_name_recorded_in_latin_letters_only_is_found_in_its_other_spellings(text):
    assert WithheldNames(["Park Yeong-cheol"], []).hits(text)


@pytest.mark.parametrize(
    ("denied", "is_told"),
    [
        ({"text": HIDDEN}, False),
        ({"text": "Pak Hap Song"}, False),
        ({"text": "Park", "family": "박", "given": "합성"}, False),
        ({"text": "Synthetic Nobody"}, False),
        ({"text": "Synthetic Person"}, True),
    ],
)
def test_a_name_that_is_denied_is_told_where_somebody_who_is_shown_is_called_so(denied, is_told):
    """And it opens no words about anybody hidden, as a namesake's would."""
    no_name = says("name", NameValue(script="Latn", **denied), polarity="denies")
    shown = person("1", Form.FULL, claims=(no_name,), case_claims=(says("fate", TextValue(text=f"with {HIDDEN}")),))
    people = (
        replace(shown, public_id="p9", statements=shown.statements[2:]),
        person("2", Form.HOLD, HIDDEN),
        person("3", Form.FULL),
    )
    content = content_of(Record(people, (event(),), sources("s1", "s2")), Level.PUBLIC, ON, str)
    (seen,) = (each for each in content.individuals if each.public_id == "p9")
    assert ("name" in {fact.field for fact in seen.facts}) is is_told
    assert HIDDEN not in repr(content)
    assert no_name.value.letters in looked_through(shown), "it is looked at anew where somebody is hidden"


def test_somebody_hidden_whom_a_denial_alone_names_is_withheld():
    """Of a state's word, say, that nobody of this name was returned."""
    denied = says("name", NameValue(text=HIDDEN), polarity="denies")
    hidden = replace(person("2", Form.HOLD), statements=(denied,))
    shown = person("1", Form.FULL, case_claims=(says("fate", TextValue(text=f"with {HIDDEN}")),))
    returned = replace(event(), label=f"The return of {HIDDEN}")
    assert HIDDEN not in repr(
        content_of(Record((shown, hidden), (returned,), sources("s1", "s2")), Level.PUBLIC, ON, str)
    )
