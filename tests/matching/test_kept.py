"""The people kept in memory follow the record: after any edits, merges and reverts they are what a fresh load would file."""

from __future__ import annotations

import os
from random import Random
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codebook.levels import Level, Standing
from app.codebook.values import DateValue, NameValue
from app.editing.drafts import changes as c
from app.editing.errors import Refused
from app.editing.history.merging import roots_of
from app.matching.candidates import People
from app.matching.kept import KeptPeople
from app.matching.known import known_people
from app.storage.engines import for_writing
from app.vault.errors import Refused as RefusedByVault
from app.vault.models import Changeset, Claim, Subject
from tests.conftest import examples
from tests.editing import house
from tests.editing.desk import ANN, BEN, Desk, grounds, named
from tests.editing.house import filled_anew, ring
from tests.noninterference.difference import same

LEVELS = (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)
NAMES = ("김영금", "Kim Yong-gum", "Synthetic Alpha", "Рустам Абдуллаев", "рустам абдуллаев", "สมชาย ใจดี", "박○○", "이")
ASKED = (*NAMES, *sorted(set(house.NAMES) - set(NAMES)), "Concealed Omega")
"""Also whoever is there from the beginning: somebody whom nobody is like is seen by their own name alone."""


def _somebody(desk: Desk, number: int, name: str, level: Level) -> list[c.Change]:
    return [*grounds(), *named("p", name, level)]


def _said(desk: Desk, number: int, what: str, level: Level) -> list[c.Change]:
    field, value = ("birth", DateValue(text=what)) if what.isdigit() else ("name", NameValue(text=what))
    key = _person(desk, number)
    return [c.NewClaim(ref="n", subject=key, field=field, value=value, source=desk.source(), level=level)]


def _ruled(desk: Desk, number: int, standing: Standing, level: Level) -> list[c.Change]:
    """A name of somebody who has several, as those have who were merged, if there is anybody."""
    names = [claim for claim in desk.rows().claims if claim.field == "name"]
    theirs = [claim.subject for claim in names]
    claims = [claim for claim in names if theirs.count(claim.subject) > 1] or names
    return _ruling(claims[number % len(claims)].ref, standing, level)


def _ruled_of_merged(desk: Desk, number: int, standing: Standing, level: Level) -> list[c.Change]:
    """A name that was entered of somebody who is read as part of another by now, if there is anybody."""
    merged = select(Subject.id).where(Subject.public_id.in_(roots_of(desk.session)))
    own = set(desk.session.scalars(select(Claim.id).where(Claim.field == "name", Claim.subject_id.in_(merged))))
    claims = [claim for claim in desk.rows().claims if claim.id in own]
    return _ruling(claims[number % len(claims)].ref, standing, level) if claims else []


def _ruling(claim: str, standing: Standing, level: Level) -> list[c.Change]:
    return [
        c.RuleClaim(
            ref="r", claim=claim, standing=standing, level=level, reason="because", level_reason="identifies_informant"
        )
    ]


def _moved_up_or_down(desk: Desk, number: int, _: None, level: Level) -> list[c.Change]:
    rows = desk.rows()
    keys = [each.public_id for each in (*rows.events, *rows.individuals, *rows.cases)]
    keys = keys[:6] if number % 2 else keys
    return [
        c.RuleSubject(
            ref="l", subject=keys[number % len(keys)], level=level, level_reason="identifies_informant", reason="w"
        )
    ]


def _return_moved(desk: Desk, number: int, _: None, level: Level) -> list[c.Change]:
    """A level is ruled of a return alone: whoever was in it may be known without it, though nothing is said of them."""
    events = desk.rows().events
    key = events[number % len(events)].public_id
    return [c.RuleSubject(ref="l", subject=key, level=level, level_reason="identifies_informant", reason="w")]


def _source_moved(desk: Desk, number: int, _: None, level: Level) -> list[c.Change]:
    sources = desk.rows().sources
    one = sources[number % len(sources)]
    return [c.RuleSource(ref="o", source=one.public_id, was=Level(one.level), level=level, reason="because")]


def _merged(desk: Desk, number: int, other: int, _: None) -> list[c.Change]:
    return [c.MergeSubjects(ref="m", kept=_person(desk, number), merged=_person(desk, other), reason="one")]


def _apart(desk: Desk, number: int, _: None, __: None) -> list[c.Change]:
    people = set(desk.session.scalars(select(Subject.public_id).where(Subject.kind == "individual")))
    gone = sorted((old, kept) for old, kept in roots_of(desk.session).items() if old in people)
    old, kept = gone[number % len(gone)] if gone else ("", "")
    return [c.EndMerge(ref="e", kept=kept, merged=old, reason="two")] if gone else []


def _reverted(desk: Desk, number: int, _: None, __: None) -> list[c.Change]:
    last = desk.session.scalars(select(Changeset.hash).order_by(Changeset.number.desc()).limit(4)).all()
    return [c.Revert(ref="v", changeset=last[number % len(last)].hex(), reason="back")]


def _person(desk: Desk, number: int) -> str:
    people = desk.rows().individuals
    return people[number % len(people)].public_id


NUMBERS, NOTHING = range(61), (None,)
ACTS = (
    (_somebody, NAMES, tuple(Level)),
    (_said, (*NAMES, "1970", "2001"), tuple(Level)),
    (_ruled, tuple(Standing), tuple(Level)),
    (_ruled_of_merged, tuple(Standing), tuple(Level)),
    (_moved_up_or_down, NOTHING, tuple(Level)),
    (_return_moved, NOTHING, tuple(Level)),
    (_source_moved, NOTHING, tuple(Level)),
    (_merged, NUMBERS, NOTHING),
    (_apart, NOTHING, NOTHING),
    (_reverted, NOTHING, NOTHING),
)
"""Each with what it is told besides a number."""
acts = st.one_of(
    *(
        st.tuples(st.just(act), st.sampled_from(NUMBERS), *(st.sampled_from(each) for each in told))
        for act, *told in ACTS
    )
)
PLANTED = os.environ.get("CASEBOOK_PROFILE") == "planted"


def _thrown(seed: int) -> list[tuple[tuple[Any, ...], bool]]:
    """The same by dice, for planted faults: lists are drawn much alike, and a fault may show in few.

    At first two are merged (if the dice name two) and everybody is looked at, so that what follows may concern either.
    """
    dice = Random(seed)
    thrown = [dice.choice(ACTS) for _ in range(dice.randint(8, 12))]
    first = (_merged, dice.choice(NUMBERS), dice.choice(NUMBERS), None), True
    later = [((act, dice.choice(NUMBERS), *map(dice.choice, told)), dice.random() < 0.5) for act, *told in thrown]
    return [first, *later]


drawn = st.lists(st.tuples(acts, st.booleans()), min_size=4, max_size=12)
SEQUENCES = st.integers(0, 2**32).map(_thrown) if PLANTED else drawn


def _record(desk: Desk, changes: list[c.Change]) -> None:
    point = desk.session.begin_nested()
    try:
        desk.record(*changes, by=ANN, approved_by=(BEN,))
    except (Refused, RefusedByVault, AssertionError):  # a second approval that is not given is none
        point.rollback()
    else:
        point.commit()


@settings(max_examples=40 if PLANTED else examples(6, 300), phases=[Phase.generate])
@given(SEQUENCES)
def test_what_is_kept_is_what_a_fresh_load_files(sequence):
    kept = KeptPeople()
    with Session(for_writing(filled_anew())) as session:
        desk = Desk(session, ring())
        for (act, *how), looked in sequence:
            there = any(claim.field == "name" for claim in desk.rows().claims)  # all of it may have been reverted
            changes = act(desk, *how) if there or act in (_somebody, _reverted) else []
            if changes:
                _record(desk, changes)
            if looked:
                _alike(desk, kept)
        _alike(desk, kept)


def _alike(desk: Desk, kept: KeptPeople) -> None:
    rows = desk.rows()
    for level in LEVELS:
        fresh, asked = People(known_people(rows, level)), (desk.session, desk.ring, level)
        same(kept.pairs(*asked), fresh.pairs(), f"pairs at {level.code}")
        for name in ASKED:
            same(kept.named(*asked, name), fresh.named(name), f"{name} at {level.code}")
        for key in desk.session.scalars(select(Subject.public_id).where(Subject.kind == "individual")):
            same(kept.like_one(*asked, key), fresh.like_one(key), f"{key} at {level.code}")


def test_only_those_who_were_touched_are_read_again(monkeypatch):
    read = []
    with Session(for_writing(filled_anew())) as session:
        desk, kept = Desk(session, ring()), KeptPeople()
        kept.named(session, ring(), Level.VETTED, NAMES[0])
        monkeypatch.setattr("app.matching.kept.load", lambda *_: read.append("everybody"))
        desk.record(*grounds(), *named("p", NAMES[0]))
        assert [hit.names[1] for hit in kept.named(session, ring(), Level.VETTED, NAMES[0])] == [NAMES[0]]
        assert read == []
