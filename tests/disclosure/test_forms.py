"""The table of forms by level, cell by cell, as people would see it (architecture.md, disclosure)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.codebook.levels import EDITION_LEVELS, Form, Level, Purpose
from app.codebook.values import TermValue
from app.disclosure.assemble import Record, content_of
from app.disclosure.clear import clear_sources
from app.disclosure.dossier import CaseRecord, RelationRecord, WithdrawalRecord
from app.disclosure.forms import TREATMENTS
from app.disclosure.shape import project
from tests.disclosure.people import ON, decision, event, person, says, sources

SOURCES = sources("s1", "s2")


def _seen(form: Form, level: Level, **more):
    return project(person("1", form, **more), level, ON, clear_sources(SOURCES, level))


def _fields(view) -> dict[str, list[str]]:
    facts = view.individual.facts + view.cases[0].facts
    return {f.field: [getattr(v.value, "text", None) or v.value.term for v in f.values] for f in facts}


def test_every_form_has_a_treatment_at_every_level():
    assert set(TREATMENTS) == {(form, level) for form in Form for level in EDITION_LEVELS}


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_full_shows_the_name_and_the_facts_up_to_the_level(level):
    shown = _fields(_seen(Form.FULL, level))
    assert shown["name"] == ["Synthetic Person", "Synthetic Person Again"]
    assert ("occupation" in shown) == (level >= Level.RESEARCHER)
    assert ("nationality" in shown) == (level >= Level.VETTED)


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER])
def test_as_published_shows_one_sources_line_exactly(level):
    view = _seen(Form.AS_PUBLISHED, level, text="○합성")
    assert _fields(view)["name"] == ["○합성"]
    cited = {c.source for f in view.individual.facts + view.cases[0].facts for v in f.values for c in v.citations}
    assert cited == {"s1"}


def test_as_published_with_two_sources_in_evidence_shows_nobody():
    view = _seen(Form.AS_PUBLISHED, Level.PUBLIC, evidence=("s1", "s2"))
    assert view.individual is None
    assert view.counted_in


def test_a_descriptor_has_coded_facts_and_neither_name_nor_source_nor_printed_words():
    view = _seen(Form.DESCRIPTOR, Level.PUBLIC)
    assert set(_fields(view)) == {
        "sex",
        "age_at_return",
        "return_date",
        "returning_state",
        "receiving_state",
        "case_category",
    }
    assert "name" in view.individual.withheld
    assert not [c for f in view.individual.facts + view.cases[0].facts for v in f.values for c in v.citations]


def test_what_a_descriptor_withholds_does_not_depend_on_what_is_held():
    bare = project(person("1", Form.DESCRIPTOR, claims=()), Level.PUBLIC, ON, {})
    assert bare.individual.withheld == _seen(Form.DESCRIPTOR, Level.PUBLIC).individual.withheld


def test_count_only_is_a_number_in_the_event_and_hold_is_nothing():
    record = Record((person("1", Form.COUNT_ONLY), person("2", Form.HOLD), person("3", Form.FULL)), (event(),), SOURCES)
    content = content_of(record, Level.PUBLIC, ON, str)
    assert [i.public_id for i in content.individuals] == ["p3"]
    assert (content.events[0].named, content.events[0].described, content.events[0].counted) == (1, 0, 1)


@pytest.mark.parametrize("form", list(Form))
def test_vetted_sees_everything_up_to_vetted_in_every_form(form):
    shown = _fields(_seen(form, Level.VETTED))
    assert shown["name"] == ["Synthetic Person", "Synthetic Person Again"]
    assert shown["nationality"] == ["stateless"]


def test_without_the_purpose_of_naming_full_becomes_a_descriptor():
    view = _seen(Form.FULL, Level.PUBLIC, purposes=frozenset({Purpose.PUBLIC_DETAIL}))
    assert "name" not in _fields(view)
    assert view.individual.form is Form.DESCRIPTOR


def test_without_the_purpose_of_detail_the_fate_is_not_told():
    view = _seen(Form.FULL, Level.PUBLIC, purposes=frozenset({Purpose.PUBLIC_NAME}))
    assert "fate" not in _fields(view)
    assert "name" in _fields(view)


def _tied(form: Form, source: str, **more):
    tie = RelationRecord("p2", "sibling", "certain", source, Level.PUBLIC)
    record = Record((person("1", form, relations=(tie,), **more), person("2", Form.FULL)), (event(),), SOURCES)
    return content_of(record, Level.PUBLIC, ON, str).relations


def test_a_line_as_published_tells_only_the_ties_of_its_own_source():
    assert _tied(Form.AS_PUBLISHED, "s1")
    assert not _tied(Form.AS_PUBLISHED, "s2")


def test_ties_are_told_only_with_the_purpose_of_detail_and_never_of_a_descriptor():
    assert _tied(Form.FULL, "s2")
    assert not _tied(Form.FULL, "s2", purposes=frozenset({Purpose.PUBLIC_NAME}))
    assert not _tied(Form.DESCRIPTOR, "s2")


@pytest.mark.parametrize("form", [Form.AS_PUBLISHED, Form.FULL])
@pytest.mark.parametrize("purposes", [frozenset({Purpose.PUBLIC_NAME}), frozenset(Purpose)])
@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER])
def test_a_mask_tells_nothing_that_was_not_told_before(level, purposes, form):
    """Of a case of which another source than the line's says more, and that asks for the purpose of detail."""
    more = (
        says("protection_status", TermValue(term="asylum_seeker"), source="s2"),
        says("mode", TermValue(term="group_deportation"), source="s2"),
    )
    shown = person("1", form, case_claims=more, purposes=purposes | {Purpose.RESEARCH_ACCESS})
    masked = replace(shown, withdrawals=(WithdrawalRecord(ON, masked=True),))
    was, now = (_told(each, level) for each in (shown, masked))
    assert now < was and bool(now) == (level is Level.PUBLIC), "researchers see them counted"


@pytest.mark.parametrize("evidence", [("s1", "s2"), ("s3",)])
@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER])
def test_who_is_counted_since_no_line_is_meant_is_counted_behind_a_mask(level, evidence):
    counted = person("1", Form.AS_PUBLISHED, evidence=evidence)
    masked = replace(counted, withdrawals=(WithdrawalRecord(ON, masked=True),))
    views = [project(each, level, ON, clear_sources(SOURCES, level)) for each in (counted, masked)]
    assert views[0] == views[1] and views[1].individual is None and views[1].counted_in


def _told(dossier, level) -> set[tuple[str, str]]:
    view = project(dossier, level, ON, clear_sources(SOURCES, level))
    facts = (fact for part in (view.individual, *view.cases) if part for fact in part.facts)
    return {(fact.field, repr(getattr(v.value, "term", ""))) for fact in facts for v in fact.values}


def test_a_descriptor_does_not_tell_what_is_only_denied():
    denied = says("outcome", TermValue(term="executed"), polarity="denies")
    views = [_seen(form, Level.PUBLIC, case_claims=(denied,)) for form in (Form.FULL, Form.DESCRIPTOR)]
    assert ["outcome" in _fields(view) for view in views] == [True, False]
    both = _seen(Form.DESCRIPTOR, Level.PUBLIC, case_claims=(denied, replace(denied, polarity="asserts", source="s2")))
    assert _fields(both)["outcome"] == ["executed"]
    asserted = CaseRecord("c9", "e9", "published", Level.PUBLIC, (replace(denied, polarity="asserts"),))
    one = person("1", Form.DESCRIPTOR, case_claims=(denied,))
    two = project(replace(one, cases=(*one.cases, asserted)), Level.PUBLIC, ON, clear_sources(SOURCES, Level.PUBLIC))
    assert [any(fact.field == "outcome" for fact in case.facts) for case in two.cases] == [False, True], (
        "of that return"
    )


def test_a_case_whose_category_is_denied_stands_in_the_same_section_without_a_name():
    denied = says("case_category", TermValue(term="forced_return"), polarity="denies")
    one = person("1", Form.FULL)
    case = replace(one.cases[0], statements=(*one.cases[0].statements[:4], denied))
    views = [
        project(replace(one, cases=(case,), decisions=(decision(form),)), Level.PUBLIC, ON, {})
        for form in (Form.FULL, Form.DESCRIPTOR)
    ]
    assert len({view.cases[0].section for view in views}) == 1


def test_a_mask_sets_nobody_beside_look_alikes():
    """Four who are only counted would be shown by it."""
    counted = tuple(person(str(n), Form.COUNT_ONLY) for n in range(4))
    masked = replace(person("4", Form.FULL), withdrawals=(WithdrawalRecord(ON, masked=True),))
    people = (*counted, masked), (*counted, replace(masked, decisions=(decision(Form.DESCRIPTOR),)))
    shown = [content_of(Record(some, (event(),), SOURCES), Level.RESEARCHER, ON, str) for some in people]
    assert [len(content.individuals) for content in shown] == [0, 5]


def test_no_line_settles_what_sources_differ_on():
    """Of people who look alike only what is settled is told."""
    differ = tuple(says("sex", TermValue(term=term), source) for term, source in (("female", "s1"), ("male", "s2")))
    line = replace(decision(Form.AS_PUBLISHED, evidence=("s1",)), decided_on=ON)
    people = []
    for n in range(5):
        one = person(str(n), Form.COUNT_ONLY, claims=differ)
        second = CaseRecord(f"d{n}", "e2", "published", Level.PUBLIC, event_decisions=(line,))
        first = replace(one.cases[0], event_decisions=(decision(Form.COUNT_ONLY),))
        people.append(replace(one, decisions=(), cases=(first, second)))
    content = content_of(Record(tuple(people), (event(),), SOURCES), Level.RESEARCHER, ON, str)
    assert content.individuals == ()


def test_a_descriptor_of_one_return_tells_no_more_than_the_line_of_another():
    line, described = decision(Form.AS_PUBLISHED, evidence=("s1",)), decision(Form.DESCRIPTOR)
    one = person("1", Form.FULL, case_claims=(says("mode", TermValue(term="group_deportation"), source="s2"),))
    first = replace(one.cases[0], event_decisions=(line,))
    second = CaseRecord("c2", "e2", "published", Level.PUBLIC, event_decisions=(described,))
    both = replace(one, decisions=(), cases=(first, second))
    assert "mode" not in {field for field, _ in _told(both, Level.PUBLIC)}
    alone = replace(both, cases=(replace(first, event_decisions=(described,)),))
    assert "mode" in {field for field, _ in _told(alone, Level.PUBLIC)}
