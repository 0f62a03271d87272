"""Whoever is not cleared is answered alike by two houses that differ only in what is hidden from them, on every route of both."""

from __future__ import annotations

import pytest
from starlette.routing import Match

from app.codebook.levels import Level
from tests.conftest import examples
from tests.noninterference.questions import questions, routes, tell_apart
from tests.noninterference.readers import KINDS
from tests.noninterference.worlds import twins, worlds

PART = examples(4, 1)
"""On every change each kind of reader asks a quarter, and another one than the next; at night everything."""


@pytest.mark.parametrize("number", range(len(KINDS)), ids=list(KINDS))
def test_nobody_tells_two_houses_apart_by_what_is_hidden_from_them(number, no_limits):
    name = list(KINDS)[number]
    every = questions(name)
    asked = every[number % PART :: PART]
    assert tell_apart(name, asked) == len(asked) > len(every) // PART - 1


@pytest.mark.parametrize("of", ["members", "public"])
def test_every_route_that_can_be_read_is_asked(of):
    world, _ = twins("steward")
    app = world.members.app if of == "members" else world.public
    left = set(routes(of))
    for asked in questions("steward"):
        scope = {"type": "http", "method": asked.method, "path": asked.path, "headers": [], "root_path": ""}
        if asked.of == of:
            left -= {r.path for r in app.routes if r.matches(scope)[0] is Match.FULL}
    assert not left


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.RESEARCHER])
def test_the_houses_differ_in_every_edition_above_the_level_and_in_none_below(level):
    one, other, _ = worlds(level)
    for each in (Level.PUBLIC, Level.RESEARCHER, Level.VETTED):
        contents = {world.members.house.shelves[each]().current().content for world in (one, other)}
        assert len(contents) == (2 if each > level else 1), each
