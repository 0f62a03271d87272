"""What speaks no more is told by history alone: where it comes to be told lower, two decide as on what speaks. All people are synthetic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.codebook.levels import Level, Standing
from app.codebook.values import DateValue, TermValue, Value
from app.editing.drafts import changes as c
from tests.editing.desk import BEN, CLEO, DORA, Desk, fact
from tests.editing.test_last_word import RITA, back, told
from tests.editing.test_reasons_stay_when_parted import as_many_as_it_takes
from tests.editing.test_sealed_since import a_person, ruled_claim
from tests.editing.test_seen_more import newest_source

BIRTH, VIOLENCE = DateValue(text="2015"), TermValue(term="sexual_violence")
Said = tuple[str, str, str]
"""Of whom or of which case it is said, by which source, and in which changeset."""


def said(desk: Desk, value: Value) -> Said:
    """By a source of its own."""
    k = a_person(desk)
    new = c.NewSource(ref="s", title="other", publisher_key="other", type="family_testimony", level=Level.PUBLIC)
    desk.record(new, by=BEN, approved_by=(CLEO,))
    source = newest_source(desk)
    subject, field = (k, "birth") if value is BIRTH else (desk.case_of(k), "violation")
    claim = c.NewClaim(ref="v", subject=subject, field=field, value=value, source=source, level=Level.PUBLIC)
    return subject, source, as_many_as_it_takes(desk, claim)


def of_a_source(source: str, was: Level, level: Level) -> c.RuleSource:
    return c.RuleSource(ref="x", source=source, was=was, level=level, reason="w")


def lowered(desk: Desk, told_of: Said) -> c.Change:
    """A ruling that lowers its source, sealed since, once it was taken back."""
    _, source, made = told_of
    as_many_as_it_takes(desk, of_a_source(source, Level.PUBLIC, Level.SEALED))
    as_many_as_it_takes(desk, back(made))
    return of_a_source(source, Level.SEALED, Level.PUBLIC)


def raise_taken_back(desk: Desk, told_of: Said) -> c.Change:
    """The same by a revert of what sealed its source."""
    _, source, made = told_of
    up = as_many_as_it_takes(desk, of_a_source(source, Level.PUBLIC, Level.SEALED))
    as_many_as_it_takes(desk, back(made))
    return back(up)


@pytest.mark.parametrize("value", [BIRTH, VIOLENCE])
@pytest.mark.parametrize("how", [lowered, raise_taken_back])
def test_two_decide_that_history_tells_of_it(desk: Desk, value: Value, how: Callable[[Desk, Said], c.Change]) -> None:
    told_of = said(desk, value)
    change = how(desk, told_of)
    words = "2015" if value is BIRTH else "sexual_violence"
    assert words not in told(desk, RITA, told_of[0])
    waits = desk.propose(change, by=BEN)
    assert desk.approve(waits, DORA).changeset is None, "DORA alone"
    assert desk.approve(waits, CLEO).changeset is not None
    assert words in told(desk, RITA, told_of[0])


def test_two_decide_that_a_rejected_birth_is_told_lower(desk: Desk) -> None:
    k, _, _ = said(desk, BIRTH)
    ruled_claim(desk, "2015", Level.SEALED, Standing.REJECTED)
    ref = next(x.ref for x in desk.rows().claims if x.subject == k and x.value == BIRTH)
    down = c.RuleClaim(ref="x", claim=ref, standing=Standing.REJECTED, level=Level.PUBLIC, reason="w")
    assert desk.approve(desk.propose(down, by=BEN), DORA).changeset is None, "DORA alone"


def test_one_decides_on_what_is_told_of_anybody_else(desk: Desk) -> None:
    k = a_person(desk)
    desk.record(fact(k, "a synthetic weaver", newest_source(desk)), by=BEN, approved_by=(CLEO,))
    ruled_claim(desk, "a synthetic weaver", Level.SEALED, Standing.REJECTED)
    ref = next(x.ref for x in desk.rows().claims if getattr(x.value, "text", "") == "a synthetic weaver")
    down = c.RuleClaim(ref="x", claim=ref, standing=Standing.REJECTED, level=Level.PUBLIC, reason="w")
    assert desk.approve(desk.propose(down, by=BEN), DORA).changeset is not None
