"""Words of a change that named something sealed since, whatever it named it as: told to nobody who does not see that. All are synthetic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.codebook.levels import Level
from app.editing.drafts import changes as c
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import open_draft, start
from app.editing.errors import NotThere
from app.editing.history.reasons import reasons_of
from app.editing.review.handing_in import submit
from app.editing.review.waiting import proposals_seen
from tests.editing.desk import ANN, AT, BEN, CLEO, Desk, shown
from tests.editing.test_last_word import VAL, told
from tests.editing.test_reasons_stay import ruled
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_sealed_since import a_person
from tests.editing.test_seen_more import newest_source

WHY = "a letter of a synthetic informer says so"
Worded = tuple[str, str]
"""Of whom, and the proposal."""


def worded(desk: Desk, k: str, change: c.Change) -> Worded:
    draft = desk.with_base(Draft(title="t", why=WHY, changes=(change,)), BEN)
    key = start(desk.session, desk.ring, BEN, draft, AT)
    submit(desk.session, desk.ring, BEN, key, AT)
    assert desk.approve(key, CLEO).changeset is not None
    return k, key


def by_its_evidence(desk: Desk) -> Worded:
    k = a_person(desk)
    new = c.NewSource(ref="s", title="other", publisher_key="other", type="family_testimony", level=Level.PUBLIC)
    desk.record(new, by=ANN, approved_by=(BEN,))
    source = newest_source(desk)
    decided = shown(k).model_copy(update={"evidence": (source,), "reason": WHY, "evidence_in_words": WHY})
    found = worded(desk, k, decided)
    up = c.RuleSource(ref="x", source=source, was=Level.PUBLIC, level=Level.SEALED, reason="deadly")
    as_many_as_it_takes(desk, up)
    return found


def by_its_return(desk: Desk) -> Worded:
    k = a_person(desk)
    event = c.NewEvent(ref="e", label="A synthetic raid", level=Level.PUBLIC)
    desk.record(event, by=ANN, approved_by=(BEN,))
    there = desk.rows().events[-1].public_id
    found = worded(desk, k, c.NewCase(ref="c", individual=k, event=there, level=Level.PUBLIC))
    as_many_as_it_takes(desk, ruled(there, Level.SEALED))
    return found


both_ways = pytest.mark.parametrize("named", [by_its_evidence, by_its_return])


@both_ways
def test_its_draft_is_not_there(desk: Desk, named: Callable[[Desk], Worded]) -> None:
    _, key = named(desk)
    with pytest.raises(NotThere):
        open_draft(desk.session, desk.ring, VAL, key)
    found = proposals_seen(desk.session, desk.ring, VAL, everything=True, words="informer")
    assert [line.id for line in found] == []


@both_ways
def test_history_and_the_record_do_not_tell_them(desk: Desk, named: Callable[[Desk], Worded]) -> None:
    k, _ = named(desk)
    assert "informer" not in told(desk, VAL, k)
    assert "informer" not in repr(reasons_of(desk.session, desk.ring, VAL, k))
    assert "informer" in told(desk, CLEO, k)
