"""Why somebody has no page: always told where there is none, never where there is one, and each reason is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import content_of
from app.disclosure.clear import clear_sources
from app.disclosure.dossier import WithdrawalRecord
from app.disclosure.unseen import OF_WORDS, Why, unseen
from tests.conftest import examples
from tests.disclosure.people import ON, decision, person, says, sources
from tests.pairs import DICE, pair

ONE = person("1", Form.FULL)
TOMORROW = ON + timedelta(days=1)


def reasons(dossier, level=Level.PUBLIC):
    return [set(each.reasons) for each in unseen(dossier, level, ON, clear_sources(sources("s1", "s2"), level))]


def _of(case, **changes):
    return replace(case, cases=tuple(replace(each, **changes) for each in case.cases))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (replace(ONE, level=Level.VETTED), Why.PERSON_ABOVE),
        (_of(ONE, level=Level.VETTED), Why.CASE_ABOVE),
        (_of(ONE, state="unpublished"), Why.STATE),
        (replace(ONE, withdrawals=(WithdrawalRecord(ON),)), Why.WITHDRAWN),
        (replace(ONE, decisions=(decision(Form.FULL, embargo_until=TOMORROW),)), Why.EMBARGO),
        (replace(ONE, decisions=()), Why.UNDECIDED),
        (replace(ONE, decisions=(replace(decision(Form.FULL), decided_on=TOMORROW),)), Why.UNDECIDED),
        (replace(ONE, decisions=(decision(Form.FULL, consent_status="refused"),)), Why.CONSENT),
        (replace(ONE, decisions=(decision(Form.HOLD),)), Why.HELD),
        (replace(ONE, decisions=(decision(Form.COUNT_ONLY),)), Why.COUNTED),
        (replace(ONE, decisions=(decision(Form.AS_PUBLISHED, evidence=("s1", "s2")),)), Why.ONE_LINE),
    ],
)
def test_one_thing_that_hides_somebody_is_told_alone(changed, why):
    assert reasons(ONE) == []
    assert reasons(changed) == [{why}]


def test_all_that_stands_in_the_way_is_told_at_once():
    hidden = _of(
        replace(ONE, decisions=(), withdrawals=(WithdrawalRecord(ON),)), state="under_review", level=Level.VETTED
    )
    assert reasons(hidden) == [{Why.CASE_ABOVE, Why.STATE, Why.WITHDRAWN, Why.UNDECIDED}]


def test_a_descriptor_stands_among_others_for_researchers():
    assert reasons(replace(ONE, decisions=(decision(Form.DESCRIPTOR),)), Level.RESEARCHER) == [{Why.AMONG_OTHERS}]


def test_a_page_without_a_word_says_whether_its_source_or_the_claims_are_above():
    def said(**levels):
        claims = tuple(replace(s, **levels) for s in (*ONE.statements, *ONE.cases[0].statements))
        return replace(_of(ONE, statements=()), statements=claims)

    assert reasons(said(source_level=Level.VETTED)) == [{Why.SOURCES_ABOVE}]
    assert reasons(said(level=Level.VETTED)) == [{Why.CLAIMS_ABOVE}]
    assert reasons(replace(said(level=Level.VETTED), statements=(says("sex", ONE.statements[2].value),))) == []


@settings(max_examples=examples(150, 2_000))
@given(DICE, st.sampled_from(EDITION_LEVELS))
def test_reasons_are_told_of_exactly_those_who_have_no_page(dice, level):
    for record in pair(dice, level):
        content = content_of(record, level, ON, lambda key: "g" + key)
        shown = {case.public_id for case in content.cases}
        known = clear_sources(record.sources, level)
        told = {one.case for d in record.dossiers for one in unseen(d, level, ON, known) if set(one.reasons) - OF_WORDS}
        assert told == {case.public_id for d in record.dossiers for case in d.cases} - shown
