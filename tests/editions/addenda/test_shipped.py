"""The general property on the record that is shipped: some of its people go, come back, change places or are called otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.codebook.levels import Level
from app.disclosure.assemble import Record, content_of
from app.disclosure.dossier import Dossier
from tests.conftest import examples
from tests.editions.addenda.test_addendum import KEY, difference_in_any_answer
from tests.editions.vaults import ON
from tests.homes import look_at_shipped_home
from tests.publishing.records import record_at


@pytest.fixture(scope="module")
def shipped() -> Record:
    return record_at(look_at_shipped_home())


def changed(record: Record, draw) -> Record:
    """The shipped record with a few of its people gone, in another return, or telling what others tell."""
    crowd = list(record.dossiers)
    for _ in range(draw(st.integers(1, 4))):
        at, other = (draw(st.integers(0, len(crowd) - 1)) for _ in range(2))
        what = draw(st.sampled_from(("goes", "moves", "tells")))
        if what == "goes":
            crowd.pop(at)
        elif what == "moves":
            crowd[at] = _moved(crowd[at], crowd[other])
        else:
            crowd[at] = replace(crowd[at], statements=crowd[other].statements)
    events = list(record.events)
    if events and draw(st.booleans()):
        at = draw(st.integers(0, len(events) - 1))
        events[at] = replace(events[at], label=f"{events[at].label}, renamed")
    return replace(record, dossiers=tuple(crowd), events=tuple(events))


def _moved(person: Dossier, to: Dossier) -> Dossier:
    if not to.cases:
        return person
    event = to.cases[0].event
    return replace(person, cases=tuple(replace(case, event=event) for case in person.cases))


@pytest.mark.parametrize("key", [None, pytest.param(KEY, marks=pytest.mark.nightly)], ids=["plain", "encrypted"])
@settings(
    max_examples=examples(2, 25), deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(draw=st.data())
def test_the_shipped_record_under_addenda_answers_as_one_file(key, shipped, draw):
    records = [shipped, *(changed(shipped, draw.draw) for _ in range(draw.draw(st.integers(1, 2))))]
    said = [content_of(record, Level.PUBLIC, ON, lambda key: "z" + key[1:]) for record in records]
    withdrawn = [said[-1].cases[draw.draw(st.integers(0, len(said[-1].cases) - 1))].public_id]
    found = difference_in_any_answer(said, withdrawn, key, few=20)
    assert found is None, found
