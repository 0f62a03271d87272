"""Whatever becomes of the edition's file, a reader that runs honours the newest suppression list at once, and never an older one."""

from __future__ import annotations

import pytest

from app.codebook.levels import Level
from app.editions.manifest import Suppressed, signed_text
from app.editions.read.cases import case, page
from app.editions.read.holdings import totals
from app.editions.read.names import find_names
from app.editions.read.query import CaseQuery
from app.editions.read.shelf import Shelf
from tests.publishing.hidden import ALPHA, BETA, BETA_CASE, GAMMA, GAMMA_CASE, hide, two_returns
from tests.publishing.press import press_of

LEVELS = (Level.PUBLIC, Level.RESEARCHER, Level.VETTED)
"""The last two are encrypted."""


@pytest.fixture
def press(tmp_path):
    made = press_of(two_returns(), tmp_path / "house")
    made.publish()
    yield made
    made.engine.dispose()


def shelf_of(press, level: Level) -> Shelf:
    return Shelf(press.shelves.manifest(level), press.ring.verifier(), press.ring)


def damaged(press, level: Level) -> None:
    path = press.file(level)
    body = bytearray(path.read_bytes())
    body[-100] ^= 1
    beside = path.with_suffix(".new")
    beside.write_bytes(bytes(body))
    beside.replace(path)


def gone(press, level: Level) -> None:
    press.file(level).unlink()


def manifest_first(press, level: Level) -> None:
    """A host that copies: the new manifest is there, its file not yet."""
    press.say(BETA, "occupation", "made up", Level.PUBLIC)
    press.publish()
    press.file(level).unlink()


def no_manifest(press, level: Level) -> None:
    press.shelves.manifest(level).unlink()


def read(shelf: Shelf, key: str, name: str) -> tuple[bool, bool, int]:
    """Whether the case is answered, whether its name is found, and how many cases there are."""
    edition = shelf.current()
    return (
        case(edition, key) is not None,
        bool(find_names(edition, name).hits),
        page(edition, CaseQuery()).cases,
    )


@pytest.mark.parametrize("hurt", [damaged, gone, manifest_first, no_manifest])
@pytest.mark.parametrize("level", LEVELS)
def test_whoever_is_hidden_is_gone_whatever_became_of_the_file(press, level, hurt):
    shelf = shelf_of(press, level)
    assert read(shelf, GAMMA_CASE, "Synthetic Gamma") == (True, True, 4)
    hurt(press, level)
    shelf.current()  # it sees that something is wrong before the list comes
    hide(press, GAMMA)
    assert read(shelf, GAMMA_CASE, "Synthetic Gamma") == (False, False, 3)
    assert totals(shelf.current())["individuals"] == 2
    hide(press, BETA)
    assert read(shelf, BETA_CASE, "Synthetic Beta") == (False, False, 2)


@pytest.mark.parametrize("hurt", [gone, damaged])
def test_nobody_leaves_the_list_before_the_edition_that_tells_less_of_them_is_open(press, hurt):
    """Who is masked is hidden until the next edition says no more than a descriptor; the older one has the name."""
    shelf = press.shelf()
    hide(press, ALPHA, masked=True)
    assert page(shelf.current(), CaseQuery()).cases == 2
    press.publish()
    file = press.file(Level.PUBLIC)
    body = file.read_bytes()
    hurt(press, Level.PUBLIC)
    listed(press, 99)  # the house takes everybody off the list
    assert page(shelf.current(), CaseQuery()).cases == 2
    file.write_bytes(body)
    touched(press)
    found = page(shelf.current(), CaseQuery())
    assert (found.cases, {c["form"] for c in found.documents if c["individual"] == ALPHA}) == (4, {"descriptor"})


def listed(press, number: int, *ids: str) -> None:
    now = Suppressed(number=number, ids=ids)
    place = press.shelves.suppressed(Level.PUBLIC)
    beside = place.with_suffix(".beside")
    beside.write_text(signed_text(now, press.ring.signer().sign(now.document())), encoding="utf-8")
    beside.replace(place)


def touched(press) -> None:
    """The manifest is written once more, as a copy does that begins anew."""
    place = press.shelves.manifest(Level.PUBLIC)
    beside = place.with_suffix(".beside")
    beside.write_bytes(place.read_bytes())
    beside.replace(place)


def shown(shelf: Shelf) -> set[str]:
    return {document["individual"] for document in page(shelf.current(), CaseQuery()).documents}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_list_that_is_not_newer_takes_nobody_off_and_may_add(press, number):
    """A house that has lost its lists numbers them anew, and its first ones count as well."""
    shelf = press.shelf()
    listed(press, 3, GAMMA)
    assert shown(shelf) == {ALPHA, BETA}
    listed(press, number)
    assert shown(shelf) == {ALPHA, BETA}
    listed(press, number, BETA)
    assert shown(shelf) == {ALPHA}
    listed(press, 4, BETA)
    assert shown(shelf) == {ALPHA, GAMMA}


def test_a_newer_edition_brings_nobody_back_by_an_older_list(press):
    shelf = press.shelf()
    listed(press, 3, GAMMA)
    assert shown(shelf) == {ALPHA, BETA}
    press.say(BETA, "occupation", "made up", Level.PUBLIC)
    press.publish()
    listed(press, 2)
    assert shown(shelf) == {ALPHA, BETA}


def test_a_list_that_disappears_takes_nobody_off(press):
    shelf = press.shelf()
    hide(press, GAMMA)
    assert shown(shelf) == {ALPHA, BETA}
    place = press.shelves.suppressed(Level.PUBLIC)
    good = place.read_text(encoding="utf-8")
    place.write_text(good[:-20], encoding="utf-8")
    assert shown(shelf) == {ALPHA, BETA}
    place.unlink()
    assert shown(shelf) == {ALPHA, BETA}
    hide(press, BETA)  # the house begins to number anew
    assert shown(shelf) == {ALPHA}


def test_a_newer_list_lets_people_go_whose_withdrawal_has_ended(press):
    shelf = press.shelf()
    listed(press, 1, GAMMA, BETA)
    assert shown(shelf) == {ALPHA}
    listed(press, 2, BETA)
    assert shown(shelf) == {ALPHA, GAMMA}
    assert find_names(shelf.current(), "Synthetic Gamma").hits


def test_an_edition_of_another_level_does_not_take_the_place(press):
    shelf = shelf_of(press, Level.VETTED)
    vetted, researcher = (press.shelves.manifest(level) for level in (Level.VETTED, Level.RESEARCHER))
    for path in press.shelves.folder(Level.RESEARCHER).glob("*.sqlite"):
        (vetted.parent / path.name).write_bytes(path.read_bytes())
    vetted.write_bytes(researcher.read_bytes())
    assert shelf.current().level == "vetted"
