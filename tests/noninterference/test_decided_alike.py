"""What a level may see does not depend on anything above it: at the function and at the edition's logical rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

from app.codebook.levels import Level
from app.disclosure.assemble import content_of
from app.disclosure.clear import clear_sources
from app.disclosure.shape import project
from app.editions.build.rows import rows_of
from tests.conftest import examples, throws
from tests.noninterference.difference import same
from tests.pairs import ON, alike

ALIKE = 11
"""Records of which each differs from the next in what is hidden alone: so many and one less pairs."""
PAIRS = examples(2_000, 50_000)
LEVELS = (Level.PUBLIC, Level.RESEARCHER, Level.PUBLIC, Level.VETTED)
"""In turn: a fault at one of them is found soon."""
PEOPLE = 2
"""Whom a level sees, at most: with few, many pairs can be tried."""


def _rename(key: str) -> str:
    return "z" + key[1:]


def test_records_that_agree_at_a_level_give_it_the_same_content_and_the_same_rows():
    tried, asked = 0, cycle(LEVELS)
    for seed, dice in throws(PAIRS // (ALIKE - 1)):
        level, people = next(asked), dice.choice((PEOPLE, PEOPLE, 4))
        first, *others = (content_of(record, level, ON, _rename) for record in alike(dice, level, ALIKE, people))
        rows = rows_of(first)
        for other in others:
            same(first, other, f"the content of {level.code}, dice {seed}")
            same(rows, rows_of(other), f"the rows of {level.code}, dice {seed}")
            tried += 1
    assert tried == PAIRS


def test_a_person_is_projected_alike():
    for seed, dice in throws(examples(50, 5_000)):
        first, *others = (_views(record) for record in alike(dice, Level.PUBLIC, ALIKE))
        for other in others:
            same(first, other, f"a person's view, dice {seed}")


def _views(record):
    """Without ties: whether the other end of one is seen is decided when all views are joined, and tested above."""
    sources = clear_sources(record.sources, Level.PUBLIC)
    return {
        person.public_id: replace(project(person, Level.PUBLIC, ON, sources), relations=())
        for person in sorted(record.dossiers, key=lambda d: d.public_id)
        if person.public_id[0] == "p"
    }
