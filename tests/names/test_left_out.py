"""An index without some people answers every search as one that never held them: their names steer nothing and fill no limit."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from app.names import gathering
from app.names.gathering import Hit
from app.names.index import WHOLE, TableIndex
from app.names.searching import search
from app.names.storing import index_keys, parsed
from tests.conftest import examples

NEAR = (
    "Kim Chol-su", "Kim Chol-suk", "Kim Chol-sun", "Kim Gol-su", "Pak Chol-su", "김철수", "김철", "김○수", "金哲洙", "Jin Zhezhu",
)  # fmt: skip
"""Each a slip, a part, a mask or another spelling of some other."""
TWO_PARTS = (*WHOLE, ("added_key", "added_form"))
people = st.lists(st.sampled_from(NEAR), min_size=1, max_size=8)


@settings(deadline=None, max_examples=examples(100, 5_000))
@given(people, st.sets(st.integers(0, 7)), st.sampled_from(NEAR), st.integers(1, 6), st.booleans())
def test_whoever_is_left_out_was_never_there(
    names: list[str], out: set[int], asked: str, most: int, amended: bool
) -> None:
    without = {_person(n) for n in out}
    parts = TWO_PARTS if amended else WHOLE
    held = dict(enumerate(names))
    left = {n: name for n, name in held.items() if n not in out}
    with patch.object(gathering, "MAX_FORMS", most):
        assert _found(held, parts, asked, without) == _found(left, parts, asked, ())


def test_as_many_may_be_left_out_as_a_house_holds() -> None:
    """More people than a statement of SQLite takes parameters (32,766)."""
    out = {_person(n) for n in range(40_000)}
    hits, _ = _found({50_000: "김철수", **dict.fromkeys(range(1_200), "김철수")}, WHOLE, "김철수", out)
    assert [hit[0] for hit in hits] == [_person(50_000)]


def _person(n: int) -> str:
    return f"p{n:05}"


def _found(
    names: dict[int, str], parts: Sequence[tuple[str, str]], asked: str, without: Collection[str]
) -> tuple[list[tuple[object, ...]], bool]:
    """Who is found and why, and whether a cap cut anybody off."""
    link = sqlite3.connect(":memory:")
    for keys, forms in parts:
        link.execute(f"CREATE TABLE {forms}(form_id INTEGER PRIMARY KEY, person_id, text, parsed, born, sex, place)")
        link.execute(f"CREATE TABLE {keys}(key TEXT, form_id INTEGER, PRIMARY KEY(key, form_id)) WITHOUT ROWID")
    for n, name in names.items():
        keys, forms = parts[n % len(parts)]
        link.execute(
            f"INSERT INTO {forms} VALUES (?,?,?,?,?,?,?)", (n, _person(n), name, parsed(name), None, None, None)
        )
        link.executemany(f"INSERT INTO {keys} VALUES (?,?)", [(key, n) for key in index_keys(name)])
    answer = search(TableIndex(link.execute, parts=parts, without=frozenset(without)), asked)
    link.close()
    return [_said(hit) for hit in answer.hits], answer.capped


def _said(hit: Hit) -> tuple[object, ...]:
    return hit.person, hit.form.text, hit.band, hit.why, hit.score
