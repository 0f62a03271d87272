"""Values side by side, settled only where nobody disagrees; ages, disputes, verification, counting."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.codebook.levels import Form, Level, Standing
from app.codebook.values import AgeValue, DateValue, TermValue, TextValue
from app.disclosure.age import age_view
from app.disclosure.assemble import Record, content_of
from app.disclosure.clear import clear_sources
from app.disclosure.dossier import CaseRecord
from app.disclosure.merge import merged
from app.disclosure.settle import facts_of
from app.disclosure.shape import project
from app.disclosure.verification import ceiling
from tests.disclosure.people import ON, event, person, says, sources


def test_what_is_denied_of_a_return_stands_beside_what_is_said_of_its_people():
    """Printed as by who says it, in the capitals of one or the other."""
    denied = tuple(says("route", TextValue(text="BY TRAIN"), source, polarity="denies") for source in ("s1", "s2"))
    returned = replace(event(), statements=denied[:1])
    one = person("1", Form.FULL, case_claims=(denied[1], says("route", TextValue(text="by train"))))
    two = person("2", Form.DESCRIPTOR, case_claims=(says("mode", TermValue(term="chain_return")),))
    (told,) = content_of(Record((one, two), (returned,), sources("s1", "s2")), Level.PUBLIC, ON, str).events
    (route,) = (fact for fact in told.facts if fact.field == "route")
    assert [value.text for value in route.said] == ["by train"] and route.values[0].is_denied
    assert {(c.source, c.denies) for c in route.values[0].citations} == {("s1", True), ("s2", True), ("s1", False)}


def test_a_line_that_says_they_are_not_called_so_names_nobody():
    """What was decided is that this one line is printed."""
    one = person("1", Form.AS_PUBLISHED, evidence=("s1",))
    line, other, *more = one.statements
    denied = (replace(line, polarity="denies"), other, *more)
    seen = [project(replace(one, statements=said), Level.PUBLIC, ON, {}) for said in (one.statements, denied)]
    assert [view.individual is not None for view in seen] == [True, False] and seen[1].counted_in


SAID = st.tuples(st.sampled_from("ab"), st.sampled_from(["asserts", "denies"]))


def _fact(*statements):
    return facts_of(statements)[0]


def test_two_values_stand_side_by_side_each_with_its_sources():
    fact = _fact(
        says("outcome", TermValue(term="executed")),
        says("outcome", TermValue(term="alive_reported"), "s2"),
        says("outcome", TermValue(term="executed"), "s3"),
    )
    assert fact.settled is None
    assert fact.differs
    assert [[c.source for c in v.citations] for v in fact.values] == [["s1", "s3"], ["s2"]]


def test_a_preferred_value_settles_and_the_others_stay_shown():
    fact = _fact(
        says("sex", TermValue(term="male")), says("sex", TermValue(term="female"), "s2", standing=Standing.PREFERRED)
    )
    assert fact.settled == TermValue(term="female")
    assert len(fact.values) == 2


def test_a_hidden_preferred_value_does_not_shift_the_public_one():
    hidden = says("birth", DateValue(text="1990"), level=Level.VETTED, standing=Standing.PREFERRED)
    seen = person("1", Form.FULL, claims=(says("birth", DateValue(text="1980")), hidden))
    view = project(seen, Level.PUBLIC, ON, clear_sources(sources("s1", "s2"), Level.PUBLIC))
    assert next(f for f in view.individual.facts if f.field == "birth").settled == DateValue(text="1980")


def test_a_day_inside_a_month_is_no_conflict_and_a_day_outside_is_one():
    month, inside, outside = (says("return_date", DateValue(text=t)) for t in ("2023-10", "2023-10-09", "2023-11-01"))
    assert _fact(month, inside).settled == DateValue(text="2023-10-09")
    assert _fact(month, outside).differs


def test_a_denial_is_a_claim_with_its_author_and_makes_the_fact_disputed():
    said = says("return_date", DateValue(text="2004-11-09"))
    denied = says("return_date", DateValue(text="2004-11-09"), "s2", polarity="denies")
    one = person("1", Form.FULL)
    case = replace(one.cases[0], statements=(said, denied))
    view = project(replace(one, cases=(case,)), Level.PUBLIC, ON, {})
    assert view.cases[0].disputed
    polarities = [c.polarity for f in view.cases[0].facts for v in f.values for c in v.citations]
    assert polarities == ["asserts", "denies"]


@given(st.lists(st.tuples(st.booleans(), st.lists(SAID, min_size=1, max_size=3)), min_size=1, max_size=4))
def test_a_return_is_told_of_just_what_is_said_of_one_of_its_people(cases):
    """Named, with who says it, or described, without; whatever is denied of another."""
    facts = [
        facts_of(tuple(says("route", TextValue(text=text), polarity=how) for text, how in said), cite)
        for cite, said in cases
    ]
    united = merged("route", facts)
    said = {value.text for each in facts for fact in each for value in fact.said}
    cited = {(v.value.text, c) for each in facts for fact in each for v in fact.values for c in v.citations}
    assert {value.text for value in united.said} == said if united else not said
    assert {(v.value.text, c) for v in united.values for c in v.citations} == cited if united else not cited


def _age(*ages: tuple[int, int, str], birth: str | None = None, day: str = "2013-05-28"):
    case = facts_of((
        *(says("age_at_return", AgeValue(text="x", low=a, high=b, basis=c), f"s{n}") for n, (a, b, c) in enumerate(ages)),
        says("return_date", DateValue(text=day)),
    ))  # fmt: skip
    return age_view(facts_of((says("birth", DateValue(text=birth)),)) if birth else (), case)


def test_a_child_by_one_list_and_an_adult_by_the_other_is_a_child_by_some_accounts():
    assert _age((20, 20, "international"), (16, 16, "international")).minor == "by_some"
    assert _age((15, 16, "international")).minor == "yes"
    assert _age((19, 19, "international")).minor == "no"


def test_a_korean_age_is_read_as_one_or_two_years_less():
    age = _age((19, 19, "korean"))
    assert (age.low, age.high, age.minor) == (17, 18, "by_some")


def test_an_age_that_contradicts_birth_and_return_is_kept_and_marked():
    age = _age((40, 40, "international"), birth="1995")
    assert (age.low, age.contradicts_birth) == (40, True)
    assert not _age((17, 17, "international"), birth="1995").contradicts_birth


def test_without_a_stated_age_it_is_derived_from_birth_and_return():
    age = _age(birth="1995")
    assert (age.low, age.high, age.basis) == (17, 18, "derived_from_birth")


def test_only_independent_sources_corroborate():
    claims = [says("name", TextValue(text="n"), s) for s in ("s1", "s2")]
    claims += [says("return_date", DateValue(text="2013"), s) for s in ("s1", "s2")]
    one, two = sources("s1", "s2")
    assert ceiling(claims, {"s1": one, "s2": two}) == "corroborated"
    assert ceiling(claims, {"s1": one, "s2": replace(two, publisher_key="s1")}) == "reported"
    assert ceiling(claims, {"s1": one, "s2": replace(two, derives_from=frozenset({"s1"}))}) == "reported"
    shared = [replace(s, derives_from=frozenset({"a wire"})) for s in (one, two)]
    assert ceiling(claims, {"s1": shared[0], "s2": shared[1]}) == "reported"
    assert ceiling(claims, {"s1": one, "s2": replace(two, type="family_testimony")}) == "documented"
    assert ceiling(claims[:1], {"s1": one}) == "reported"


def test_one_man_sent_back_twice_is_one_individual_two_cases_and_two_events():
    one = person("1", Form.FULL)
    again = CaseRecord("c1b", "e2", "published", Level.PUBLIC, one.cases[0].statements)
    record = Record((replace(one, cases=(*one.cases, again)),), (event(), event("e2")), sources("s1", "s2"))
    content = content_of(record, Level.PUBLIC, ON, str)
    assert (len(content.individuals), len(content.cases), len(content.events)) == (1, 2, 2)
    assert [e.named for e in content.events] == [1, 1]
