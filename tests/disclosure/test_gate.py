"""Decision, expiry, consent, embargo, withdrawal and workflow, on a given day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.dossier import WithdrawalRecord
from app.disclosure.shape import project
from tests.disclosure.people import ON, decision, person

ONE = person("1", Form.FULL)


def _named(dossier, level=Level.PUBLIC, on=ON) -> bool:
    view = project(dossier, level, on, {})
    return view.individual is not None and any(f.field == "name" for f in view.individual.facts)


def test_nobody_is_in_any_edition_without_a_decision():
    assert not any(_named(replace(ONE, decisions=()), level) for level in EDITION_LEVELS)


def test_a_decision_counts_from_its_day():
    tomorrow = replace(decision(Form.FULL), decided_on=ON + timedelta(days=1))
    assert not _named(replace(ONE, decisions=(tomorrow,)))
    assert _named(replace(ONE, decisions=(tomorrow,)), on=ON + timedelta(days=1))


def test_consent_limited_in_time_takes_a_person_out_when_it_ends_and_no_older_decision_comes_back():
    limited = decision(Form.FULL, expires_on=ON)
    assert _named(replace(ONE, decisions=(decision(Form.FULL), limited)))
    assert not _named(replace(ONE, decisions=(decision(Form.FULL), limited)), on=ON + timedelta(days=1))


def test_a_review_date_marks_and_does_not_erase():
    due = replace(ONE, decisions=(decision(Form.FULL, review_on=ON),))
    assert _named(due)
    assert project(due, Level.PUBLIC, ON, {}).cases[0].review_due


def test_consent_refused_or_taken_back_hides_whatever_the_form():
    for status in ("refused", "withdrawn", "expired"):
        assert not _named(replace(ONE, decisions=(decision(Form.FULL, consent_status=status),)))


def test_an_embargo_runs_until_its_day():
    def until(day):
        return replace(ONE, decisions=(replace(decision(Form.FULL), embargo_until=day),))

    assert not _named(until(ON + timedelta(days=1)))
    assert _named(until(ON))


def test_an_open_withdrawal_hides_at_every_level_and_a_closed_one_does_not():
    taken_out = replace(ONE, withdrawals=(WithdrawalRecord(ON),))
    assert not any(_named(taken_out, level) for level in EDITION_LEVELS)
    assert _named(replace(ONE, withdrawals=(WithdrawalRecord(ON - timedelta(days=9), ON - timedelta(days=1)),)))


def test_a_case_that_is_not_published_is_in_no_edition():
    for state in ("unpublished", "under_review", "retracted", "merged"):
        case = replace(ONE.cases[0], state=state)
        assert not any(_named(replace(ONE, cases=(case,)), level) for level in EDITION_LEVELS)


def test_an_events_decision_counts_for_people_without_their_own_and_the_strictest_of_several_wins():
    case = replace(ONE.cases[0], event_decisions=(decision(Form.FULL),))
    other = replace(case, public_id="c2", event_decisions=(decision(Form.HOLD),))
    undecided = replace(case, public_id="c3", event_decisions=())
    bare = replace(ONE, decisions=())
    assert _named(replace(bare, cases=(case,)))
    assert not _named(replace(bare, cases=(case, other)))
    assert not _named(replace(bare, cases=(case, undecided)))


def test_ones_own_decision_overrides_the_events():
    case = replace(ONE.cases[0], event_decisions=(decision(Form.HOLD),))
    assert _named(replace(ONE, cases=(case,)))
