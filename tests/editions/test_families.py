"""Who belongs together on a list: by the ties that the edition shows and by nothing else, next to each other where the order allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.disclosure.views import RelationView
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.kin import together
from app.editions.read.list_query import read_list_query
from app.editions.read.lists import chosen_lines, lines_by_id
from app.editions.read.opening import Edition, open_edition
from tests.conftest import examples
from tests.web.synthetic_people import CASES, EVENTS, KIM, MASKED, ONE, content, fact, name

PEOPLE = st.integers(0, 11).map(str)
TIES = st.lists(st.tuples(PEOPLE, PEOPLE), max_size=12)


def _reached(ties, person):
    """Everybody who is reached from the person, tie by tie, written out."""
    found = {person}
    while more := {b for pair in ties for a, b in (pair, pair[::-1]) if a in found} - found:
        found |= more
    return found


@settings(max_examples=examples(200, 5000))
@given(TIES)
def test_a_family_is_whoever_is_reached_tie_by_tie(ties):
    assert together(ties) == {person: min(_reached(ties, person)) for pair in ties for person in pair}


def _person(key, said):
    return replace(ONE, public_id=f"per{key}", facts=(fact("name", name(said, "Latn", "srcfamily0000001")),))


def _house(*people, event="evoct00000000001", ties=()):
    """An edition of people who were returned together on one day. `ties`: pairs of their keys."""
    persons = [_person(key, said) for key, said in people]
    cases = [replace(CASES[0], public_id=f"cas{key}", individual=f"per{key}", event=event) for key, _ in people]
    both = [RelationView(f"per{a}", f"per{b}", "sibling", "certain") for pair in ties for a, b in (pair, pair[::-1])]
    return replace(content(), individuals=tuple(persons), cases=tuple(cases), events=EVENTS if event else (), relations=tuple(both))  # fmt: skip


@pytest.fixture
def edition(tmp_path):
    def build(made) -> Edition:
        write_edition(rows_of(made), tmp_path / "e.sqlite")
        return open_edition(tmp_path / "e.sqlite")

    return build


def _names(edition, *asked):
    return [line["name"]["latin"] for line in chosen_lines(edition, read_list_query(asked)) if line["name"]]


def _families(edition, *asked):
    found = [line for line in chosen_lines(edition, read_list_query(asked)) if "individual" in line]
    return {line["individual"]: line["family"] for line in found}


FOUR = (("a", "Synthetic Ann"), ("b", "Synthetic Bea"), ("c", "Synthetic Cem"), ("d", "Synthetic Dan"))


@pytest.mark.parametrize("event", ["evoct00000000001", None])
def test_a_family_stands_together_where_its_first_name_would(edition, event):
    opened = edition(_house(*FOUR, event=event, ties=[("b", "d")]))
    said = [one.removeprefix("Synthetic ") for one in _names(opened, ("order", "date"))]
    assert abs(said.index("Bea") - said.index("Dan")) == 1
    assert not event or said == ["Ann", "Bea", "Dan", "Cem"]
    assert _names(opened, ("order", "name")) == [one for _, one in FOUR]
    assert _families(opened) == {"pera": None, "perb": "perb", "perc": None, "perd": "perb"}


def test_who_is_not_on_the_list_ties_and_who_was_withdrawn_does_not(edition):
    """Two children of one mother; she may not be read aloud, and later asks to be taken out."""
    made = _house(*FOUR, ties=[("a", "b"), ("b", "c")])
    silent = replace(made, individuals=tuple(
        replace(p, purposes=frozenset()) if p.public_id == "perb" else p for p in made.individuals))  # fmt: skip
    opened = edition(silent)
    tied = {"pera": "pera", "perc": "pera", "perd": None}
    assert _families(opened) == tied
    ids = ["casa", "casc", "casd"]
    assert {key: line["family"] for key, line in lines_by_id(opened, ids, "reading_aloud").items()} == dict(
        zip(ids, tied.values(), strict=True)
    )
    for withdrawn in ("perb", "casb"):
        opened.suppressed = frozenset({withdrawn})
        assert _families(opened) == dict.fromkeys(tied)


def test_one_alone_of_a_family_has_none_and_no_id_of_another_leaves(edition):
    opened = edition(content())
    assert _families(opened, ("year", "2023"))[ONE.public_id] is None
    assert all("kin" not in line for line in chosen_lines(opened, read_list_query([])))
    both = _families(opened)
    assert both[ONE.public_id] == both[KIM.public_id] == min(ONE.public_id, KIM.public_id)
    assert both[MASKED.public_id] is None
