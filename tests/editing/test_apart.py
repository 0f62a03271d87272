"""Whatever way a draft is begun with the words of another: nobody who wrote there approves it, and it lies no lower."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from sqlalchemy import select

from app.codebook.levels import Level
from app.editing.drafts.asides import keep_aside, set_apart
from app.editing.drafts.document import Draft, Seen
from app.editing.drafts.kept import open_draft, save, start
from app.editing.drafts.level import level_typed
from app.editing.drafts.sight import authors, sees
from app.editing.entry.sheet_draft import hand_in
from app.editing.errors import DecidedByAuthor, SelfApproval
from app.editing.people import Person
from app.vault.models import Proposal
from tests.editing.desk import ANN, AT, BEN, CLEO, DORA, Desk, both, person, shown

SOURCE = {"title": "A synthetic report", "publisher_key": "synthetic", "type": "ngo_report"}
WRITERS = (ANN, BEN, CLEO)
TEAMS = [team for size in (1, 2, 3) for team in combinations(WRITERS, size)]


def typed(name: str) -> Draft:
    sheet = {"source": SOURCE, "event": {"label": "A synthetic return"}, "level": "public", "subjects": "public"}
    facts = {"name": [{"value": name}], "birth": [{"value": "1970"}]}
    return Draft(title="t", why="w", sheet=sheet, rows={"p1abcde": {"kind": "named", "facts": facts}})


def written_by(desk: Desk, *team: Person) -> str:
    """A draft into which each of them wrote, the first one the name."""
    first, *others = team
    key = start(desk.session, desk.ring, first, typed("Synthetic Alpha"), AT)
    for one in others:
        seen = open_draft(desk.session, desk.ring, one, key)
        mine = seen.draft.model_copy(update={"todos": {**seen.draft.todos, one.id: "w"}})
        save(desk.session, desk.ring, one, key, mine, seen.revision, AT)
    return key


def proposals(desk: Desk) -> set[str]:
    return set(desk.session.scalars(select(Proposal.id)))


def aside(desk: Desk, by: Person, key: str) -> None:
    """The whole draft as they see it, put aside beside it."""
    keep_aside(desk.session, desk.ring, by, key, open_draft(desk.session, desk.ring, by, key).draft, None, AT)


def chosen(desk: Desk, by: Person, key: str) -> str:
    aside(desk, by, key)
    return set_apart(desk.session, desk.ring, by, key, AT)


def put_aside_twice(desk: Desk, by: Person, key: str) -> str:
    aside(desk, by, key)
    before = proposals(desk)
    aside(desk, by, key)
    (made,) = proposals(desk) - before
    return made


def begun_anew(desk: Desk, by: Person, key: str) -> str:
    opened = open_draft(desk.session, desk.ring, by, key)
    return start(desk.session, desk.ring, by, opened.draft, AT, came_from=opened)


def of_a_copy(desk: Desk, by: Person, key: str) -> str:
    return chosen(desk, by, begun_anew(desk, by, key))


Way = Callable[[Desk, Person, str], str]
WAYS: tuple[Way, ...] = (chosen, put_aside_twice, begun_anew, of_a_copy)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("team", TEAMS, ids=lambda team: "-".join(one.id for one in team))
def test_nobody_who_wrote_in_a_draft_approves_what_was_made_of_it(
    desk: Desk, way: Way, team: tuple[Person, ...]
) -> None:
    made = way(desk, CLEO, written_by(desk, *team))
    wrote = {one.id for one in team} | {CLEO.id}
    assert authors(desk.session, made) == wrote
    hand_in(desk.session, desk.ring, CLEO, made, AT)
    for one in (*WRITERS, DORA):
        if one.id in wrote:
            with pytest.raises(SelfApproval):
                desk.approve(made, one)
    assert desk.approve(made, DORA).changeset is not None


@both
def test_nor_does_any_of_them_decide_how_those_in_it_appear(desk: Desk) -> None:
    made = chosen(desk, CLEO, written_by(desk, ANN))
    hand_in(desk.session, desk.ring, CLEO, made, AT)
    desk.approve(made, BEN)
    decision = desk.propose(shown(desk.by_name("Synthetic Alpha")), by=BEN)
    with pytest.raises(DecidedByAuthor):
        desk.approve(decision, ANN)
    assert desk.approve(decision, DORA).changeset is not None


def test_it_lies_as_high_as_what_it_came_from_and_is_seen_by_clearance(desk: Desk) -> None:
    key = written_by(desk, ANN, BEN)
    seen = open_draft(desk.session, desk.ring, ANN, key)
    high = seen.draft.model_copy(update={"sheet": {**seen.draft.sheet, "level": "sealed"}})
    save(desk.session, desk.ring, ANN, key, high, seen.revision, AT)
    opened = open_draft(desk.session, desk.ring, BEN, key)
    made = start(desk.session, desk.ring, BEN, typed("Synthetic Alpha"), AT, came_from=opened)
    assert open_draft(desk.session, desk.ring, BEN, made).level is Level.SEALED > level_typed(typed("Synthetic Alpha"))
    assert not sees(desk.session, desk.ring, person("ben", Level.VETTED), made)


def test_who_wrote_all_of_it_alone_sees_the_copy_too(desk: Desk) -> None:
    low = person("ruth", Level.RESEARCHER)
    made = begun_anew(desk, low, written_by(desk, low))
    assert sees(desk.session, desk.ring, low, made) and not sees(
        desk.session, desk.ring, person("eve", Level.RESEARCHER), made
    )


def test_what_was_looked_at_keeps_the_clearance_of_who_looked(desk: Desk) -> None:
    """Also where somebody else took it up from what they had put aside."""
    seen = Seen(clearance=Level.SEALED, token="level=1")
    key = start(desk.session, desk.ring, ANN, typed("Synthetic Alpha").model_copy(update={"base": {"k": seen}}), AT)
    low = person("ruth", Level.VETTED)
    for way in WAYS:
        assert open_draft(desk.session, desk.ring, DORA, way(desk, low, key)).draft.base == {"k": seen}
