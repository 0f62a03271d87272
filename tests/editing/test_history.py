"""The past: any moment, what changed, who and why; a revert restores what was, and lowers no level without a ruling."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.codebook.levels import Form, Level, Standing
from app.editing.drafts import changes as c
from app.editing.errors import CannotRevert, NotThere, StillNeeded
from app.editing.history.moments import changed_by, history_of
from app.editing.people import Person
from app.editing.record.page import seen_at
from app.editing.views import look
from app.vault.models import SourceRuling
from app.vault.verify import verify
from tests.editing.desk import ANN, BEN, CLEO, DORA, Desk, both, fact, grounds, named, person, shown


@pytest.fixture
def someone(desk: Desk) -> str:
    """A synthetic person who is published by name."""
    desk.record(*grounds(), *named("p", "Synthetic Alpha"))
    key = desk.by_name("Synthetic Alpha")
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    return key


def _then(desk: Desk, viewer: Person, key: str, changeset: str) -> dict[str, Any]:
    return seen_at(desk.session, desk.ring, viewer, key, changeset).parts(key) or {}


def test_each_moment_says_what_changed_who_wrote_it_who_approved_and_why(desk: Desk, someone: str) -> None:
    made = desk.record(fact(someone, "weaver", desk.source()), by=CLEO, approved_by=(DORA,))
    newest, decided, entered = history_of(desk.session, desk.ring, ANN, someone)
    assert (newest.changeset, newest.author, newest.approved_by, newest.why) == (
        made,
        "cleo",
        "dora",
        "a synthetic reason",
    )
    assert list(newest.changed) == ["claims.occupation"] and list(decided.changed) == ["decisions"]
    assert "claims.occupation" not in _then(desk, ANN, someone, decided.changeset)
    assert _then(desk, ANN, someone, made) == look(desk.session, desk.ring, someone, Level.SEALED).parts
    assert set(entered.changed) >= {"claims.name", "claims.birth", "cases"}


def test_a_hidden_edit_is_no_moment_for_who_may_not_see_it(desk: Desk, someone: str) -> None:
    low = person("ruth", Level.RESEARCHER)
    before = history_of(desk.session, desk.ring, low, someone)
    hidden = desk.record(fact(someone, "weaver", desk.source(), level=Level.VETTED))
    assert history_of(desk.session, desk.ring, low, someone) == before
    with pytest.raises(NotThere):
        _then(desk, low, someone, hidden)
    assert all(entry.why == "" for entry in before)


def test_what_was_raised_since_is_in_no_moment_for_who_may_not_see_it_now(desk: Desk, someone: str) -> None:
    low = person("ruth", Level.RESEARCHER)
    before = history_of(desk.session, desk.ring, low, someone)
    said = desk.record(fact(someone, "weaver", desk.source()), by=CLEO, approved_by=(DORA,))
    assert "claims.occupation" in _then(desk, low, someone, said)
    claim = next(row.ref for row in desk.rows().claims if row.field == "occupation")
    ruling = c.RuleClaim(
        ref="r", claim=claim, standing=Standing.ACTIVE, level=Level.VETTED, reason="it names a village"
    )
    raised = desk.record(ruling)
    for undone in ("", said):  # what is taken back altogether does not come down again
        assert not undone or desk.record(c.Revert(ref="v", changeset=undone, reason="back"))
        assert history_of(desk.session, desk.ring, low, someone) == before
        with pytest.raises(NotThere):
            _then(desk, low, someone, said)
        assert {said, raised} <= {entry.changeset for entry in history_of(desk.session, desk.ring, ANN, someone)}
    assert changed_by(desk.session, desk.ring, low, raised) == {}


def test_all_that_one_change_changed_is_told_within_a_clearance(desk: Desk, someone: str) -> None:
    case, low = desk.case_of(someone), person("ruth", Level.RESEARCHER)
    made = desk.record(
        fact(someone, "weaver", desk.source()),
        fact(case, "by train", desk.source(), ref="how", field="returned_by", level=Level.VETTED),
    )
    seen = {who.id: changed_by(desk.session, desk.ring, who, made) for who in (ANN, low)}
    parts = {who: {key: list(entry.changed) for key, entry in found.items()} for who, found in seen.items()}
    assert parts["ann"] == {someone: ["claims.occupation"], case: ["claims.returned_by"]}
    assert parts["ruth"] == {someone: ["claims.occupation"]}


@both
def test_a_revert_gives_every_level_the_same_bytes_as_before_and_can_be_reverted(desk: Desk, someone: str) -> None:
    before = desk.contents()
    made = desk.record(
        fact(someone, "weaver", desk.source()), shown(someone, Form.DESCRIPTOR), by=CLEO, approved_by=(DORA,)
    )
    after = desk.contents()
    undone = desk.record(c.Revert(ref="revert", changeset=made, reason="a mistake"), approved_by=(DORA,))
    assert desk.contents() == before != after
    desk.record(c.Revert(ref="revert", changeset=undone, reason="it was right"))
    assert desk.contents() == after
    assert verify(desk.session, desk.ring) == []


@both
def test_a_revert_that_lowers_a_level_rules_so_in_words(desk: Desk, someone: str) -> None:
    (name,) = (r for r in desk.rows().claims if r.field == "name")
    raised = desk.record(
        c.RuleClaim(ref="r", claim=name.ref, standing=Standing.ACTIVE, level=Level.VETTED, reason="he asked")
    )
    desk.record(c.Revert(ref="revert", changeset=raised, reason="a mistake"), approved_by=(DORA,))
    desk.record(
        c.RuleClaim(ref="r", claim=name.ref, standing=Standing.PREFERRED, level=Level.PUBLIC, reason="in print")
    )
    (entry,) = (e for e in history_of(desk.session, desk.ring, ANN, someone) if e.kind == "revert")
    assert list(entry.changed) == ["claims.name"]
    rulings = desk.session.connection().exec_driver_sql("SELECT level, added_in FROM claim_ruling ORDER BY id").all()
    assert [level for level, _ in rulings[-3:]] == [Level.VETTED, Level.PUBLIC, Level.PUBLIC]


@both
def test_no_level_falls_however_often_a_revert_is_reverted(desk: Desk, someone: str) -> None:
    """Raised, back, raised again, back again: each fall has a ruling of its own changeset, not one of a changeset long ago."""
    name = next(c for c in desk.rows().claims if c.field == "name")
    made = desk.record(
        c.RuleClaim(ref="r", claim=name.ref, standing=Standing.ACTIVE, level=Level.VETTED, reason="he asked")
    )
    levels = [_level(desk, name.ref)]
    for _ in range(4):
        made = desk.record(c.Revert(ref="v", changeset=made, reason="no"), by=CLEO, approved_by=(DORA,))
        levels.append(_level(desk, name.ref))
        if levels[-1] < levels[-2]:
            assert (name.id, int(levels[-1])) in _ruled_in_the_last_changeset(desk)
    assert levels == [Level.VETTED, Level.PUBLIC, Level.VETTED, Level.PUBLIC, Level.VETTED]


def test_what_comes_back_with_a_lower_level_than_it_was_entered_at_is_ruled_on(desk: Desk, someone: str) -> None:
    """A new claim is entered at `vetted` and ruled `public` with it: when it comes back, so does that ruling, in words."""
    made = desk.record(fact(someone, "weaver", desk.source()), by=CLEO, approved_by=(DORA,))
    (claim,) = [c for c in desk.rows().claims if c.field == "occupation"]
    back = desk.record(c.Revert(ref="v", changeset=made, reason="no"), by=CLEO, approved_by=(DORA,))
    assert not [c for c in desk.rows().claims if c.field == "occupation"]
    desk.record(c.Revert(ref="v", changeset=back, reason="yes"), by=CLEO, approved_by=(DORA,))
    assert _level(desk, claim.ref) is Level.PUBLIC
    assert (claim.id, int(Level.PUBLIC)) in _ruled_in_the_last_changeset(desk)


def _level(desk: Desk, ref: str) -> Level:
    return next(claim.level for claim in desk.rows().claims if claim.ref == ref)


def _ruled_in_the_last_changeset(desk: Desk) -> set[tuple[int, int]]:
    wanted = "SELECT claim_id, level FROM claim_ruling WHERE added_in = (SELECT max(number) FROM changeset)"
    return {tuple(row) for row in desk.session.connection().exec_driver_sql(wanted)}


def test_what_later_changes_rest_on_is_not_reverted_first(desk: Desk, someone: str) -> None:
    entered = history_of(desk.session, desk.ring, ANN, someone)[-1].changeset
    key = desk.propose(c.Revert(ref="revert", changeset=entered, reason="not a case"))
    with pytest.raises(StillNeeded):
        desk.approve(key)


def test_a_withdrawal_is_not_undone_by_a_revert(desk: Desk, someone: str) -> None:
    from app.editing.withdrawal.hiding import hide_now  # noqa: PLC0415
    from tests.editing.desk import AT  # noqa: PLC0415

    hide_now(desk.session, desk.ring, CLEO, someone, "family_wish", "hidden_now", AT)
    hidden = history_of(desk.session, desk.ring, ANN, someone)[0].changeset
    key = desk.propose(c.Revert(ref="revert", changeset=hidden, reason="no"))
    with pytest.raises(CannotRevert):
        desk.approve(key)


@both
def test_a_revert_that_lowers_a_source_rules_so_and_one_that_raises_it_does_not(desk: Desk, someone: str) -> None:
    def level() -> Level:
        return Level(next(s.level for s in desk.rows().sources if s.public_id == key))

    def ruled(to: Level) -> str:
        ruling = c.RuleSource(ref="o", source=key, was=level(), level=to, reason="because")
        return desk.record(ruling, by=CLEO, approved_by=(DORA,))

    key = desk.source()
    entered, before = level(), desk.contents()
    raised = ruled(Level.SEALED)
    desk.record(c.Revert(ref="revert", changeset=raised, reason="a mistake"), approved_by=(DORA,))
    rulings = desk.session.execute(select(SourceRuling.level, SourceRuling.added_in).order_by(SourceRuling.id)).all()
    assert level() == entered and desk.contents() == before
    assert [row.level for row in rulings] == [Level.SEALED, entered] and rulings[1].added_in > rulings[0].added_in
    ruled(Level.VETTED)
    lowered = ruled(entered)
    desk.record(c.Revert(ref="revert", changeset=lowered, reason="too early"))
    assert level() == Level.VETTED and verify(desk.session, desk.ring) == []
    known = len(desk.session.scalars(select(SourceRuling.id)).all())
    assert known == len(rulings) + 2  # going up again needed no word
