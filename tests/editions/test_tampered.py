"""An edition or a manifest that is not what the house published: refused with a sentence, and what served goes on serving."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.codebook.levels import Level
from app.editions.build.file import write_edition
from app.editions.errors import CorruptEdition, EditionError, MissingEdition, NewerEdition
from app.editions.manifest import read_manifest
from app.editions.read.cases import case, page
from app.editions.read.opening import open_edition
from app.editions.read.query import CaseQuery
from app.editions.read.shelf import Shelf
from app.editions.schema import COLUMNS, FORMAT
from app.keys.ring import KeyRing
from tests.publishing.press import DAY, Press

ALPHA, ALPHA_CASE = "p000000000000000", "c000000000000000"
FLIPS = 60


def signed(press: Press) -> dict[str, object]:
    return json.loads(press.shelves.manifest(Level.PUBLIC).read_text(encoding="utf-8"))


def put(press: Press, document: object) -> None:
    press.shelves.manifest(Level.PUBLIC).write_text(json.dumps(document), encoding="utf-8")


def refused(press: Press) -> EditionError:
    with pytest.raises(EditionError) as problem:
        press.shelf()
    assert str(problem.value).endswith(".")
    assert str(press.shelves.root) not in str(problem.value)
    return problem.value


# the manifest


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", 2), ("date", "2027-01-01"), ("content", "0" * 64), ("file", "other.sqlite"), ("level", "vetted"), ("file_hash", "0" * 64), ("wrapped_key", "00")],
)  # fmt: skip
def test_any_word_of_the_manifest_changed(press, name, value):
    document = signed(press)
    document["signed"][name] = value
    put(press, document)
    assert "signature" in str(refused(press))


@pytest.mark.parametrize("name", ["../public.json", "/etc/passwd", "", ".", "a/b.sqlite"])
def test_a_manifest_names_a_file_beside_it_or_none(press, name):
    document = signed(press)
    document["signed"]["file"] = name
    put(press, document)
    with pytest.raises(CorruptEdition):
        read_manifest(press.shelves.manifest(Level.PUBLIC), None)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '{"signed": {}, "signature": ""}', '{"signed": [], "signature": "00"}', "[" * 100_000, "\x00", "\ud800"]
)  # fmt: skip
def test_a_manifest_that_cannot_be_read(press, text):
    press.shelves.manifest(Level.PUBLIC).write_bytes(text.encode("utf-8", "surrogatepass"))
    assert isinstance(refused(press), CorruptEdition)


def test_a_manifest_signed_by_another_house(press, tmp_path):
    document = signed(press)
    document["signature"] = KeyRing.first_use(tmp_path / "other").signer().sign(document["signed"]).hex()
    put(press, document)
    assert "signature" in str(refused(press))


def test_a_manifest_of_a_newer_version_is_newer_and_not_damaged(press):
    document = signed(press)
    document["signed"] |= {"format": FORMAT + 1, "something": "new"}
    put(press, document)
    assert isinstance(refused(press), NewerEdition)


def test_no_manifest_at_all(press):
    press.shelves.manifest(Level.PUBLIC).unlink()
    assert isinstance(refused(press), MissingEdition)


# the file


def test_one_flipped_byte_anywhere(press):
    """In pages that hold rows, in indexes and in the header alike."""
    file, draw = press.file(Level.PUBLIC), random.Random(4)
    raw = file.read_bytes()
    for _ in range(FLIPS):
        at = draw.randrange(len(raw))
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << draw.randrange(8)]) + raw[at + 1 :])
        assert isinstance(refused(press), CorruptEdition), at
    file.write_bytes(raw)
    assert press.shelf().current().level == "public"


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.VETTED], ids=lambda level: level.code)
def test_a_flipped_byte_is_an_error_of_ours_even_where_no_manifest_tells_of_it(press, level):
    file, draw = press.file(level), random.Random(5)
    key = None if level is Level.PUBLIC else press.key(level)
    raw = file.read_bytes()
    for _ in range(FLIPS):
        at = draw.randrange(len(raw))
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << draw.randrange(8)]) + raw[at + 1 :])
        try:
            open_edition(file, key, press.manifest(level).content).close()
        except CorruptEdition:
            continue
        except NewerEdition:
            pytest.fail("a damaged file is not a newer one")


def cut(press: Press) -> None:
    file = press.file(Level.PUBLIC)
    file.write_bytes(file.read_bytes()[:-4096])


def swap(press: Press) -> None:
    press.file(Level.PUBLIC).write_bytes(press.file(Level.VETTED).read_bytes())


def swap_for_another_house(press: Press) -> None:
    """An edition that is one, but says something else."""
    file = press.file(Level.PUBLIC)
    rows = {
        table: press.edition(Level.PUBLIC).rows(f"SELECT {', '.join(columns)} FROM {table}")
        for table, columns in COLUMNS.items()
    }
    rows["case_row"] = rows["case_row"][:1]
    write_edition(rows, file)


def empty(press: Press) -> None:
    press.file(Level.PUBLIC).write_bytes(b"")


def gone(press: Press) -> None:
    press.file(Level.PUBLIC).unlink()


DAMAGES = (cut, swap, swap_for_another_house, empty, gone)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_not_what_was_published(press, damage: Callable[[Press], None]):
    damage(press)
    assert isinstance(refused(press), MissingEdition if damage is gone else CorruptEdition)


@pytest.mark.parametrize("damage", [cut, empty, gone])
def test_the_same_where_the_file_was_copied_without_its_manifest(press, tmp_path, damage):
    damage(press)
    file = tmp_path / "alone.sqlite"
    if damage is not gone:
        file.write_bytes(press.file(Level.PUBLIC).read_bytes())
    with pytest.raises(EditionError):
        Shelf(file)


def test_a_file_of_a_newer_version(press, tmp_path):
    newer = tmp_path / "newer.sqlite"
    newer.write_bytes(press.file(Level.PUBLIC).read_bytes())
    with sqlite3.connect(newer) as changed:
        changed.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT + 1),))
    changed.close()
    with pytest.raises(NewerEdition):
        Shelf(newer)


@pytest.mark.parametrize("damage", [*DAMAGES, put], ids=lambda d: d.__name__)
def test_a_running_shelf_serves_the_last_good_edition(press, damage):
    shelf = press.shelf()
    before = case(shelf.current(), ALPHA_CASE)
    press.say(ALPHA, "occupation", "a made-up weaver", Level.PUBLIC)
    press.publish(DAY)
    damage(*((press, {}) if damage is put else (press,)))
    for _ in range(3):
        assert case(shelf.current(), ALPHA_CASE) == before
    mended = press_again(press)
    assert case(shelf.current(), ALPHA_CASE)["facts"].keys() == mended.keys()


def press_again(press: Press) -> dict[str, object]:
    """Publish from nothing, as a person would who found the shelf damaged."""
    place = press.shelves.manifest(Level.PUBLIC)
    place.unlink(missing_ok=True)
    press.publish(DAY)
    return next(d for d in press.documents() if d["id"] == ALPHA_CASE)["facts"]


def test_a_page_that_is_half_way_through_an_edition_goes_on_when_the_next_one_comes(press):
    shelf = press.shelf()
    old = shelf.current()
    press.say(ALPHA, "occupation", "a made-up weaver", Level.PUBLIC)
    press.publish(DAY)
    assert shelf.current().content != old.content
    assert page(old, CaseQuery()).cases == 2


def test_a_folder_that_is_gone_for_a_while(press, tmp_path):
    shelf = press.shelf()
    folder: Path = press.shelves.folder(Level.PUBLIC)
    aside = folder.rename(tmp_path / "aside")
    assert page(shelf.current(), CaseQuery()).cases == 2
    folder.write_text("not a folder", encoding="utf-8")
    assert page(shelf.current(), CaseQuery()).cases == 2
    folder.unlink()
    aside.rename(folder)
    press.withdraw(ALPHA)
    press.suppress()
    assert page(shelf.current(), CaseQuery()).cases == 1


def test_a_suppression_list_that_cannot_be_used_hides_nobody_less(press):
    """A damaged list leaves the last good state, in which the withdrawn stay withdrawn."""
    shelf = press.shelf()
    press.withdraw(ALPHA)
    press.suppress()
    assert case(shelf.current(), ALPHA_CASE) is None
    listed = press.shelves.suppressed(Level.PUBLIC)
    listed.write_text(listed.read_text(encoding="utf-8").replace(ALPHA_CASE, "c00000000000000z"), encoding="utf-8")
    assert case(shelf.current(), ALPHA_CASE) is None
    with pytest.raises(CorruptEdition, match="signature"):
        press.shelf()
