"""A name typed as it stands is found, whatever script it is in and whether or not anybody here knows how it sounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.read.names import find_names
from app.keys.ring import KeyRing
from app.names.index import Form, MemoryIndex
from app.names.searching import search
from app.names.storing import index_keys, parsed
from app.publishing.renaming import name_seal
from tests.conftest import examples
from tests.homes import edition_at, look_at_shipped_home

NAMES = (
    "Abdulla Orusov", "Altymyrat Annaýew", "ئابدۇللا ئورۇسوف", "Абдулла Орусов", "O*** Annaýew", "김영철", "Kim Yong-chol",
    "○영금", "阿卜杜拉", "Nguyễn Văn An", "さくら", "ー", "X", "अब्दुल",
)  # fmt: skip
LETTERS = "abdkmýñğıçöABDŽ ئابدۇل Абдул 김영철 金英哲 さー अब्दु ○*-'’."


def typed(name: str) -> list[str]:
    """The name as it stands, in other case, and with other blanks."""
    return [name, name.casefold(), f"  {'   '.join(name.split())} "]


def filed(*names: str) -> MemoryIndex:
    index = MemoryIndex()
    for at, name in enumerate(names):
        index.add(Form(at, f"p{at}", name, parsed(name)), index_keys(name))
    return index


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_found_among_others_and_comes_with_its_reason(name):
    index = filed(*NAMES)
    for text in typed(name):
        hit = next(hit for hit in search(index, text).hits if hit.person == f"p{NAMES.index(name)}")
        assert (hit.form.text, hit.why.code) == (name, "masked_name" if "○" in name else "as_written")


@settings(max_examples=examples(150, 5_000), deadline=None)
@given(st.text(LETTERS, min_size=1, max_size=24).filter(str.strip))
def test_any_name_is_found_as_it_stands(name):
    index = filed("Abdulla Orusov", name, "김영철")
    for text in typed(name):
        assert "p1" in {hit.person for hit in search(index, text).hits}, text


@pytest.mark.parametrize("level", EDITION_LEVELS)
def test_every_name_of_the_shipped_editions_is_found_as_it_stands(level: Level):
    home = look_at_shipped_home()
    edition = edition_at(home, level)
    edition.seal = name_seal(KeyRing(home / "keys"), level)
    forms = edition.rows("SELECT person_id, text FROM name_form")
    assert len(forms) > 100
    for person, name in forms:
        for text in typed(name):
            hits = {hit.individual: hit for hit in find_names(edition, text).hits}
            assert person in hits, text
            assert hits[person].why in {"as_written", "masked_name"}, (text, hits[person])


def test_another_name_is_not_taken_for_one_of_no_known_sound():
    assert search(filed("Abdulla Orusov"), "Abdulla Orusowa").hits == []
    assert search(filed("김영철"), "Abdulla Orusov").hits == []
