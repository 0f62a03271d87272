"""Names in an edition: found in any spelling, never above the level, sealed keys the same search."""

from __future__ import annotations

import sqlite3

import pytest

from app.codebook.levels import Form, Level
from app.disclosure.assemble import Record, content_of
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.read.names import find_names
from app.editions.read.opening import open_edition
from tests.disclosure.people import ON, event, person, sources


def _seal(key: str) -> str:
    return f"sealed-{sum(map(ord, key)):x}-{len(key)}-{hash(key) & 0xFFFFFFFF:x}"


def _record() -> Record:
    people = (
        person("1", Form.FULL, "김영철"),
        person("2", Form.HOLD, "박합성"),
        person("3", Form.AS_PUBLISHED, "○합송"),
        person("4", Form.DESCRIPTOR, "최합화"),
    )
    return Record(people, (event(),), sources("s1", "s2"))


def _edition(folder, level, seal=None):
    content = content_of(_record(), level, ON, lambda key: "z" + key)
    rows = rows_of(content, seal) if seal else rows_of(content)
    write_edition(rows, folder / "e.sqlite")
    return open_edition(folder / "e.sqlite")


@pytest.mark.parametrize(
    "typed", ["김영철", "Kim Yong-chol", "Kim Yŏngch'ŏl", "Gim Yeongcheol", "Yong Chol Kim", "金英哲", "Ким Ён Чхоль"]
)
def test_a_shown_name_is_found_however_it_is_typed(tmp_path, typed):
    hit = find_names(_edition(tmp_path, Level.PUBLIC), typed).hits[0]
    assert hit.individual == "p1"
    assert hit.why


def test_a_masked_name_is_found_by_what_it_shows_and_stays_masked(tmp_path):
    hits = find_names(_edition(tmp_path, Level.PUBLIC), "○합송").hits
    assert ("p3", "○합송", "part") in [(h.individual, h.form, h.band) for h in hits]


@pytest.mark.parametrize("typed", ["박합성", "Park Hapseong", "최합화", "Choi Hap-hwa"])
def test_a_name_above_the_readers_level_matches_nothing(tmp_path, typed):
    people = {hit.individual for hit in find_names(_edition(tmp_path, Level.PUBLIC), typed).hits if hit.band == "same"}
    assert not people


def test_with_sealed_keys_the_search_is_the_same_and_the_key_column_shows_no_sound(tmp_path):
    edition = _edition(tmp_path, Level.VETTED, _seal)
    assert not find_names(edition, "Park Hapseong").hits
    edition.seal = _seal
    assert [h.individual for h in find_names(edition, "Park Hapseong").hits][:1] == ["p2"]
    keys = sqlite3.connect(tmp_path / "e.sqlite").execute("SELECT key FROM name_key").fetchall()
    assert all(key.startswith("sealed-") for (key,) in keys)


def test_a_withdrawn_person_is_not_found(tmp_path):
    edition = _edition(tmp_path, Level.PUBLIC)
    edition.suppressed = frozenset({"p1"})
    assert "p1" not in [hit.individual for hit in find_names(edition, "김영철").hits]
