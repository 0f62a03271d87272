"""A slip put right publishes nothing that its source held back."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level, Standing
from app.editing.drafts import changes as c
from app.editing.entry.correcting import Correction, correct, correctable
from app.editing.errors import NotThere
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, fact, grounds, named, person, shown
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


def merged(desk: Desk, level: Level) -> tuple[str, str]:
    """The one who was kept, and somebody of this level who was merged into them, with a wrong claim about each and their case."""
    desk.record(*grounds(), *named("p", "Synthetic Alpha"), *named("q", "Synthetic Alfa", level))
    one, other = desk.by_name("Synthetic Alpha"), desk.by_name("Synthetic Alfa")
    desk.record(shown(one, ref="d1"), shown(other, ref="d2"), by=BEN, approved_by=(CLEO,))
    case = desk.case_of(other)
    said = fact(other, WRONG, desk.source()), fact(case, "a van", desk.source(), ref="f", field="account")
    desk.record(*said, c.MergeSubjects(ref="m", kept=one, merged=other, reason="one life"))
    return one, other


def of_field(desk: Desk, field: str):
    return [c for c in desk.rows().claims if c.field == field]


def test_what_was_said_of_somebody_merged_is_corrected_of_the_one_who_was_kept(desk: Desk) -> None:
    one, other = merged(desk, Level.PUBLIC)
    (old,) = of_field(desk, "occupation")
    seen = correctable(desk.session, desk.ring, CLEO, one, old.ref)
    key = correct(desk.session, desk.ring, CLEO, one, old.ref, Correction(RIGHT, "a hyphen"), seen.revision, AT)
    desk.approve(key, DORA)
    assert {(x.value.text, x.standing, x.subject) for x in of_field(desk, "occupation")} == {
        (WRONG, "superseded", one),
        (RIGHT, "preferred", one),
    }
    desk.record(c.EndMerge(ref="e", kept=one, merged=other, reason="two lives"))
    assert {(x.value.text, x.subject) for x in of_field(desk, "occupation")} == {(WRONG, other), (RIGHT, one)}


def test_what_was_said_of_a_merged_case_is_corrected_of_the_one_that_was_kept(desk: Desk) -> None:
    one, _ = merged(desk, Level.PUBLIC)
    (old,) = of_field(desk, "account")
    for page in (one, desk.case_of(one)):
        assert correctable(desk.session, desk.ring, CLEO, page, old.ref).claim.subject == desk.case_of(one)


def test_of_somebody_merged_from_above_there_is_nothing_to_correct(desk: Desk) -> None:
    one, other = merged(desk, Level.SEALED)
    (old,) = of_field(desk, "occupation")
    low = person("low", Level.VETTED)
    for page in (one, other):
        with pytest.raises(NotThere):
            correctable(desk.session, desk.ring, low, page, old.ref)
    assert correctable(desk.session, desk.ring, CLEO, one, old.ref).claim.ref == old.ref
