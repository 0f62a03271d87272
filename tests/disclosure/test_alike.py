"""Hidden people at `researcher`: at least five look the same, and no id leads to any other edition."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.codebook.levels import Form, Level
from app.codebook.values import AgeValue, DateValue, TermValue
from app.disclosure.assemble import Record, content_of
from app.disclosure.forms import LOOK_ALIKES
from tests.conftest import examples
from tests.disclosure.people import ON, event, person, says, sources


def _rename(key: str) -> str:
    return "z" + key[1:][::-1]


def _varied(number: int, sex: str, age: int, year: int, form: Form):
    return person(
        f"{number:015d}", form, f"Synthetic Hidden {number}",
        claims=(says("sex", TermValue(term=sex), "s3"),),
        case_claims=(
            says("return_date", DateValue(text=str(year)), "s3"),
            says("age_at_return", AgeValue(text=str(age), low=age, high=age, basis="international"), "s3"),
        ),
    )  # fmt: skip


people = st.lists(
    st.tuples(
        st.sampled_from(["female", "male"]), st.integers(1, 80), st.integers(1999, 2025),
        st.sampled_from([Form.DESCRIPTOR, Form.COUNT_ONLY, Form.FULL]),
    ),
    max_size=24,
)  # fmt: skip


@settings(max_examples=examples(150, 3000))
@given(people)
def test_an_attacker_who_groups_the_hidden_by_everything_told_finds_no_group_under_five(drawn):
    record = Record(tuple(_varied(n, *one) for n, one in enumerate(drawn)), (event(),), sources("s1", "s2", "s3"))
    researcher = content_of(record, Level.RESEARCHER, ON, _rename)
    public = content_of(record, Level.PUBLIC, ON, _rename)
    hidden = [i for i in researcher.individuals if i.withheld]
    cases = {c.individual: c for c in researcher.cases}
    told = Counter(
        repr((i.kind, i.form, sorted(i.purposes), i.facts, _without_ids(cases[i.public_id]))) for i in hidden
    )
    assert all(size >= LOOK_ALIKES for size in told.values())
    every_public_id = {x.public_id for x in (*public.individuals, *public.cases)}
    assert not every_public_id & {i.public_id for i in hidden}
    assert all(cases[i.public_id].event is None for i in hidden)


@given(people)
@settings(max_examples=examples(50, 1000))
def test_whoever_cannot_be_generalised_is_still_counted_in_the_event(drawn):
    record = Record(tuple(_varied(n, *one) for n, one in enumerate(drawn)), (event(),), sources("s1", "s2", "s3"))
    content = content_of(record, Level.RESEARCHER, ON, _rename)
    shown = sum(1 for i in content.individuals if i.withheld)
    hidden = sum(1 for _, _, _, form in drawn if form is not Form.FULL)
    assert content.events[0].counted == hidden - shown


def _without_ids(case):
    return (case.facts, case.age, case.section, case.verification, case.disputed, case.sources, case.review_due)
