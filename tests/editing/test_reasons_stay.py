"""Why two decide about somebody stays, whatever takes back, replaces or merges away what told it; and whoever wrote what comes back is
not its approver. All people are synthetic.
"""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level
from app.codebook.values import AgeValue, DateValue, NameValue
from app.editing.drafts import changes as c
from app.editing.errors import ChangedSinceSeen, DecidedByAuthor, Refused, SelfApproval
from app.editing.review.verdicts import content_seen
from app.editing.withdrawal.hiding import hide_now
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, entered_in, fact, grounds, named, person, shown
from tests.editing.test_seen_more import decide, entered, names, newest_source

EVE = person("eve")


def waits_for_two(desk: Desk, *changes: c.Change) -> None:
    assert desk.approve(desk.propose(*changes, by=BEN), CLEO).changeset is None


def one_will_do(desk: Desk, *changes: c.Change) -> str:
    made = desk.approve(desk.propose(*changes, by=BEN), CLEO).changeset
    assert made is not None
    return made.hash.hex()


def ruled(subject: str, level: Level, reason: str | None = None) -> c.RuleSubject:
    return c.RuleSubject(ref="x", subject=subject, level=level, level_reason=reason, reason="w")


def two_people(desk: Desk) -> tuple[str, str]:
    desk.record(*grounds(), *named("a", "Synthetic Alpha"), *named("b", "Synthetic Beta"), by=ANN, approved_by=(BEN,))
    return desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Beta")


def refused(subject: str) -> c.Decide:
    return shown(subject, Form.HOLD).model_copy(update={"consent_status": "refused"})


def test_a_refusal_that_is_reverted_was_one(desk: Desk) -> None:
    k = entered(desk, born="1980")
    decide(desk, shown(k))
    waits_for_two(desk, c.Revert(ref="x", changeset=one_will_do(desk, refused(k)), reason="w"))


@pytest.mark.parametrize("reason", ["minor", "sexual_violence"])
def test_another_reason_for_a_level_replaces_none(desk: Desk, reason: str) -> None:
    k = entered(desk, born="1980")
    decide(desk, shown(k))
    one_will_do(desk, ruled(k, Level.SEALED, reason))
    waits_for_two(desk, ruled(k, Level.PUBLIC, "source_terms"))


def test_a_merge_loses_no_reason(desk: Desk) -> None:
    a, b = two_people(desk)
    one_will_do(desk, ruled(b, Level.PUBLIC, "minor"))
    decide(desk, shown(a))
    waits_for_two(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))


def test_a_merge_loses_no_refusal(desk: Desk) -> None:
    a, b = two_people(desk)
    one_will_do(desk, refused(b))
    decide(desk, shown(b, Form.HOLD).model_copy(update={"consent_status": "pending"}))
    one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    waits_for_two(desk, shown(a))


def test_two_children_who_are_shown_are_merged_by_two_who_wrote_of_neither(desk: Desk) -> None:
    one, other = entered(desk, name="Synthetic Aye"), entered(desk, name="Synthetic Bee")
    decide(desk, shown(one, ref="1"), shown(other, ref="2"))
    merge = desk.propose(c.MergeSubjects(ref="m", kept=one, merged=other, reason="one"), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(merge, ANN)
    assert desk.approve(merge, CLEO).changeset is None


def child_by_a_pseudonym(desk: Desk) -> str:
    said = {one.ref: one for one in named("k", "Synthetic Nym", born="2015")}
    pseudonym = NameValue(text="Synthetic Nym", form="pseudonym")
    said["k-name"] = said["k-name"].model_copy(update={"value": pseudonym})
    desk.record(*grounds("r"), *said.values(), by=ANN, approved_by=(BEN,))
    k = desk.by_name("Synthetic Nym")
    decide(desk, shown(k))
    return k


def real_name(child: str, source: str) -> c.NewClaim:
    real = NameValue(text="Synthetic Realname")
    return c.NewClaim(ref="r", subject=child, field="name", value=real, source=source, level=Level.PUBLIC)


def test_the_real_name_of_a_child_beside_a_pseudonym_takes_two(desk: Desk) -> None:
    waits_for_two(desk, real_name(child_by_a_pseudonym(desk), newest_source(desk)))


@pytest.mark.parametrize("of", ["source", "return", "what befell"])
def test_the_reason_may_be_that_of_a_source_a_return_or_what_befell_them(desk: Desk, of: str) -> None:
    k = entered(desk, born="1980")
    case, event = next((x.public_id, x.event) for x in desk.rows().cases if x.individual == k)
    if of == "source":
        source = c.RuleSource(
            ref="x", source=newest_source(desk), was=Level.PUBLIC, level=Level.SEALED, level_reason="minor", reason="w"
        )
        one_will_do(desk, source)
    elif of == "return":
        one_will_do(desk, ruled(event, Level.SEALED, "minor"))
    else:
        desk.record(c.NewCaseEvent(ref="h", case=case, event_type="interrogation"), by=ANN, approved_by=(BEN,))
        one_will_do(desk, ruled(desk.rows().case_events[0].public_id, Level.SEALED, "minor"))
    waits_for_two(desk, shown(k))


@pytest.mark.parametrize("ground", ["no_consent", "family_wish", "self_request"])
def test_consent_is_taken_back_by_a_withdrawal_too(desk: Desk, ground: str) -> None:
    k = entered(desk, born="1980")
    decide(desk, shown(k))
    hide_now(desk.session, desk.ring, BEN, k, ground, "hidden_now", AT)
    waits_for_two(desk, c.CloseWithdrawal(ref="x", subject=k, reason="w"))


@pytest.mark.parametrize("born", ["2007~", "2007?", "2007%"])
def test_a_birth_about_then_may_be_a_childs(desk: Desk, born: str) -> None:
    waits_for_two(desk, shown(entered(desk, born=born)))


def test_an_age_in_words_that_nobody_coded_may_be_a_childs(desk: Desk) -> None:
    said = [x for x in named("k", "Synthetic Child") if not x.ref.endswith("birth")]
    age, day = AgeValue(text="teenager"), DateValue(text="2026-01")
    said.append(c.NewClaim(ref="a", subject="@k-case", field="age_at_return", value=age, source="@s"))
    said.append(c.NewClaim(ref="d", subject="@k-case", field="return_date", value=day, source="@s"))
    desk.record(*grounds("r"), *said, by=ANN, approved_by=(BEN,))
    waits_for_two(desk, shown(desk.by_name("Synthetic Child")))


def test_who_wrote_what_a_revert_brings_back_does_not_approve_it(desk: Desk) -> None:
    k = entered(desk)
    decide(desk, shown(k))
    told = desk.record(fact(k, "a synthetic weaver", newest_source(desk)), by=ANN, approved_by=(BEN,))
    undone = desk.record(c.Revert(ref="x", changeset=told, reason="w"), by=CLEO, approved_by=(BEN,))
    back = desk.propose(c.Revert(ref="x", changeset=undone, reason="w"), by=CLEO)
    with pytest.raises(SelfApproval):
        desk.approve(back, ANN)
    assert desk.approve(back, DORA).changeset is not None


def test_who_decided_does_not_end_the_withdrawal(desk: Desk) -> None:
    k = entered(desk)
    waits = desk.propose(shown(k), by=BEN)
    for reviewer in (CLEO, DORA):
        desk.approve(waits, reviewer)
    hide_now(desk.session, desk.ring, CLEO, k, "safety", "hidden_now", AT)
    with pytest.raises(SelfApproval):
        desk.approve(desk.propose(c.CloseWithdrawal(ref="x", subject=k, reason="w"), by=CLEO), BEN)


def test_who_wrote_a_claim_does_not_approve_that_more_are_told_of_it(desk: Desk) -> None:
    k = entered(desk)
    decide(desk, shown(k))
    told = fact(k, "a synthetic weaver", newest_source(desk), level=Level.SEALED)
    desk.record(told, by=ANN, approved_by=(BEN,))
    ref = next(x.ref for x in desk.rows().claims if x.field == "occupation")
    lower = desk.propose(c.RuleClaim(ref="x", claim=ref, standing="active", level=Level.PUBLIC, reason="w"), by=CLEO)
    with pytest.raises(SelfApproval):
        desk.approve(lower, ANN)


@pytest.mark.parametrize("moved", ["what befell", "source"])
def test_an_approval_is_bound_to_what_befell_them_and_to_the_levels_of_sources(desk: Desk, moved: str) -> None:
    k = entered(desk)
    waits = desk.propose(shown(k), by=BEN)
    desk.approve(waits, CLEO)
    seen = content_seen(desk.session, desk.ring, DORA, waits)
    if moved == "source":
        source = newest_source(desk)
        raised = c.RuleSource(ref="x", source=source, was=Level.PUBLIC, level=Level.SEALED, reason="w")
        desk.record(raised, by=BEN, approved_by=(EVE,))
    else:
        befell = c.NewCaseEvent(ref="h", case=desk.case_of(k), event_type="forced_abortion", level=Level.PUBLIC)
        desk.record(befell, by=ANN, approved_by=(BEN,))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(waits, DORA, content=seen)


def test_a_name_that_is_withheld_is_uncovered_as_they_are_decided(desk: Desk) -> None:
    desk.record(*grounds("r"), *named("q", "Synthetic Adult"), by=ANN, approved_by=(BEN,))
    adult, event = desk.by_name("Synthetic Adult"), desk.rows().events[-1].public_id
    decide(desk, shown(adult))
    told = desk.record(*entered_in(desk, event, "k", "Yongmi Paekwol", born="2015"), by=ANN, approved_by=(BEN,))
    desk.record(fact(adult, "fled with Yongmi Paekwol, eleven", desk.source()), by=ANN, approved_by=(BEN,))
    waits_for_two(desk, c.Revert(ref="x", changeset=told, reason="w"))


@pytest.mark.parametrize("by", ["its end", "a revert"])
def test_no_level_falls_that_was_raised_while_two_were_one(desk: Desk, by: str) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, ref="1"), shown(b, ref="2"))
    merged = one_will_do(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    one_will_do(desk, ruled(a, Level.SEALED, "relatives_in_receiving_state"))
    back = c.Revert(ref="x", changeset=merged, reason="w")
    try:
        one_will_do(desk, c.EndMerge(ref="m", kept=a, merged=b, reason="two") if by == "its end" else back)
    except Refused:
        assert by == "a revert"  # what rests on it may forbid that
    assert names(desk, b) == []
