"""The general property: a base under its addendum answers everything as the edition in one file does, and is the same edition."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.codebook.levels import Level
from app.disclosure.assemble import content_of
from app.disclosure.dossier import Dossier, MovedRecord, RelationRecord
from app.disclosure.views import Content
from app.editions.read import pages
from app.names import gathering
from tests.conftest import examples
from tests.editions.addenda.questions import difference
from tests.editions.addenda.states import amended, whole
from tests.editions.vaults import records
from tests.pairs import EVENTS, ON, SOURCES

KEY = hashlib.sha256(b"a key of tests").digest()


def keyed(key: str) -> str:
    return hashlib.sha256(b"seal" + key.encode()).hexdigest()


def returned_again(person: Dossier) -> Dossier:
    """The person with one more case, like the last one."""
    last = person.cases[-1]
    return replace(person, cases=(*person.cases, replace(last, public_id=f"{last.public_id[:-1]}z")))


@st.composite
def contents(draw) -> list[Content]:
    """What is said one time after the other: people come, go, change, move to another return, and are tied to each other."""
    first = draw(records())
    first = replace(first, dossiers=tuple(returned_again(d) if draw(st.booleans()) else d for d in first.dossiers))
    found = [first]
    for _ in range(draw(st.integers(1, 3))):
        before, drawn = found[-1], draw(records())
        other = {one.public_id: one for one in drawn.dossiers}
        crowd = {one.public_id: one for one in before.dossiers}
        for key in draw(st.lists(st.sampled_from(sorted({*crowd, *other} or {"nobody"})), max_size=3, unique=True)):
            if key in other:
                crowd[key] = returned_again(other[key]) if draw(st.booleans()) else other[key]
            else:
                crowd.pop(key, None)
        if len(crowd) > 1 and draw(st.booleans()):
            one, two = draw(st.permutations(sorted(crowd)))[:2]
            tie = RelationRecord(two, "parent", "stated", SOURCES[0], Level.PUBLIC)
            crowd[one] = replace(crowd[one], relations=(*crowd[one].relations, tie))
        events = tuple(
            replace(e, label=f"Synthetic return, called {draw(st.integers(0, 1))}") if draw(st.booleans()) else e
            for e in before.events
        )
        sources = tuple(
            replace(s, title=f"Title {draw(st.integers(0, 9))}") if draw(st.booleans()) else s for s in before.sources
        )
        cases = [case.public_id for one in crowd.values() for case in one.cases]
        moved = (MovedRecord("cmoved0000000000", draw(st.sampled_from(cases)), Level.PUBLIC),) if cases else ()
        found.append(replace(before, dossiers=tuple(crowd.values()), events=events, sources=sources, moved=moved))
    return [content_of(record, Level.PUBLIC, ON, lambda key: "z" + key[1:]) for record in found]


def ids_of(said: list[Content]) -> tuple[str, ...]:
    """Of everybody and everything that was ever there, and of nobody."""
    cases = {case.public_id for content in said for case in content.cases}
    return (*sorted(cases), *EVENTS, *SOURCES, "cmoved0000000000", "nobody0000000000")


def difference_in_any_answer(said: list[Content], gone: list[str], key: bytes | None, few: int) -> object:
    """`few`: up to so many cases are put in order by themselves, and so many forms of names are ranked."""
    seal = {} if key is None else {"seal": keyed}
    with (
        tempfile.TemporaryDirectory() as place,
        mock.patch.object(pages, "FEW", few),
        mock.patch.object(gathering, "MAX_FORMS", few),
    ):
        one, other = whole(said[-1], Path(place), key, **seal), amended(said, Path(place), key, **seal)
        try:
            return difference(one, other, ids_of(said)) or _withdrawn(one, other, gone, ids_of(said))
        finally:
            one.close()
            other.close()


def _withdrawn(one, other, gone: list[str], ids: tuple[str, ...]) -> object:
    one.suppressed = other.suppressed = frozenset(gone)
    return difference(one, other, ids) if gone else None


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
@settings(
    max_examples=examples(6, 150), deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
@given(contents(), st.lists(st.integers(0, 40), max_size=2), st.sampled_from([pages.FEW, 3]))
def test_a_base_and_its_addendum_answer_as_one_file(key, said, places, few):
    people = sorted({c.public_id for c in said[-1].cases} | {c.individual for x in said for c in x.cases} | set(EVENTS))
    found = difference_in_any_answer(said, [people[place % len(people)] for place in places], key, few)
    assert found is None, found
