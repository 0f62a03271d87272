"""From a draft to history: what a reviewer may say, who may not say it, and what an approval is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.codebook.levels import Form, Level, Standing
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import (
    BadDraft,
    ChangedSinceSeen,
    DecidedByAuthor,
    NotAllowed,
    NotThere,
    RevisionNeeded,
    SelfApproval,
    Stale,
    WordsNeeded,
    WrongState,
)
from app.editing.people import Role
from app.editing.review.handing_in import submit, take_back
from app.editing.review.reviews import reviews
from app.editing.review.verdicts import approve, ask_for_changes, content_seen, reject
from app.vault.verify import verify
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, EVERYBODY, Desk, both, fact, grounds, named, person, shown

NEW = (*grounds(), *named("p", "Synthetic Alpha"))


@both
def test_a_draft_that_somebody_else_approves_becomes_one_changeset(desk: Desk) -> None:
    key = desk.propose(*NEW)
    assert (desk.state(key), desk.changesets()) == ("submitted", 0)
    assert desk.approve(key).changeset is not None
    assert (desk.state(key), desk.changesets()) == ("approved", 1)
    assert desk.by_name("Synthetic Alpha")
    assert verify(desk.session, desk.ring) == []


def test_nothing_is_shown_before_a_decision_and_a_decided_person_is(desk: Desk) -> None:
    desk.record(*NEW)
    assert all(not content.individuals for content in desk.contents())
    desk.record(shown(desk.by_name("Synthetic Alpha")), by=BEN, approved_by=(CLEO,))
    assert [len(content.individuals) for content in desk.contents()] == [1, 1, 1]


def test_an_author_cannot_approve_ask_or_reject(desk: Desk) -> None:
    key = desk.propose(*NEW)
    for act in (
        lambda: desk.approve(key, ANN),
        lambda: ask_for_changes(desk.session, desk.ring, ANN, key, {"": "more"}, AT),
        lambda: reject(desk.session, desk.ring, ANN, key, {"": "no"}, AT),
        lambda: desk.approve(key, replace(ANN, roles=frozenset(Role))),  # a second session, with other roles
    ):
        with pytest.raises(SelfApproval):
            act()
    assert desk.changesets() == 0


def test_whoever_wrote_one_word_is_an_author_for_good(desk: Desk) -> None:
    key = start(desk.session, desk.ring, ANN, Draft(title="t", why="w", changes=NEW), AT)
    seen = open_draft(desk.session, desk.ring, BEN, key)
    save(desk.session, desk.ring, BEN, key, seen.draft.model_copy(update={"title": "u"}), seen.revision, AT)
    again = open_draft(desk.session, desk.ring, ANN, key)
    save(desk.session, desk.ring, ANN, key, again.draft.model_copy(update={"title": "t"}), again.revision, AT)
    submit(desk.session, desk.ring, ANN, key, AT)
    with pytest.raises(SelfApproval):
        desk.approve(key, BEN)
    assert desk.approve(key, CLEO).changeset is not None


def test_only_a_reviewer_reviews_and_only_an_editor_edits(desk: Desk) -> None:
    key = desk.propose(*NEW)
    with pytest.raises(NotAllowed):
        desk.approve(key, person("eve", roles=frozenset({Role.EDITOR, Role.STEWARD})))
    with pytest.raises(NotAllowed):
        start(desk.session, desk.ring, person("eve", roles=frozenset({Role.REVIEWER})), Draft(), AT)


def test_an_approval_of_something_else_is_refused(desk: Desk) -> None:
    key = desk.propose(*NEW)
    seen = content_seen(desk.session, desk.ring, BEN, key)
    take_back(desk.session, desk.ring, ANN, key)
    opened = open_draft(desk.session, desk.ring, ANN, key)
    changed = opened.draft.model_copy(update={"changes": (*NEW, fact("@p", "weaver", "@s"))})
    save(desk.session, desk.ring, ANN, key, changed, opened.revision, AT)
    submit(desk.session, desk.ring, ANN, key, AT)
    with pytest.raises(ChangedSinceSeen):
        desk.approve(key, BEN, seen)
    assert desk.changesets() == 0


def test_an_approval_is_refused_when_its_target_moved_after_it_was_seen(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.by_name("Synthetic Alpha")
    proposal = desk.propose(fact(key, "weaver", desk.source()))
    seen = content_seen(desk.session, desk.ring, BEN, proposal)
    desk.record(shown(key), by=CLEO, approved_by=(DORA,))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(proposal, BEN, seen)
    assert desk.approve(proposal, BEN).changeset is not None


def test_an_approval_of_a_revert_is_bound_to_all_whom_it_moves_as_far_as_its_reviewer_sees(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.by_name("Synthetic Alpha")
    less = desk.record(shown(key, Form.DESCRIPTOR), by=BEN, approved_by=(CLEO,))
    held = desk.record(shown(key, Form.HOLD), by=BEN, approved_by=(CLEO,))
    proposal = desk.propose(c.Revert(ref="r", changeset=held, reason="w"), by=BEN)
    seen, low = (content_seen(desk.session, desk.ring, one, proposal) for one in (CLEO, person("ruth", Level.VETTED)))
    desk.record(fact(key, "weaver", desk.source(), level=Level.SEALED))
    assert content_seen(desk.session, desk.ring, person("ruth", Level.VETTED), proposal) == low
    desk.record(c.Revert(ref="r", changeset=less, reason="w"), by=BEN, approved_by=(DORA,))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(proposal, CLEO, seen)
    assert content_seen(desk.session, desk.ring, person("ruth", Level.VETTED), proposal) != low


def test_an_approval_of_a_revert_is_bound_to_the_cases_of_whom_it_moves(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.by_name("Synthetic Alpha")
    told = desk.record(fact(key, "weaver", desk.source()))
    proposal = desk.propose(c.Revert(ref="r", changeset=told, reason="w"))
    seen = content_seen(desk.session, desk.ring, BEN, proposal)
    desk.record(c.SetCaseState(ref="s", case=desk.case_of(key), state="retracted"))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(proposal, BEN, seen)
    assert desk.approve(proposal, BEN).changeset is not None


def test_an_approval_of_a_revert_is_bound_to_what_it_brings_back(desk: Desk) -> None:
    """A ruling below the one that is taken back can go without anything that stands being another."""
    desk.record(*NEW)
    claim = next(claim.ref for claim in desk.rows().claims if claim.field == "birth")
    first, second = (
        desk.record(c.RuleClaim(ref="r", claim=claim, standing=standing, level=Level.PUBLIC, reason="w"))
        for standing in (Standing.REJECTED, Standing.PREFERRED)
    )
    proposal = desk.propose(c.Revert(ref="r", changeset=second, reason="w"))
    seen = content_seen(desk.session, desk.ring, BEN, proposal)
    desk.record(c.Revert(ref="r", changeset=first, reason="w"))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(proposal, BEN, seen)
    assert desk.approve(proposal, BEN).changeset is not None


def test_changes_are_asked_for_on_a_claim_and_the_draft_goes_on(desk: Desk) -> None:
    key = desk.propose(*NEW)
    with pytest.raises(WordsNeeded):
        ask_for_changes(desk.session, desk.ring, BEN, key, {"p-name": "  "}, AT)
    with pytest.raises(BadDraft):
        ask_for_changes(desk.session, desk.ring, BEN, key, {"q-name": "who?"}, AT)
    ask_for_changes(desk.session, desk.ring, BEN, key, {"p-name": "is it spelled so?"}, AT)
    assert desk.state(key) == "changes_requested"
    (said,) = reviews(desk.session, desk.ring, ANN, key)
    assert (said.reviewer, said.comments) == ("ben", {"p-name": "is it spelled so?"})
    submit(desk.session, desk.ring, ANN, key, AT)
    assert desk.approve(key, BEN).changeset is not None


def test_a_rejected_proposal_stays_readable_and_is_never_approved(desk: Desk) -> None:
    key = desk.propose(*NEW)
    reject(desk.session, desk.ring, BEN, key, {"": "not a case"}, AT)
    assert open_draft(desk.session, desk.ring, ANN, key).draft.changes == NEW
    with pytest.raises(WrongState):
        desk.approve(key, CLEO)


def test_a_rejection_needs_a_reason_for_the_whole_and_keeps_what_is_said_of_single_changes(desk: Desk) -> None:
    key = desk.propose(*NEW)
    for said, refused in (({"": " ", "p-name": "no"}, WordsNeeded), ({"": "no", "q-name": "who?"}, BadDraft)):
        with pytest.raises(refused):
            reject(desk.session, desk.ring, BEN, key, said, AT)
    assert desk.state(key) == "submitted"
    reject(desk.session, desk.ring, BEN, key, {"": "not a case ", "p-name": "nor a name", "p": " "}, AT)
    (said,) = reviews(desk.session, desk.ring, ANN, key)
    assert (said.verdict, said.comments) == ("rejected", {"": "not a case", "p-name": "nor a name"})


def test_a_proposal_is_approved_once(desk: Desk) -> None:
    key = desk.propose(*NEW)
    desk.approve(key)
    with pytest.raises(WrongState):
        desk.approve(key, CLEO, "00")
    assert desk.changesets() == 1


def test_an_edit_of_something_that_is_there_needs_its_revision_and_stale_ones_are_refused(desk: Desk) -> None:
    desk.record(*NEW)
    key, source = desk.by_name("Synthetic Alpha"), desk.source()
    with pytest.raises(RevisionNeeded):
        desk.propose(fact(key, "weaver", source), base=False)
    first, second, apart = (
        desk.propose(fact(key, "weaver", source)),
        desk.propose(fact(key, "miner", source)),
        desk.propose(fact(key, "a nationality", source, field="nationality")),
    )
    desk.approve(first)
    with pytest.raises(Stale) as refused:
        desk.approve(second)
    assert refused.value.parts == (f"{key} claims.occupation",)
    assert desk.approve(apart).changeset is not None


def test_a_published_case_keeps_its_last_approved_state_while_it_is_edited(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.by_name("Synthetic Alpha")
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    before = desk.contents()
    proposal = desk.propose(fact(key, "weaver", desk.source()))
    assert desk.contents() == before
    desk.approve(proposal)
    assert desk.contents() != before


def test_whoever_wrote_of_a_person_does_not_decide_how_they_appear(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.propose(shown(desk.by_name("Synthetic Alpha")), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(key, ANN)
    assert desk.approve(key, CLEO).changeset is not None
    assert desk.rows().decisions[-1].form is Form.FULL


@pytest.mark.parametrize(
    "about",
    [
        named("p", "Synthetic Child", born="2015"),
        [
            *named("p", "Synthetic Beta"),
            c.NewClaim(
                ref="v", subject="@p-case", field="violation", source="@s", level=Level.VETTED,
                value={"kind": "term", "term": "sexual_violence"},  # type: ignore[arg-type]
            ),
        ],
    ],
    ids=["a child now", "sexual violence"],
)  # fmt: skip
def test_a_decision_about_some_people_needs_two(desk: Desk, about: list[c.Change]) -> None:
    desk.record(*grounds(), *about)
    (someone,) = (i.public_id for i in desk.rows().individuals)
    key = desk.propose(shown(someone))
    assert desk.approve(key, BEN).changeset is None
    assert desk.state(key) == "submitted"
    assert desk.approve(key, BEN).changeset is None, "the same person twice is not two"
    assert desk.approve(key, CLEO).changeset is not None
    hold = desk.propose(shown(someone, Form.HOLD))
    assert desk.approve(hold, BEN).changeset is not None, "to hide takes one"


def test_a_first_approver_who_is_no_reviewer_any_more_does_not_count(desk: Desk) -> None:
    desk.record(*grounds(), *named("p", "Synthetic Child", born="2015"))
    key = desk.propose(shown(desk.by_name("Synthetic Child")))
    desk.approve(key, BEN)
    demoted = EVERYBODY | {"ben": replace(BEN, roles=frozenset({Role.EDITOR}))}
    seen = content_seen(desk.session, desk.ring, CLEO, key)
    assert approve(desk.session, desk.ring, CLEO, key, seen, AT, demoted.get).changeset is None
    assert approve(desk.session, desk.ring, DORA, key, seen, AT, demoted.get).changeset is not None


def test_what_lies_above_somebody_is_not_there_for_them(desk: Desk) -> None:
    desk.record(*grounds(), *named("h", "Concealed Omega", Level.VETTED))
    hidden, low = desk.by_name("Concealed Omega"), person("ruth", Level.RESEARCHER)
    key = desk.propose(fact(hidden, "weaver", desk.source()))
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, low, key)
    said = []
    for target in (hidden, "0" * 16):
        with pytest.raises(BadDraft) as refused:
            desk.propose(fact(target, "weaver", desk.source()), by=low)
        said.append(str(refused.value))
    assert said[0] == said[1]


@both
def test_rulings_name_a_claim_by_its_ref(desk: Desk) -> None:
    desk.record(*NEW)
    (name,) = (r for r in desk.rows().claims if r.field == "name")
    desk.record(
        c.RuleClaim(ref="r", claim=name.ref, standing=Standing.PREFERRED, level=Level.VETTED, reason="seen in print")
    )
    (ruled,) = (r for r in desk.rows().claims if r.field == "name")
    assert (ruled.standing, ruled.level) == (Standing.PREFERRED, Level.VETTED)


def test_after_a_refusal_it_takes_two_to_show_somebody(desk: Desk) -> None:
    desk.record(*NEW)
    key = desk.by_name("Synthetic Alpha")
    refused = shown(key, Form.HOLD).model_copy(update={"consent_status": "refused"})
    desk.record(refused, by=BEN, approved_by=(CLEO,))
    again = desk.propose(shown(key), by=CLEO)
    assert desk.approve(again, BEN).changeset is None
    assert desk.approve(again, DORA).changeset is not None


def test_an_author_below_a_draft_sees_it_only_while_nobody_else_wrote_in_it(desk: Desk) -> None:
    low = person("ruth", Level.RESEARCHER)
    key = start(desk.session, desk.ring, low, Draft(why="w"), AT)
    seen = open_draft(desk.session, desk.ring, low, key)
    save(desk.session, desk.ring, DORA, key, Draft(why="her brother is hidden"), seen.revision, AT)
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, low, key)
