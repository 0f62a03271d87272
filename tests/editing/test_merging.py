"""Two entries of one person: merged by a person, with nothing falling in level, and taken apart again exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.in_words import said
from app.editing.drafts.kept import start
from app.editing.entry.duplicates import Verdict, decide_pair, remembered, settled
from app.editing.errors import BadDraft, ChangedSinceSeen, NotThere, SelfApproval, Stale
from app.editing.history.merging import roots_of
from app.editing.people import Person
from app.editing.record.notes import add_note, end_note, notes_of
from app.editing.record.parts import differing
from app.editing.review.handing_in import submit, take_back
from app.editing.review.verdicts import content_seen, reject
from app.editing.review.waiting import proposals_seen, waits_for
from app.editing.views import look
from app.editing.withdrawal.hiding import hide_now
from app.vault.folding import folded
from app.vault.models import Claim
from app.vault.verify import verify
from app.vault.ways import StandingMerge
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, both, fact, grounds, named, person, shown


@pytest.fixture
def pair(desk: Desk) -> tuple[str, str]:
    """Two published people; the second has a hidden claim of their own."""
    hidden = named("q", "Synthetic Alfa")
    hidden += [replace_level(hidden[2], "q-alias", "Synthetic Alias", Level.VETTED)]
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *hidden)
    one, other = desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Alfa")
    desk.record(shown(one, ref="d1"), shown(other, ref="d2"), by=BEN, approved_by=(CLEO,))
    return one, other


def replace_level(claim: c.Change, ref: str, name: str, level: Level) -> c.Change:
    value = claim.value.model_copy(update={"text": name})  # type: ignore[union-attr]
    return claim.model_copy(update={"ref": ref, "value": value, "level": level})


def part(desk: Desk, kept: str, merged: str, reason: str = "two lives") -> str:
    return desk.record(c.EndMerge(ref="e", kept=kept, merged=merged, reason=reason), approved_by=(DORA,))


def merge(desk: Desk, kept: str, merged: str) -> str:
    return desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life"), approved_by=(DORA,))


@both
def test_a_merge_reads_both_as_one_and_its_end_restores_every_claim_and_id(desk: Desk, pair: tuple[str, str]) -> None:
    before, rows, claims = desk.contents(), desk.rows(), desk.session.scalars(select(Claim.commitment)).all()
    merge(desk, *pair)
    assert [len(content.individuals) for content in desk.contents()] == [1, 1, 1]
    assert [len(content.cases) for content in desk.contents()] == [1, 1, 1]
    assert {r.value.text for r in desk.rows().claims if r.subject == pair[0] and r.field == "name"} >= {
        "Synthetic Alfa"
    }
    with pytest.raises(NotThere):
        look(desk.session, desk.ring, pair[1], Level.SEALED)
    part(desk, *pair)
    assert desk.contents() == before
    assert replace(desk.rows(), number=rows.number) == rows
    assert desk.session.scalars(select(Claim.commitment)).all() == claims
    assert verify(desk.session, desk.ring) == []


def test_a_reverted_merge_restores_the_same(desk: Desk, pair: tuple[str, str]) -> None:
    before = desk.contents()
    made = merge(desk, *pair)
    desk.record(c.Revert(ref="r", changeset=made, reason="two lives"), approved_by=(DORA,))
    assert desk.contents() == before


def test_nothing_of_the_merged_one_falls_below_their_own_level(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("h", "Concealed Omega", Level.VETTED))
    shows = desk.by_name("Synthetic Alpha")
    desk.record(shown(shows), by=BEN, approved_by=(CLEO,))
    public = desk.contents()[0]
    merge(desk, shows, desk.by_name("Concealed Omega"))
    assert desk.contents()[0] == public
    assert (
        min(r.level for r in desk.rows().claims if r.value.model_dump().get("text") == "Concealed Omega")
        is Level.VETTED
    )


def test_the_stricter_of_two_decisions_holds_until_a_new_one(desk: Desk, pair: tuple[str, str]) -> None:
    desk.record(shown(pair[1], Form.HOLD), by=BEN, approved_by=(CLEO,))
    merge(desk, *pair)
    assert [len(content.individuals) for content in desk.contents()] == [0, 0, 1]
    desk.record(shown(pair[0]), by=BEN, approved_by=(CLEO,))
    assert [len(content.individuals) for content in desk.contents()] == [1, 1, 1]


@pytest.fixture
def higher(desk: Desk) -> tuple[str, str]:
    """Somebody published and decided, and one who lies at `vetted`."""
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("h", "Concealed Omega", Level.VETTED))
    shows, hidden = desk.by_name("Synthetic Alpha"), desk.by_name("Concealed Omega")
    desk.record(shown(shows), by=BEN, approved_by=(CLEO,))
    return shows, hidden


def test_a_hidden_one_who_may_be_shown_less_is_merged_once_the_one_who_is_kept_is_shown_as_little(
    desk: Desk, higher: tuple[str, str]
) -> None:
    desk.record(shown(higher[1], Form.HOLD), by=BEN, approved_by=(CLEO,))
    low = person("ruth", Level.RESEARCHER)
    with pytest.raises(BadDraft, match="Decide"):
        merge(desk, *higher)
    desk.record(shown(higher[0], Form.HOLD), by=BEN, approved_by=(CLEO,))
    seen, public = look(desk.session, desk.ring, higher[0], low.clearance), desk.contents()[:2]
    merge(desk, *higher)
    assert look(desk.session, desk.ring, higher[0], low.clearance) == seen
    assert desk.contents()[:2] == public


def test_a_withdrawal_that_a_hidden_one_brings_hides_everywhere_and_is_told_to_nobody_below(
    desk: Desk, higher: tuple[str, str]
) -> None:
    hide_now(desk.session, desk.ring, ANN, higher[1], "family_wish", "hidden_now", AT)
    with pytest.raises(BadDraft, match="withdraw"):
        merge(desk, *higher)
    hide_now(desk.session, desk.ring, ANN, higher[0], "safety", "hidden_now", AT)
    seen = look(desk.session, desk.ring, higher[0], Level.RESEARCHER)
    merge(desk, *higher)
    assert look(desk.session, desk.ring, higher[0], Level.RESEARCHER) == seen
    assert len(look(desk.session, desk.ring, higher[0], Level.VETTED).parts["withdrawals"]) == 2
    desk.record(c.CloseWithdrawal(ref="w", subject=higher[0], reason="safe now"), by=ANN, approved_by=(CLEO, DORA))
    assert [len(content.individuals) for content in desk.contents()] == [0, 0, 0]


def test_a_hold_of_the_merged_one_is_stricter_than_what_was_decided_of_an_event(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("q", "Synthetic Alfa"))
    one, other = desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Alfa")
    (event,) = (e.public_id for e in desk.rows().events)
    decisions = (shown(event, ref="e"), shown(other, Form.HOLD, ref="h"))
    desk.record(*decisions, by=BEN, approved_by=(CLEO,))
    merge(desk, one, other)
    assert [len(content.individuals) for content in desk.contents()] == [0, 0, 1]


def test_an_end_is_of_the_merge_that_was_looked_at(desk: Desk, pair: tuple[str, str]) -> None:
    """Not of another that came meanwhile, nor of a person whom others have changed."""
    desk.record(*grounds(), *named("t", "Synthetic Third"))
    kept, merged, third = *pair, desk.by_name("Synthetic Third")
    apart = c.EndMerge(ref="e", kept=kept, merged=merged, reason="two lives")
    with pytest.raises(BadDraft, match="not merged into the other one"):
        desk.record(apart)
    merge(desk, kept, merged)
    elsewhere = c.EndMerge(ref="e", kept=third, merged=merged, reason="two lives")
    with pytest.raises(BadDraft, match="not merged into the other one"):
        desk.record(elsewhere)
    waits = desk.propose(apart)
    desk.record(fact(kept, "weaver", desk.source()))
    with pytest.raises(Stale):
        desk.approve(waits)
    own = c.EndMerge(
        ref="e", kept=desk.case_of(kept), merged=next(iter(set(roots_of(desk.session)) - {merged})), reason="w"
    )
    with pytest.raises(BadDraft, match="not merged into the other one"):
        desk.record(own)
    merge(desk, third, kept)  # of whose return nobody has decided: that hides all three
    desk.record(elsewhere, approved_by=(DORA,))
    assert roots_of(desk.session).keys() & {kept, merged} == {kept}


def test_an_approval_of_a_merge_or_its_end_is_bound_to_the_cases_of_both(desk: Desk, pair: tuple[str, str]) -> None:
    kept, merged = pair
    cases = [desk.case_of(key) for key in pair]
    changes = (
        c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life"),
        c.EndMerge(ref="e", kept=kept, merged=merged, reason="two lives"),
    )
    for case, change in zip(cases[::-1], changes, strict=True):
        waits = desk.propose(change)
        seen = content_seen(desk.session, desk.ring, DORA, waits)
        desk.record(c.SetCaseState(ref="s", case=case, state="unpublished", reason="duplicate"))
        with pytest.raises(ChangedSinceSeen):
            desk.approve(waits, DORA, seen)
        assert desk.approve(waits, DORA).changeset is not None


def test_an_end_from_before_both_were_named_is_read_and_proposed_anew(desk: Desk, pair: tuple[str, str]) -> None:
    kept, merged = pair
    merge(desk, kept, merged)
    old = c.EndMerge(ref="e", merged=merged, reason="two lives")
    draft = Draft(title="old", why="w", changes=(old,))
    assert (
        '"kept"' not in draft.canonical()
        and '"kept"' in Draft(changes=(c.EndMerge(ref="e", kept=kept, merged=merged, reason="w"),)).canonical()
    )
    assert said(old) == f"{merged} is a person of their own again: two lives"
    waits = start(desk.session, desk.ring, ANN, draft, AT, state="submitted")
    assert [line.id for line in proposals_seen(desk.session, desk.ring, BEN)] == [waits]
    assert [line.id for line in waits_for(desk.session, desk.ring, BEN, AT).to_review] == [waits]
    assert settled(desk.session, desk.ring, BEN) == set()
    with pytest.raises(BadDraft, match="anew"):
        desk.approve(waits)
    take_back(desk.session, desk.ring, ANN, waits)
    with pytest.raises(BadDraft, match="anew"):
        submit(desk.session, desk.ring, ANN, waits, AT)


def test_notes_on_the_merged_one_are_read_and_done_where_they_are_read_as_part_of(
    desk: Desk, higher: tuple[str, str]
) -> None:
    kept, merged = higher
    todo = add_note(desk.session, desk.ring, ANN, merged, "todo", "call the aunt", AT)
    of_case = add_note(desk.session, desk.ring, ANN, desk.case_of(merged), "note", "of the return", AT)
    case = desk.case_of(kept)
    merge(desk, kept, merged)

    def read(key: str, by: Person = BEN) -> list[str]:
        return [note.id for note in notes_of(desk.session, desk.ring, by, key)]

    assert read(kept) == [todo] and read(case) == [of_case]
    below = person(ANN.id, Level.RESEARCHER)  # wrote it, and may not know of the merge any more
    assert read(kept, below) == [] == read(case, below)
    with pytest.raises(NotThere):
        end_note(desk.session, desk.ring, below, todo, AT)
    end_note(desk.session, desk.ring, BEN, todo, AT)
    assert [note.done_by for note in notes_of(desk.session, desk.ring, ANN, kept)] == [BEN.id]


def test_an_old_address_leads_on_only_where_both_were_shown(desk: Desk, pair: tuple[str, str]) -> None:
    kept, old = (desk.case_of(key) for key in pair)
    merge(desk, *pair)
    assert [content.moved for content in desk.contents()] == [((old, kept),)] * 3
    desk.record(shown(pair[0], Form.HOLD), by=BEN, approved_by=(CLEO,))
    assert desk.contents()[0].moved == (), "nothing leads to somebody who is not shown"
    desk.record(shown(pair[0]), by=BEN, approved_by=(CLEO,))
    part(desk, *pair)
    assert [content.moved for content in desk.contents()] == [()] * 3
    desk.record(shown(pair[1], Form.HOLD), by=BEN, approved_by=(CLEO,))
    merge(desk, *pair)
    assert [content.moved for content in desk.contents()] == [(), (), ((old, kept),)], "one of them was held"


def test_different_is_remembered_and_same_only_proposes(desk: Desk, pair: tuple[str, str]) -> None:
    assert decide_pair(desk.session, desk.ring, ANN, *pair, Verdict.DIFFERENT, "other parents", AT) is None
    assert remembered(desk.session) == {frozenset(pair): Verdict.DIFFERENT}
    before = desk.contents()
    key = decide_pair(desk.session, desk.ring, ANN, *pair, Verdict.SAME, "the same letter", AT)
    assert key is not None and desk.contents() == before
    with pytest.raises(SelfApproval):
        desk.approve(key, ANN)
    assert desk.approve(key, DORA).changeset is not None
    assert desk.contents() != before


def test_a_pair_waits_for_a_verdict_until_it_is_two_or_a_merge_is_under_way(desk: Desk, pair: tuple[str, str]) -> None:
    def waits() -> bool:
        return frozenset(pair) not in settled(desk.session, desk.ring, BEN)

    key = decide_pair(desk.session, desk.ring, ANN, *pair, Verdict.SAME, "the same letter", AT) or ""
    assert not waits()
    reject(desk.session, desk.ring, DORA, key, {"": "two letters"}, AT)
    assert waits(), "somebody has to say now that they are two"
    merge(desk, *pair)
    part(desk, *pair)
    assert not waits() and remembered(desk.session) == {frozenset(pair): Verdict.DIFFERENT}


def test_what_both_said_in_the_same_words_is_told_when_one_of_it_goes() -> None:
    said = ["1970", "weaver", "1970"]
    assert differing("other", None, None, str) == ([], [])
    gone, came = differing("cases", said, ["1970"], str)
    assert (gone, came) == (["weaver", "1970"], [])


def test_a_pair_with_somebody_above_is_not_there(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("h", "Concealed Omega", Level.VETTED))
    low = person("ruth", Level.RESEARCHER)
    one, hidden = desk.by_name("Synthetic Alpha"), desk.by_name("Concealed Omega")
    with pytest.raises(NotThere):
        decide_pair(desk.session, desk.ring, low, one, hidden, Verdict.SAME, "because", AT)
    with pytest.raises(BadDraft, match="nothing of this name"):
        desk.propose(c.MergeSubjects(ref="m", kept=one, merged=hidden, reason="because"), by=low)


def test_withdrawals_of_the_merged_one_hide_both(desk: Desk, pair: tuple[str, str]) -> None:
    from app.publishing.withdraw import withdraw  # noqa: PLC0415

    withdraw(desk.session, desk.ring, pair[1], ground="family_wish", by="ann", at=AT, on=date(2026, 11, 1))
    merge(desk, *pair)
    assert [len(content.individuals) for content in desk.contents()] == [0, 0, 0]


def test_folding_nothing_changes_nothing(desk: Desk, pair: tuple[str, str]) -> None:
    rows = desk.rows()
    assert folded(rows, []) is rows
    assert len(folded(rows, [StandingMerge(*pair, 9)]).individuals) == 1


def test_a_claim_of_somebody_merged_is_ruled_on_as_one_of_who_was_kept(desk: Desk, pair: tuple[str, str]) -> None:
    claim = next(r for r in desk.rows().claims if r.subject == pair[1] and r.field == "birth")
    merge(desk, *pair)
    desk.record(c.RuleClaim(ref="r", claim=claim.ref, standing="rejected", level=Level.PUBLIC, reason="a slip"))
    assert next(r.standing for r in desk.rows().claims if r.ref == claim.ref) == "rejected"
    part(desk, *pair)
    assert next(r.standing for r in desk.rows().claims if r.ref == claim.ref) == "rejected"
