"""Whoever is generalised stands in the researcher edition under an id of its own: a list takes them out all the same, and with them
whoever would be left with too few who look alike.
"""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from app.disclosure.forms import LOOK_ALIKES
from app.editions.read.cases import page
from app.editions.read.counts import table
from app.editions.read.facets import facets
from app.editions.read.holdings import totals
from app.editions.read.pictures import pictures
from app.editions.read.query import CaseQuery
from app.editions.read.shelf import Shelf
from app.publishing.renaming import renaming
from tests.importing import synthetic_batch as made_up
from tests.importing.synthetic_batch import Batch
from tests.publishing.hidden import hide
from tests.publishing.press import press_of

RESEARCHER = Level.RESEARCHER


def person(number: int) -> str:
    return f"p0000000000001{number:02}"


def case_of(number: int) -> str:
    return f"c0000000000001{number:02}"


def _alike(many: int) -> Batch:
    """So many made-up people of whom only a descriptor may be told, all of one kind, beside two who are named."""
    batch = Batch()
    told = {"sex": "F", "repatriation_date": "2013-05", "returned_by": "China", "returned_to": "North Korea"}
    for number in range(many):
        key, name = f"synthetic-hidden-{number}", f"Synthetic Hidden{number}"
        batch.add("public_cases.csv", case_key=key, name_latin=name)
        for claim in made_up._claims(key, made_up.PAPER, name_latin=name, **told):
            batch.add("public_claims.csv", **claim)
        batch.add("individuals.csv", individual_key=key, public_id=person(number), kind="named", reason="Made up.")
        batch.add(
            "cases.csv",
            case_key=key,
            public_id=case_of(number),
            individual_key=key,
            event_key="synthetic-return",
        )
        decided = made_up._decision("individual", key)
        batch.add("decisions.csv", **{**decided, "form": "descriptor", "purposes": "research_access"})
    return batch


@pytest.fixture
def house(tmp_path):
    def made(many: int):
        press = press_of(_alike(many), tmp_path / "house")
        press.publish()
        return press, Shelf(press.shelves.manifest(RESEARCHER), press.ring.verifier(), press.ring)

    return made


def shown(shelf: Shelf) -> set[str]:
    """The people who are generalised."""
    return {d["individual"] for d in page(shelf.current(), CaseQuery(limit=100)).documents if d["form"] == "descriptor"}


def renamed(press, *numbers: int) -> set[str]:
    return {renaming(press.ring, RESEARCHER)(person(number)) for number in numbers}


def counted(shelf: Shelf) -> list[int]:
    """How many people every way of counting says."""
    edition = shelf.current()
    women = facets(edition, CaseQuery())["sex"].get("female", 0)
    return [totals(edition)["individuals"], table(edition, CaseQuery(), ("sex",)).totals.individuals, women]


def test_a_list_alone_takes_out_whoever_is_generalised(house):
    press, shelf = house(LOOK_ALIKES + 1)
    assert shown(shelf) == renamed(press, *range(LOOK_ALIKES + 1))
    assert counted(shelf) == [LOOK_ALIKES + 3, LOOK_ALIKES + 3, LOOK_ALIKES + 2]
    hide(press, person(0))
    assert shown(shelf) == renamed(press, *range(1, LOOK_ALIKES + 1))
    assert counted(shelf) == [LOOK_ALIKES + 2, LOOK_ALIKES + 2, LOOK_ALIKES + 1]
    assert pictures(shelf.current(), "en") is None
    press.suppress()
    at_once = shown(shelf), counted(shelf)
    press.publish()
    assert (shown(shelf), counted(shelf)) == at_once


def test_with_them_goes_everybody_who_would_be_left_with_too_few_alike(house):
    press, shelf = house(LOOK_ALIKES)
    hide(press, person(0))
    assert shown(shelf) == set()
    press.suppress()
    assert shown(shelf) == set()
    assert counted(shelf) == [2, 2, 1]


def test_two_are_too_many_where_one_was_not(house):
    press, shelf = house(LOOK_ALIKES + 1)
    hide(press, person(0))
    hide(press, person(1))
    assert shown(shelf) == set()


def test_whoever_went_with_them_comes_back_as_the_next_edition_tells_of_them(house):
    press, shelf = house(LOOK_ALIKES)
    hide(press, person(0))
    press.publish()
    listed = set(press.suppress()[RESEARCHER])
    assert renamed(press, 0) < listed
    assert listed.isdisjoint(renamed(press, *range(1, LOOK_ALIKES)))
    anew = press.edition(RESEARCHER)
    assert totals(shelf.current()) == totals(anew)


def test_no_other_list_has_an_id_of_that_edition_nor_that_one_any_other(house):
    press, _ = house(LOOK_ALIKES)
    press.file(Level.PUBLIC).unlink()  # so that its ids are listed without being looked for
    listed = hide(press, person(0))
    assert listed[Level.PUBLIC] == listed[Level.VETTED] == {person(0), case_of(0)}
    assert person(0) not in listed[RESEARCHER]
    assert renamed(press, 0) <= listed[RESEARCHER]


@pytest.mark.parametrize("many", [LOOK_ALIKES, LOOK_ALIKES + 3])
def test_where_the_edition_cannot_be_read_they_are_listed_all_the_same(house, many):
    press, shelf = house(many)
    press.file(RESEARCHER).unlink()
    listed = hide(press, person(0))
    assert renamed(press, 0) <= listed[RESEARCHER]
    assert renamed(press, 0).isdisjoint(shown(shelf))
