"""Whoever comes to be seen by more than a decision's own words: by a name, a case, a purpose, a level, or on a later day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.codebook.levels import Form, Level, Purpose
from app.codebook.values import DateValue, NameValue, TermValue
from app.editing.drafts import changes as c
from app.editing.entry.typed import typed
from app.editing.errors import ChangedSinceSeen, DecidedByAuthor
from app.editing.review.handing_in import submit
from app.editing.review.verdicts import approve, ask_for_changes, content_seen
from app.vault.models import Source
from tests.editing.desk import ANN, AT, BEN, CLEO, DAY, DORA, EVERYBODY, Desk, grounds, named, shown

TOMORROW, LATER = DAY + timedelta(days=1), DAY + timedelta(days=4000)
NAMELESS = tuple(purpose for purpose in Purpose if purpose is not Purpose.PUBLIC_NAME)
SECOND = (
    c.NewEvent(ref="e2", label="Another synthetic return", level=Level.PUBLIC),
    c.NewCase(ref="k2", individual="@k", event="@e2", level=Level.PUBLIC),
)
PUBLISHED = c.SetCaseState(ref="k2-state", case="@k2", state="published")


def entered(desk: Desk, *more: c.Change, name: str = "Synthetic Child", born: str = "2015") -> str:
    """Somebody whom ANN enters, in a return of their own; their id."""
    desk.record(*grounds(f"The return of {name}"), *named("k", name, born=born), *more, by=ANN, approved_by=(BEN,))
    return desk.by_name(name)


def cases_of(desk: Desk, person: str) -> list[tuple[str, str]]:
    """Their cases with their returns, in the order in which they were entered."""
    return [(case.public_id, case.event) for case in desk.rows().cases if case.individual == person]


def decide(desk: Desk, *decisions: c.Decide) -> None:
    waits = desk.propose(*decisions, by=BEN)
    if desk.approve(waits, CLEO).changeset is None:
        assert desk.approve(waits, DORA).changeset is not None


def names(desk: Desk, person: str) -> list[str]:
    """The names by which the public edition shows somebody."""
    found = (one for one in desk.contents()[0].individuals if one.public_id == person)
    return [v.value.text for one in found for fact in one.facts if fact.field == "name" for v in fact.values]


def takes_two_who_wrote_nothing(desk: Desk, *changes: c.Change) -> None:
    waits = desk.propose(*changes, by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(waits, ANN)
    assert desk.approve(waits, CLEO).changeset is None, "it waits for a second person"
    assert desk.approve(waits, DORA).changeset is not None


@pytest.mark.parametrize("form", [Form.AS_PUBLISHED, Form.FULL])
@pytest.mark.parametrize("way", ["the level of the source", "the level of the name", "a name at last"])
def test_a_name_that_comes_to_be_shown_is_decided(desk: Desk, way: str, form: Form) -> None:
    source, event = grounds()
    said = {one.ref: one for one in named("k", "Synthetic Child", born="2015")}
    source = source.model_copy(update={"level": Level.VETTED if way == "the level of the source" else Level.PUBLIC})
    name = said.pop("k-name").model_copy(update={"level": Level.VETTED})
    held = {"the level of the source": name.model_copy(update={"level": Level.PUBLIC}), "the level of the name": name}
    desk.record(source, event, *said.values(), *([held[way]] if way in held else []), by=ANN, approved_by=(BEN,))
    child, printed = desk.rows().individuals[-1].public_id, newest_source(desk)
    decide(desk, shown(child, form).model_copy(update={"evidence": (printed,)}))
    assert names(desk, child) == []
    text = NameValue(text="Synthetic Child")
    ref = next((claim.ref for claim in desk.rows().claims if claim.subject == child and claim.field == "name"), "")
    change: dict[str, c.Change] = {
        "the level of the source": c.RuleSource(ref="x", source=printed, was=Level.VETTED, level=Level.PUBLIC, reason="w"),
        "the level of the name": c.RuleClaim(ref="x", claim=ref or "-", standing="active", level=Level.PUBLIC, reason="w"),
        "a name at last": c.NewClaim(ref="x", subject=child, field="name", value=text, source=printed, level=Level.PUBLIC),
    }  # fmt: skip
    takes_two_who_wrote_nothing(desk, change[way])
    assert names(desk, child) == ["Synthetic Child"]


def newest_source(desk: Desk) -> str:
    return desk.session.query(Source.public_id).order_by(Source.id.desc()).limit(1).scalar() or ""


def test_a_second_case_of_somebody_shown_is_decided(desk: Desk) -> None:
    child = entered(desk, *SECOND)
    decide(desk, shown(child))
    second = cases_of(desk, child)[1][0]
    takes_two_who_wrote_nothing(desk, c.SetCaseState(ref="x", case=second, state="published"))


def test_a_purpose_that_a_return_did_not_have_is_decided(desk: Desk) -> None:
    child = entered(desk, *SECOND, PUBLISHED)
    (first, narrow), (_, wide) = cases_of(desk, child)
    decide(desk, shown(narrow, ref="a").model_copy(update={"purposes": NAMELESS}), shown(wide, ref="b"))
    assert names(desk, child) == []
    takes_two_who_wrote_nothing(desk, c.SetCaseState(ref="x", case=first, state="unpublished"))
    assert names(desk, child) == ["Synthetic Child"]


def test_of_two_returns_only_what_both_allow_holds(desk: Desk) -> None:
    child = entered(desk, *SECOND, PUBLISHED)
    (_, wide), (_, narrow) = cases_of(desk, child)
    decide(desk, shown(wide, ref="a"), shown(narrow, ref="b").model_copy(update={"purposes": NAMELESS}))
    assert names(desk, child) == []


@pytest.mark.parametrize("way", ["the case is unpublished", "the case is raised", "a decision runs out"])
def test_what_is_seen_on_a_later_day_is_decided(desk: Desk, way: str) -> None:
    child = entered(desk, *SECOND, PUBLISHED)
    (_, one), (second, other) = cases_of(desk, child)
    if way == "a decision runs out":
        decide(desk, shown(one, ref="a"), shown(other, ref="b").model_copy(update={"expires_on": TOMORROW}))
    else:
        soon = shown(one, ref="a").model_copy(update={"embargo_until": TOMORROW})
        decide(desk, soon, shown(other, ref="b").model_copy(update={"embargo_until": LATER}))
    raised = c.RuleSubject(ref="x", subject=second, level=Level.SEALED, reason="careful")
    away = c.SetCaseState(ref="x", case=second, state="unpublished")
    takes_two_who_wrote_nothing(desk, raised if way == "the case is raised" else away)


def test_a_hold_that_shows_to_the_vetted_sooner_is_decided(desk: Desk) -> None:
    child = entered(desk)
    decide(desk, shown(child, Form.HOLD).model_copy(update={"embargo_until": LATER}))
    takes_two_who_wrote_nothing(desk, shown(child, Form.HOLD).model_copy(update={"embargo_until": TOMORROW}))


@pytest.mark.parametrize("born", ["2012/..", "../2012", "1900/2015"])
def test_whoever_may_be_a_child_by_an_open_birth_takes_two(desk: Desk, born: str) -> None:
    waits = desk.propose(shown(entered(desk, born=born)), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None


def test_an_age_at_a_return_that_is_not_dated_is_that_of_today(desk: Desk) -> None:
    person = entered(desk, *SECOND, born="1970")
    birth = next(claim for claim in desk.rows().claims if claim.subject == person and claim.field == "birth")
    (first, _), (second, _) = cases_of(desk, person)
    source = newest_source(desk)
    day = c.NewClaim(ref="d", subject=first, field="return_date", value=typed("return_date", "2014-03"), source=source)
    age = c.NewClaim(ref="a", subject=second, field="age_at_return", value=typed("age_at_return", "12"), source=source)
    desk.record(c.RuleClaim(ref="b", claim=birth.ref, standing="rejected", reason="a slip"), day, age)
    waits = desk.propose(shown(person), by=BEN)
    assert desk.approve(waits, CLEO).changeset is None


def test_what_only_the_sealed_knew_is_told_anew_to_everybody_else(desk: Desk) -> None:
    violence = TermValue(term="sexual_violence")
    told = c.NewClaim(ref="v", subject="@k-case", field="violation", value=violence, source="@s", level=Level.SEALED)
    person = entered(desk, told, born="1970")
    decide(desk, shown(person))
    ref = next(claim.ref for claim in desk.rows().claims if claim.field == "violation")
    lower = c.RuleClaim(ref="x", claim=ref, standing="active", level=Level.PUBLIC, reason="r")
    assert desk.approve(desk.propose(lower, by=BEN), CLEO).changeset is None


def test_a_ruling_of_a_source_is_approved_with_all_that_it_tells(desk: Desk) -> None:
    source, *rest = (*grounds(), *named("k", "Synthetic Somebody"))
    desk.record(source.model_copy(update={"level": Level.VETTED}), *rest)
    person, key = desk.by_name("Synthetic Somebody"), newest_source(desk)
    waits = desk.propose(c.RuleSource(ref="x", source=key, was=Level.VETTED, level=Level.PUBLIC, reason="r"), by=BEN)
    seen = content_seen(desk.session, desk.ring, CLEO, waits)
    told = DateValue(text="1971")
    desk.record(c.NewClaim(ref="n", subject=person, field="birth", value=told, source=key, level=Level.PUBLIC))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(waits, CLEO, content=seen)


def test_a_decision_about_somebody_merged_narrows_what_shows_the_one_who_is_kept(desk: Desk) -> None:
    kept, merged = (entered(desk, name=name, born="1970") for name in ("Synthetic Pe", "Synthetic Ku"))
    for person in (kept, merged):
        decide(desk, shown(cases_of(desk, person)[0][1]))
    decide(desk, shown(merged, Form.COUNT_ONLY))
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life"), by=BEN, approved_by=(CLEO,))
    assert names(desk, kept) == [], "of two decisions the stricter holds"
    decide(desk, shown(kept))
    assert names(desk, kept) != []


def test_a_decision_about_somebody_merged_shows_nobody_whose_return_is_not_decided(desk: Desk) -> None:
    kept, merged = (entered(desk, name=name, born="1970") for name in ("Synthetic Pe", "Synthetic Ku"))
    decide(desk, shown(merged))
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life"), by=BEN, approved_by=(CLEO,))
    assert names(desk, kept) == []


def test_an_objection_stands_after_the_approval_that_it_followed_whatever_the_clocks_say(desk: Desk) -> None:
    waits = desk.propose(shown(entered(desk)), by=BEN)
    late, soon = (AT + timedelta(seconds=seconds) for seconds in (2, 1))
    seen = content_seen(desk.session, desk.ring, CLEO, waits)
    assert approve(desk.session, desk.ring, CLEO, waits, seen, late, EVERYBODY.get).changeset is None
    ask_for_changes(desk.session, desk.ring, DORA, waits, {"": "their mother forbids it"}, soon)
    submit(desk.session, desk.ring, BEN, waits, late)
    assert desk.approve(waits, DORA).changeset is None, "the approval from before the objection counts no more"
