"""The past: any moment, what changed, who and why; a revert restores what was, and lowers no level without a ruling."""

from __future__ import annotations

import pytest

from app.codebook.levels import Form, Level, Standing
from app.editing import changes as c
from app.editing.errors import CannotRevert, NotThere, StillNeeded
from app.editing.history import at_moment, history_of
from app.editing.views import look
from app.vault.verify import verify
from tests.editing.desk import ANN, BEN, CLEO, DORA, Desk, both, fact, grounds, named, person, shown


@pytest.fixture
def someone(desk: Desk) -> str:
    """A synthetic person who is published by name."""
    desk.record(*grounds(), *named("p", "Synthetic Alpha"))
    key = desk.by_name("Synthetic Alpha")
    desk.record(shown(key), by=BEN, approved_by=(CLEO,))
    return key


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
    assert "claims.occupation" not in at_moment(desk.session, desk.ring, ANN, someone, decided.changeset).parts
    assert (
        at_moment(desk.session, desk.ring, ANN, someone, made).parts
        == look(desk.session, desk.ring, someone, Level.SEALED).parts
    )
    assert set(entered.changed) >= {"claims.name", "claims.birth", "cases"}


def test_a_hidden_edit_is_no_moment_for_who_may_not_see_it(desk: Desk, someone: str) -> None:
    low = person("ruth", Level.RESEARCHER)
    before = history_of(desk.session, desk.ring, low, someone)
    hidden = desk.record(fact(someone, "weaver", desk.source(), level=Level.VETTED))
    assert history_of(desk.session, desk.ring, low, someone) == before
    with pytest.raises(NotThere):
        at_moment(desk.session, desk.ring, low, someone, hidden)
    assert all(entry.why == "" for entry in before)


@both
def test_a_revert_gives_every_level_the_same_bytes_as_before_and_can_be_reverted(desk: Desk, someone: str) -> None:
    before = desk.contents()
    made = desk.record(
        fact(someone, "weaver", desk.source()), shown(someone, Form.DESCRIPTOR), by=CLEO, approved_by=(DORA,)
    )
    after = desk.contents()
    undone = desk.record(c.Revert(ref="revert", changeset=made, reason="a mistake"))
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
    desk.record(c.Revert(ref="revert", changeset=raised, reason="a mistake"))
    desk.record(
        c.RuleClaim(ref="r", claim=name.ref, standing=Standing.PREFERRED, level=Level.PUBLIC, reason="in print")
    )
    (entry,) = (e for e in history_of(desk.session, desk.ring, ANN, someone) if e.kind == "revert")
    assert list(entry.changed) == ["claims.name"]
    rulings = desk.session.connection().exec_driver_sql("SELECT level, added_in FROM claim_ruling ORDER BY id").all()
    assert [level for level, _ in rulings[-3:]] == [Level.VETTED, Level.PUBLIC, Level.PUBLIC]


@both
def test_what_later_changes_rest_on_is_not_reverted_first(desk: Desk, someone: str) -> None:
    entered = history_of(desk.session, desk.ring, ANN, someone)[-1].changeset
    key = desk.propose(c.Revert(ref="revert", changeset=entered, reason="not a case"))
    with pytest.raises(StillNeeded):
        desk.approve(key)


def test_a_withdrawal_is_not_undone_by_a_revert(desk: Desk, someone: str) -> None:
    from app.editing.withdrawing import hide_now  # noqa: PLC0415
    from tests.editing.desk import AT  # noqa: PLC0415

    hide_now(desk.session, desk.ring, CLEO, someone, "family_wish", "hidden_now", AT)
    hidden = history_of(desk.session, desk.ring, ANN, someone)[0].changeset
    key = desk.propose(c.Revert(ref="revert", changeset=hidden, reason="no"))
    with pytest.raises(CannotRevert):
        desk.approve(key)
