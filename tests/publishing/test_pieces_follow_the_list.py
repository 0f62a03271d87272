"""A file that goes out in pieces, as slowly as somebody reads it, holds in no later piece whoever is hidden after an earlier one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

import pytest

from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.read import cases
from app.editions.read.cases import csv_chunks
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery, read_query
from app.editions.read.shelf import Shelf
from tests.publishing.hidden import ALPHA, BETA, GAMMA, SECOND, TOLD, hide, told_of_each_other
from tests.publishing.press import Press, press_of

QUERIES = ((), (("fields", "occupation"),), (("sort", "name"),), (("has", "occupation"),), (("q", "Synthetic"),))


def nobody_else_asks(press: Press, shelf: Shelf) -> None:
    """The file follows the list by itself."""


def somebody_asks(press: Press, shelf: Shelf) -> None:
    shelf.current()


def another_edition(press: Press, shelf: Shelf) -> None:
    press.publish()
    shelf.current()


AFTERWARDS = [nobody_else_asks, somebody_asks, another_edition]
Afterwards = Callable[[Press, Shelf], None]


@pytest.fixture
def press(tmp_path, monkeypatch) -> Iterator[Press]:
    monkeypatch.setattr(cases, "LINES_AT_ONCE", 1)
    made = press_of(told_of_each_other(), tmp_path / "house")
    for key, field, words in TOLD:
        made.say(key, field, words, Level.PUBLIC)
    made.publish()
    yield made
    made.engine.dispose()


def shelf_of(press: Press, level: Level) -> Shelf:
    return Shelf(press.shelves.manifest(level), press.ring.verifier(), press.ring)


def pieces(edition: Edition, query: CaseQuery) -> list[bytes]:
    return [piece for piece in csv_chunks(edition, query) if piece]


@pytest.mark.parametrize("level", EDITION_LEVELS)
@pytest.mark.parametrize("who", [GAMMA, ALPHA, SECOND])
@pytest.mark.parametrize("afterwards", AFTERWARDS)
def test_what_follows_is_what_somebody_who_asks_now_is_told(press, level, who, afterwards: Afterwards):
    """Line for line, of whoever has not been told of before."""
    shelf = shelf_of(press, level)
    edition = shelf.current()
    begun = [csv_chunks(edition, read_query(asked)) for asked in QUERIES]
    before = [[next(one), next(one)] for one in begun]
    with edition.streaming():
        hide(press, who)
        now = shelf_of(press, level).current()
        expected = [pieces(now, read_query(asked)) for asked in QUERIES]
        afterwards(press, shelf)
        rest = [[piece for piece in one if piece] for one in begun]
    for told, found, wanted in zip(before, rest, expected, strict=True):
        assert found == [line for line in wanted if _case(line) not in {_case(piece) for piece in told}]


@pytest.mark.parametrize("editions", [1, 2, 3])
def test_a_file_of_an_edition_that_others_replaced_long_ago_follows_the_list(press, editions):
    shelf = press.shelf()
    edition = shelf.current()
    begun = csv_chunks(edition, CaseQuery(sort="return_date"))  # Synthetic Gamma comes last
    next(begun)
    with edition.streaming():
        for n in range(editions):
            press.say(BETA, "nationality", f"made up {n}", Level.PUBLIC)
            another_edition(press, shelf)
        hide(press, GAMMA)
        rest = b"".join(begun)
    assert b"Synthetic Beta" in rest
    assert b"Gamma" not in rest


def _case(line: bytes) -> str:
    return next(csv.reader([line.decode()]))[0]


def test_whoever_left_the_list_with_another_edition_stays_hidden_in_a_file_of_the_one_before(press):
    """Who is masked leaves the list when an edition says less of them; the file that goes out would say it all."""
    shelf = press.shelf()
    edition = shelf.current()
    begun = csv_chunks(edition, CaseQuery(sort="-return_date"))
    next(begun)
    hide(press, BETA, masked=True)
    with edition.streaming():
        shelf.follow()
        press.publish()
        press.suppress()  # takes whoever the edition tells less of off the list
        shelf.follow()
        assert BETA in edition.suppressed
        assert BETA not in shelf.current().suppressed
        assert b"Synthetic Beta" not in b"".join(begun)
