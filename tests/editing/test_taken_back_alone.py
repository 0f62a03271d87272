"""What takes history back stands alone in a draft, and is decided by people who see all that it touches. Synthetic people."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from app.codebook.levels import Form, Level
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, save, start
from app.editing.errors import BadDraft, ChangedSinceSeen, NotThere, RestsOnGone
from app.editing.history.moments import history_of
from app.editing.people import Person
from app.editing.review.verdicts import content_seen, reject
from app.editing.review.waiting import waits_for
from app.editing.views import look_at
from app.publishing.withdraw import withdraw
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, grounds, named, person, shown
from tests.editing.test_reasons_stay import ruled, two_people
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_seen_more import decide, entered, names, newest_source

VIC, VAL, RITA = person("vic", Level.VETTED), person("val", Level.VETTED), person("rita", Level.RESEARCHER)
WAYS = ["two reverts", "a revert and a fact", "a revert and a merge", "the end of a merge and its revert"]


def back(changeset: str, ref: str = "x") -> c.Revert:
    return c.Revert(ref=ref, changeset=changeset, reason="w")


def mixed(desk: Desk, way: str) -> tuple[c.Change, ...]:
    a, b = two_people(desk)
    told = as_many_as_it_takes(desk, fact(a, "a synthetic weaver", newest_source(desk)))
    if way == "two reverts":
        return back(told, "x"), back(as_many_as_it_takes(desk, ruled(b, Level.SEALED)), "y")
    if way == "a revert and a fact":
        return back(told), fact(a, "a synthetic miner", newest_source(desk))
    merge = c.MergeSubjects(ref="m", kept=a, merged=b, reason="one")
    if way == "a revert and a merge":
        return back(told), merge
    made = as_many_as_it_takes(desk, merge)
    return c.EndMerge(ref="e", kept=a, merged=b, reason="two"), back(made)


@pytest.mark.parametrize("way", WAYS)
def test_it_is_not_handed_in_beside_anything(desk: Desk, way: str) -> None:
    changes = mixed(desk, way)
    with pytest.raises(BadDraft, match="by itself"):
        desk.propose(*changes, by=BEN)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_handed_in_so_before_is_refused_in_words_and_can_be_rejected(desk: Desk, way: str) -> None:
    draft = desk.with_base(Draft(title="old", why="w", changes=mixed(desk, way)), BEN)
    key = start(desk.session, desk.ring, BEN, draft, AT, state="submitted")
    with pytest.raises(BadDraft, match="by itself"):
        desk.approve(key, DORA)
    reject(desk.session, desk.ring, DORA, key, {"": "propose them one by one"}, AT)
    assert desk.state(key) == "rejected"


def proposed_from_history(desk: Desk, by: Person, key: str) -> str:
    """A revert of the newest change that `by` sees of somebody."""
    newest = history_of(desk.session, desk.ring, by, key)[0].changeset
    return desk.propose(back(newest), by=by)


def test_who_does_not_see_somebody_sealed_does_not_bring_them_back(desk: Desk) -> None:
    a, b = two_people(desk)
    as_many_as_it_takes(desk, shown(a, ref="1"), shown(b, ref="2"))
    birth = next(x.ref for x in desk.rows().claims if x.field == "birth" and x.subject == a)
    better = c.RuleClaim(ref="y", claim=birth, standing="preferred", level=Level.PUBLIC, reason="better")
    as_many_as_it_takes(desk, ruled(b, Level.SEALED), better)
    waits = proposed_from_history(desk, RITA, a)
    only_by_who_sees_it(desk, waits, RITA)
    assert names(desk, a) and not names(desk, b)
    assert as_many_approve(desk, waits) and names(desk, b), "who sees it all may"


def test_who_does_not_see_a_sealed_claim_does_not_lower_it(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(BEN,))
    refs = {x.field: x.ref for x in desk.rows().claims}
    desk.record(
        c.RuleClaim(ref="x", claim=refs["occupation"], standing="active", level=Level.SEALED, reason="deadly"),
        c.RuleClaim(ref="y", claim=refs["birth"], standing="preferred", level=Level.PUBLIC, reason="better"),
        by=BEN,
        approved_by=(CLEO,),
    )
    only_by_who_sees_it(desk, proposed_from_history(desk, VIC, k), VIC)
    assert "claims.occupation" not in look_at(desk.session, desk.ring, [k], Level.VETTED)[k].parts


def test_what_is_sealed_while_the_revert_waits_is_out_of_reach_as_well(desk: Desk) -> None:
    k = entered(desk, born="1970")
    decide(desk, shown(k))
    told = desk.record(fact(k, "a synthetic informer", newest_source(desk)), by=ANN, approved_by=(BEN,))
    ref = next(x.ref for x in desk.rows().claims if x.field == "occupation")
    waits = desk.propose(back(told), by=VIC)
    seen = content_seen(desk.session, desk.ring, VAL, waits)
    assert [line.id for line in waits_for(desk.session, desk.ring, VAL, AT).to_review] == [waits]
    sealed = c.RuleClaim(ref="x", claim=ref, standing="active", level=Level.SEALED, reason="deadly")
    desk.record(sealed, by=BEN, approved_by=(CLEO,))
    assert waits_for(desk.session, desk.ring, VAL, AT).to_review == (), "nor does it wait for them"
    with pytest.raises(NotThere):
        desk.approve(waits, VAL, content=seen)


def touching(desk: Desk) -> tuple[str, str, str]:
    """Somebody shown, and two changesets that look alike below sealed: one told of them alone, one of somebody sealed since as well."""
    a, b = two_people(desk)
    as_many_as_it_takes(desk, shown(a, ref="1"), shown(b, ref="2"))
    plain = as_many_as_it_takes(desk, fact(a, "a synthetic weaver", newest_source(desk)))
    of_both = (fact(one, "a synthetic miner", newest_source(desk), ref=one) for one in (a, b))
    mixed = desk.record(*of_both, by=ANN, approved_by=(CLEO,))
    as_many_as_it_takes(desk, ruled(b, Level.SEALED))
    return a, plain, mixed


def test_an_author_is_not_told_what_else_a_changeset_touched(desk: Desk) -> None:
    a, *both = touching(desk)
    made = [desk.record(back(one), by=VIC, approved_by=(DORA,)) for one in both]
    why = {entry.changeset: entry.why for entry in history_of(desk.session, desk.ring, VIC, a)}
    assert why[made[0]] == why[made[1]]


@pytest.mark.parametrize("which", [1, 2])
def test_nor_are_two_who_write_together(desk: Desk, which: int) -> None:
    changeset = touching(desk)[which]
    key = start(desk.session, desk.ring, VAL, Draft(title="t", why="w"), AT)
    begun = open_draft(desk.session, desk.ring, VIC, key)
    draft = desk.with_base(Draft(title="t", why="w", changes=(back(changeset),)), VIC)
    save(desk.session, desk.ring, VIC, key, draft, begun.revision, AT)
    for author in (VIC, VAL):
        assert open_draft(desk.session, desk.ring, author, key).state == "draft"


def only_by_who_sees_it(desk: Desk, waits: str, author: Person) -> None:
    """It is not there for a reviewer below it; its author sees it as before."""
    for act in (
        lambda: content_seen(desk.session, desk.ring, VAL, waits),
        lambda: desk.approve(waits, VAL, content="0"),
    ):
        with pytest.raises(NotThere):
            act()
    assert open_draft(desk.session, desk.ring, author, waits).state == "submitted"


def as_many_approve(desk: Desk, waits: str) -> bool:
    return any(desk.approve(waits, one).changeset is not None for one in (CLEO, DORA))


def test_the_end_of_a_merge_is_bound_to_what_is_decided_of_who_was_merged(desk: Desk) -> None:
    a, b = two_people(desk)
    as_many_as_it_takes(desk, shown(a, ref="1"), shown(b, ref="2"))
    hold = as_many_as_it_takes(desk, shown(b, Form.HOLD))
    as_many_as_it_takes(desk, shown(a, Form.HOLD))
    as_many_as_it_takes(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    waits = desk.propose(c.EndMerge(ref="e", kept=a, merged=b, reason="two"), by=BEN)
    seen = content_seen(desk.session, desk.ring, DORA, waits)
    desk.approve(desk.propose(back(hold), by=ANN), DORA)
    with pytest.raises(ChangedSinceSeen):
        desk.approve(waits, DORA, content=seen)


def test_the_end_of_a_merge_is_bound_to_the_state_of_a_case_that_was_merged(desk: Desk) -> None:
    a, b = two_people(desk)
    decide(desk, shown(a, Form.HOLD, ref="1"), shown(b, ref="2"))
    gone = as_many_as_it_takes(
        desk, c.SetCaseState(ref="x", case=desk.case_of(b), state="unpublished", reason="duplicate")
    )
    as_many_as_it_takes(desk, c.MergeSubjects(ref="m", kept=a, merged=b, reason="one"))
    waits = desk.propose(c.EndMerge(ref="e", kept=a, merged=b, reason="two"), by=BEN)
    seen = content_seen(desk.session, desk.ring, DORA, waits)
    desk.record(back(gone), by=BEN, approved_by=(DORA,))
    with pytest.raises(ChangedSinceSeen):
        desk.approve(waits, DORA, content=seen)


def withdrawn(desk: Desk, *ones: str) -> None:
    """Pairs of these who were merged, and withdrawn since."""
    people = [f"{one}{n}" for one in ones for n in range(2)]
    desk.record(*grounds(), *(x for one in people for x in named(one, f"Synthetic {one}")), by=ANN, approved_by=(BEN,))
    for one in ones:
        kept, merged = (desk.by_name(f"Synthetic {one}{n}") for n in range(2))
        desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one"), by=BEN, approved_by=(CLEO,))
        withdraw(desk.session, desk.ring, kept, ground="safety", by="ann", at=AT, on=AT.date())


def asked_by_a_revert(desk: Desk, key: str) -> int:
    """How many statements the approval of a revert takes."""
    made = desk.record(fact(key, "a synthetic weaver", newest_source(desk)), by=ANN, approved_by=(BEN,))
    waits, asked = desk.propose(back(made), by=BEN), []
    engine = desk.session.get_bind()

    def note(*of: object) -> None:
        asked.append(of)

    event.listen(engine, "before_cursor_execute", note)
    desk.approve(waits, CLEO)
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_a_revert_asks_no_more_the_more_others_are_withdrawn(desk: Desk) -> None:
    k = entered(desk, born="1970")
    withdrawn(desk, "p")
    asked_by_a_revert(desk, k)  # the first, after which something is left out
    few = asked_by_a_revert(desk, k)
    withdrawn(desk, "q", "r", "s", "t")
    assert asked_by_a_revert(desk, k) <= few


def test_what_would_rest_on_what_was_taken_back_does_not_come_back(desk: Desk) -> None:
    made = desk.record(*grounds(), *named("p", "Synthetic Gone"), by=ANN, approved_by=(BEN,))
    decided = desk.record(shown(desk.by_name("Synthetic Gone")), by=BEN, approved_by=(CLEO,))
    undecided = desk.record(back(decided), by=BEN, approved_by=(DORA,))
    gone = desk.record(back(made), by=BEN, approved_by=(CLEO,))
    with pytest.raises(RestsOnGone):
        desk.record(back(undecided), by=BEN, approved_by=(DORA,))
    desk.record(back(gone), by=BEN, approved_by=(CLEO,))
    desk.record(back(undecided), by=BEN, approved_by=(DORA,))
    assert names(desk, desk.by_name("Synthetic Gone"))
