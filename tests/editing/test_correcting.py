"""A slip put right publishes nothing that its source held back."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level, Standing
from app.editing.drafts import changes as c
from app.editing.entry.correcting import Correction, came_by_a_merge, correct, correctable
from app.editing.errors import NotThere
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, grounds, named
from tests.editing.house import NAMES, fill

WRONG, RIGHT = "smuggler aide", "smuggler-aide"
HELD_BACK = c.NewSource(
    ref="s", title="A vetted testimony", publisher_key="vt", type="victim_testimony", level=Level.VETTED
)


@pytest.fixture
def held_back(desk: Desk) -> Desk:
    """A claim that is public in itself, of a source for the vetted."""
    fill(desk)
    desk.record(HELD_BACK, fact(desk.by_name(NAMES[0]), WRONG, "@s"), by=ANN, approved_by=(BEN,))
    return desk


def claim(desk: Desk, words: str):
    return next(c for c in desk.rows().claims if c.field == "occupation" and c.value.text == words)


def corrected(desk: Desk, source: str = "") -> None:
    old = claim(desk, WRONG)
    seen = correctable(desk.session, desk.ring, CLEO, old.subject, old.ref)
    typed = Correction(RIGHT, "a hyphen", source)
    key = correct(desk.session, desk.ring, CLEO, old.subject, old.ref, typed, seen.revision, AT)
    desk.approve(key, DORA)


def public(desk: Desk) -> str:
    return repr(desk.contents()[0])


def test_what_a_source_held_back_is_not_published_by_naming_another_source(held_back: Desk) -> None:
    corrected(held_back, held_back.source())
    assert (claim(held_back, RIGHT).level, claim(held_back, WRONG).level) == (Level.VETTED, Level.PUBLIC)
    assert RIGHT not in public(held_back)


def test_who_wants_it_public_rules_so_by_itself(held_back: Desk) -> None:
    corrected(held_back, held_back.source())
    ruling = c.RuleClaim(
        ref="r", claim=claim(held_back, RIGHT).ref, standing=Standing.ACTIVE, level=Level.PUBLIC, reason="it is known"
    )
    held_back.record(ruling, by=ANN, approved_by=(BEN,))
    assert RIGHT in public(held_back)


def test_from_the_same_source_it_keeps_its_own_level_and_comes_down_with_the_source(held_back: Desk) -> None:
    corrected(held_back)
    assert claim(held_back, RIGHT).level is Level.PUBLIC and RIGHT not in public(held_back)


def test_what_was_said_of_somebody_merged_is_corrected_on_no_page(desk: Desk) -> None:
    """What is right would be said of the one who was kept, and stay with them once the two are parted."""
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("q", "Synthetic Alfa"))
    one, other = desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Alfa")
    desk.record(fact(other, WRONG, desk.source()))
    (old,) = (claim for claim in desk.rows().claims if claim.field == "occupation")
    assert came_by_a_merge(desk.session, one) == set()
    desk.record(c.MergeSubjects(ref="m", kept=one, merged=other, reason="one life"))
    for page in (one, other):
        with pytest.raises(NotThere):
            correctable(desk.session, desk.ring, CLEO, page, old.ref)
    assert old.ref in came_by_a_merge(desk.session, one)
    assert came_by_a_merge(desk.session, desk.case_of(one))
