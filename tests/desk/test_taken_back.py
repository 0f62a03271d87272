"""A reviewer is told what a revert, or the end of a merge, does now: from a rehearsal, within what they see, and nobody else is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.codebook.levels import Form, Level, Standing
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.people import Person
from app.storage.engines import for_writing
from app.web.desk.house import Act
from app.web.desk.review.told import TOLD_ALONE, told
from tests.editing.desk import AT, BEN, CLEO, DORA, Desk, fact, person, shown
from tests.editing.house import NAMES, filled_anew, ring

LOW = person("ruth", Level.RESEARCHER)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Session(for_writing(filled_anew())) as session:
        yield Desk(session, ring())


def groups(desk: Desk, *changes: c.Change, by: Person = CLEO, reviewing: bool = True) -> dict[str, str]:
    """What stands on the page below each heading."""
    act = Act(desk.session, ring(), by, AT, lambda _: None)
    found = told(act, Draft(changes=changes), (), sealed=True, reviewing=reviewing).groups
    return {group.title: "\n".join(line.words for line in group.lines) for group in found}


def revert(changeset: str) -> c.Revert:
    return c.Revert(ref="r", changeset=changeset, reason="w")


def ruled(desk: Desk, claim: str, standing: Standing, level: Level = Level.PUBLIC) -> str:
    return desk.record(c.RuleClaim(ref="r", claim=claim, standing=standing, level=level, reason="w"))


def claim_of(desk: Desk, key: str, field: str) -> str:
    return next(claim.ref for claim in desk.rows().claims if claim.subject == key and claim.field == field)


def test_a_revert_is_told_as_it_would_be_now(desk: Desk):
    key = desk.by_name(NAMES[0])
    claim = claim_of(desk, key, "birth")
    first, second = ruled(desk, claim, Standing.REJECTED), ruled(desk, claim, Standing.PREFERRED)
    heading = f"With the revert, of {NAMES[0]}"
    told_first = groups(desk, revert(second))[heading]
    assert "preferred) goes" in told_first and "rejected) comes back" in told_first
    desk.record(revert(first))
    told_now = groups(desk, revert(second))[heading]
    assert "preferred) goes" in told_now and "active) comes back" in told_now and "rejected" not in told_now


def test_the_revert_of_a_revert_tells_what_comes_back(desk: Desk):
    key = desk.by_name(NAMES[0])
    held = desk.record(shown(key, Form.HOLD), by=BEN, approved_by=(CLEO,))
    taken = desk.record(revert(held), by=BEN, approved_by=(CLEO,))
    words = groups(desk, revert(taken))[f"With the revert, of {NAMES[0]}"]
    assert words.startswith("Publication decisions: On hold") and words.endswith("comes back")


def test_a_reviewer_alone_is_told_that_it_cannot_be_reverted(desk: Desk):
    made = desk.record(c.NewIndividual(ref="n", level=Level.PUBLIC), fact("@n", "a smith", desk.source()))
    new = next(claim.subject for claim in desk.rows().claims if getattr(claim.value, "text", "") == "a smith")
    desk.record(fact(new, "concealed weaver", desk.source(), level=Level.SEALED))
    cannot = "It cannot be reverted as things are"
    assert groups(desk, revert(made), by=BEN)[cannot] == ""
    below = groups(desk, revert(made), by=LOW, reviewing=False)
    assert cannot not in below and not [title for title in below if title.startswith("With the revert")]


def test_what_lies_above_now_is_not_told_though_it_would_fall(desk: Desk):
    key = desk.by_name(NAMES[0])
    desk.record(fact(key, "concealed weaver", desk.source()))
    ruling = c.RuleClaim(
        ref="r", claim=claim_of(desk, key, "occupation"), standing=Standing.ACTIVE, level=Level.VETTED, reason="w"
    )
    made = desk.record(ruling, fact(key, "a miner", desk.source()))
    assert "concealed weaver" in "".join(groups(desk, revert(made)).values())
    low = "".join(groups(desk, revert(made), by=LOW).values())
    assert "concealed weaver" not in low and "a miner" in low


def test_a_merge_says_what_editions_tell_of_both(desk: Desk):
    merge = c.MergeSubjects(ref="m", kept=desk.by_name(NAMES[2]), merged=desk.by_name(NAMES[0]), reason="w")
    act = Act(desk.session, ring(), CLEO, AT, lambda _: None)
    (group,) = told(act, Draft(changes=(merge,)), (), sealed=True, reviewing=True).groups
    assert TOLD_ALONE in group.warnings


def test_the_end_of_a_merge_tells_of_the_cases_of_both(desk: Desk):
    merged, kept = desk.by_name(NAMES[0]), desk.by_name(NAMES[2])
    case = desk.case_of(merged)
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="w"))
    end = c.EndMerge(ref="e", kept=kept, merged=merged, reason="w")
    told_of = next(words for title, words in groups(desk, end, by=DORA).items() if title.endswith(f" {case}"))
    assert "State of the case: Published comes back" in told_of
    assert not [title for title in groups(desk, end, reviewing=False) if title.startswith("Then")]


def test_the_end_of_a_merge_from_before_both_were_named_is_told(desk: Desk):
    merged, kept = desk.by_name(NAMES[0]), desk.by_name(NAMES[2])
    desk.record(c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="w"))
    (words,) = groups(desk, c.EndMerge(ref="e", merged=merged, reason="two lives")).values()
    assert words == f"{merged} is a person of their own again: two lives"
