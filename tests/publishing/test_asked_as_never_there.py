"""Whom a list alone hides steers no search and no filter: a question is answered of the others as the next edition will answer it."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest

from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.cube import CASE_FIELDS, COUNTED_BY
from app.editions.read.cases import facets, page
from app.editions.read.counts import table
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines, provinces_of_origin
from app.editions.read.names import find_names
from app.editions.read.query import CaseQuery, read_query
from app.editions.read.shelf import Shelf
from app.names import gathering
from app.names.gathering import MAX_FORMS
from tests.publishing.by_a_list import of_people, read, with_list
from tests.publishing.hidden import ALPHA, BETA, GAMMA, TOLD, hide, named_alike, told_of_each_other
from tests.publishing.press import press_of

NAMES = (
    "Kim Chol-su", "Kim Chol-suk", "Kim Gol-su", "김철수", "Kim Chulsoo", "Kim Chol-sung", "Pak Chol-su", "Chol-su", "철수", "Kim", "김○수",
)  # fmt: skip
"""Names to search for: of whoever is hidden, of whoever is shown, a slip, a part or a mask of them, and nobody's."""
STATES = ("has", "lacks", "withheld")


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("who", [GAMMA, ALPHA, BETA])
def test_a_search_by_name_finds_whom_the_next_edition_will(tmp_path, level, who):
    """Also where so many forms sound alike that not all are ranked: whoever is hidden takes nobody's place."""
    press = press_of(named_alike(), tmp_path / "alike")
    press.publish()
    shelf = Shelf(press.shelves.manifest(level), press.ring.verifier(), press.ring)
    hide(press, who)
    at_once = _searched(shelf.current())
    press.publish()
    assert at_once == _searched(shelf.current())
    assert any(answer.hits for answer in at_once.values())  # else it would mean little
    press.engine.dispose()


def _searched(edition) -> dict[tuple[str, int], Any]:
    found = {}
    for most in (1, 2, MAX_FORMS):
        with patch.object(gathering, "MAX_FORMS", most):
            found |= {(name, most): find_names(edition, name) for name in NAMES}
    return found


@pytest.fixture
def told(tmp_path):
    made = press_of(told_of_each_other(), tmp_path / "told")
    for key, field, words in TOLD:
        made.say(key, field, words, Level.PUBLIC)
    made.publish()
    yield made
    made.engine.dispose()


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("who", [GAMMA, ALPHA, BETA])
def test_words_that_name_whoever_is_hidden_leave_what_the_next_edition_says_and_finds(told, level, who):
    """Documents, lists, counts and every filter by which a field is there, is not, or is withheld."""
    edition = with_list(told, level, lambda: hide(told, who))
    at_once = of_people(read(edition)), _filtered(edition)
    told.publish()
    anew = told.edition(level)
    assert at_once == (of_people(read(anew)), _filtered(anew))
    anew.close()


@pytest.mark.parametrize("who", [GAMMA, ALPHA, BETA])
def test_a_case_is_found_by_a_field_if_its_document_has_it(told, who):
    """Also where several say it, of whom one names somebody: all of it is left out until the next edition, and so does the filter."""
    told.say(BETA, "occupation", "weaver", Level.PUBLIC)
    told.publish()
    edition = with_list(told, Level.PUBLIC, lambda: hide(told, who))
    facts = {document["id"]: document["facts"].keys() for document in page(edition, CaseQuery(limit=100)).documents}
    for field in CASE_FIELDS:
        having = {key for key, held in facts.items() if field in held}
        assert (field, having) == (field, set(_found(edition, "has", field)))
        assert having.isdisjoint(_found(edition, "lacks", field))


def _filtered(edition) -> dict[str, Any]:
    """What every filter by a field finds, and what is counted."""
    return {
        "states": {(state, code): _found(edition, state, code) for state in STATES for code in CASE_FIELDS},
        "facets": facets(edition, CaseQuery()),
        "tables": [table(edition, CaseQuery(), (field,)) for field in COUNTED_BY],
        "provinces": provinces_of_origin(edition),
        "from": chosen_lines(edition, read_list_query([("receiving_state", ""), ("origin", "Synthetic")])),
    }


def _found(edition, state: str, field: str) -> list[str]:
    return [one["id"] for one in page(edition, read_query([(state, field)])).documents]
