"""Levels that are asked for without opening a body are those of the views, whatever was ruled, merged or taken back since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.codebook.levels import Level, Standing
from app.editing.drafts import changes as c
from app.editing.entry.source_level import source_seen
from app.editing.views import levels_of, views_of
from app.vault.levels import claim_levels, subject_levels
from app.vault.models import Subject
from app.vault.rows import ClaimRow
from tests.editing.desk import ANN, DORA, Desk, both, fact, person
from tests.editing.house import NAMES, fill

SEEING = [person("seer", level) for level in Level]
HIDDEN = "Concealed Omega"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    fill(desk)
    return desk


def told(desk: Desk) -> list[int]:
    """Of how many each level is told that the source says something of them."""
    return [source_seen(desk.session, desk.ring, one, desk.source()).says_of for one in SEEING]


def viewed(desk: Desk) -> list[int]:
    """In the views of how many each level sees a claim of the source."""
    rows, source = desk.rows(), desk.source()
    views = [views_of(rows, {claim.subject for claim in rows.claims}, level) for level in Level]
    return [sum(_cites(view.parts, source) for view in each.values()) for each in views]


def _cites(parts: dict[str, list], source: str) -> bool:
    return any(row[2] == source for name, part in parts.items() if name.startswith("claims.") for row in part)


def of(desk: Desk, *keys: str) -> list[ClaimRow]:
    return [claim for claim in desk.rows().claims if claim.subject in keys]


def raised(claims: list[ClaimRow], level: Level = Level.SEALED) -> list[c.Change]:
    return [
        c.RuleClaim(ref=f"c{n}", claim=one.ref, standing=Standing.ACTIVE, level=level, reason="safety")
        for n, one in enumerate(claims)
    ]


def ruled(key: str, level: Level) -> c.Change:
    return c.RuleSubject(ref="level", subject=key, level=level, reason="safety")


def merge(kept: str, merged: str) -> c.Change:
    return c.MergeSubjects(ref="m", kept=kept, merged=merged, reason="one life")


@both
def test_a_claim_that_was_raised_is_in_no_count_below(filled: Desk) -> None:
    one = filled.by_name(NAMES[2])
    before = told(filled)
    filled.record(*raised(of(filled, one, filled.case_of(one))))
    assert told(filled) == [n - 2 if level < Level.SEALED else n for level, n in zip(Level, before, strict=True)]


def test_the_case_of_somebody_who_was_raised_is_in_no_count_below(filled: Desk) -> None:
    before = told(filled)
    filled.record(ruled(filled.by_name(NAMES[0]), Level.SEALED))
    assert told(filled) == [n - 2 if level < Level.SEALED else n for level, n in zip(Level, before, strict=True)]


def test_what_was_taken_back_is_in_no_count(filled: Desk) -> None:
    one, other = (filled.by_name(name) for name in NAMES[:2])
    other_source = c.NewSource(
        ref="s", title="Another", publisher_key="other", type="ngo_report", level=Level.PUBLIC, key="other"
    )
    filled.record(other_source, fact(one, "weaver", "@s"))
    (source,) = {claim.source for claim in of(filled, one)} - {filled.source()}
    made = filled.record(fact(other, "weaver", source))
    assert source_seen(filled.session, filled.ring, ANN, source).says_of == 2
    filled.record(c.Revert(ref="r", changeset=made, reason="nobody said so"))
    assert source_seen(filled.session, filled.ring, ANN, source).says_of == 1


STEPS: tuple[Callable[[Desk, dict[str, str]], list[c.Change]], ...] = (
    lambda desk, key: [ruled(key[NAMES[1] + " case"], Level.RESEARCHER)],
    lambda desk, key: [ruled(key[NAMES[1]], Level.RESEARCHER)],
    lambda desk, key: [merge(key[NAMES[0]], key[NAMES[1]])],
    lambda desk, key: [ruled(key[NAMES[0]], Level.RESEARCHER)],
    lambda desk, key: raised(of(desk, key[NAMES[0]])[:1], Level.VETTED),
    lambda desk, key: [merge(key[HIDDEN], key[NAMES[0]])],
    lambda desk, key: [merge(key[NAMES[2]], key[HIDDEN])],
    lambda desk, key: raised(of(desk, key[NAMES[2]])[:2], Level.SEALED),
    lambda desk, key: [ruled(key[NAMES[2] + " case"], Level.VETTED)],
    lambda desk, key: [
        c.RuleSource(ref="s", source=desk.source(), was=Level.PUBLIC, level=Level.RESEARCHER, reason="w")
    ],
)


def test_they_are_those_of_the_views_at_every_step(filled: Desk) -> None:
    people = {name: filled.by_name(name) for name in (*NAMES, HIDDEN)}
    key = people | {f"{name} case": filled.case_of(one) for name, one in people.items()}
    told_as_seen(filled)
    for step in STEPS:
        filled.record(*step(filled, key), by=ANN, approved_by=(DORA,))
        told_as_seen(filled)


def told_as_seen(desk: Desk) -> None:
    """Of a source that somebody does not see nothing is asked."""
    rows = desk.rows()
    (lies,) = {source.level for source in rows.sources if source.public_id == desk.source()}
    seen = [source_seen(desk.session, desk.ring, one, desk.source()).says_of for one in SEEING if one.clearance >= lies]
    assert seen == viewed(desk)[lies:]
    ids = dict(desk.session.execute(select(Subject.public_id, Subject.id)).all())
    levels, now = levels_of(rows), subject_levels(desk.session, ids.values())
    assert {key: now[ids[key]] for key in levels} == levels
    climbed = {claim.id: max(claim.level, levels[claim.subject], lies) for claim in rows.claims}
    assert claim_levels(desk.session, climbed) == climbed
