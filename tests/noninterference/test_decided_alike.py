"""What a level may see does not depend on anything above it: at the function and at the edition's logical rows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import content_of
from app.disclosure.clear import clear_sources
from app.disclosure.shape import project
from app.editions.build.rows import rows_of
from tests.conftest import examples
from tests.noninterference.difference import same
from tests.pairs import ON, pairs


def _rename(key: str) -> str:
    return "z" + key[1:]


@settings(max_examples=examples(50, 5000))
@given(st.sampled_from(EDITION_LEVELS).flatmap(lambda level: st.tuples(st.just(level), pairs(level))))
def test_records_that_agree_at_a_level_give_it_the_same_content_and_the_same_rows(drawn):
    level, (one, other) = drawn
    if level is Level.VETTED:  # held and undecided people are visible there: only what is above differs
        one, other = _without_strangers(one), _without_strangers(other)
    contents = [content_of(record, level, ON, _rename) for record in (one, other)]
    same(*contents, f"the content of {level.code}")
    same(*map(rows_of, contents), f"the rows of {level.code}")


@settings(max_examples=examples(50, 5000))
@given(pairs(Level.PUBLIC))
def test_a_person_is_projected_alike(drawn):
    one, other = drawn
    views = [
        {
            d.public_id: replace(
                project(d, Level.PUBLIC, ON, clear_sources(r.sources, Level.PUBLIC)),
                relations=(),  # whether the other end of a tie is seen is decided when all views are joined, and tested above
            )
            for d in r.dossiers
            if d.public_id[0] == "p"
        }
        for r in (one, other)
    ]
    same(*views, "a person's view")


def _without_strangers(record):
    kept = tuple(d for d in record.dossiers if d.public_id[0] == "p")
    return replace(record, dossiers=kept)
