"""Two files and a manifest: neither file can be changed, lost or exchanged, and a base is read once."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.errors import CorruptEdition, EditionError, MissingEdition
from app.editions.manifest import Manifest, signed_text
from app.editions.read import opening
from app.editions.read.cases import page
from app.editions.read.opening import File, Verified, hash_of, open_edition, open_files
from app.editions.read.query import CaseQuery
from app.editions.read.shelf import Shelf
from app.editions.schema import ADDENDUM_COLUMNS, COLUMNS, FORMAT
from tests.editions.addenda.people import after, before
from tests.editions.addenda.states import amended

FLIPS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Base and addendum, and a manifest that names both."""
    with closing(amended([before(), after()], tmp_path)) as edition:
        put(tmp_path, edition.content, "addendum-0.sqlite")
    return tmp_path


def put(folder: Path, content: str, addendum: str | None, base: str = "base.sqlite") -> None:
    named = {} if addendum is None else {"addendum": addendum, "addendum_hash": hash_of(folder / addendum)}
    manifest = Manifest(
        level="public", number=7, date="2026-11-24", content=content, file=base, format=FORMAT,
        file_hash=hash_of(folder / base), **named,
    )  # fmt: skip
    (folder / "public.json").write_text(signed_text(manifest, b""), encoding="utf-8")


def alone(folder: Path) -> None:
    """Both files without a manifest that tells of their bytes."""
    files = [File(folder / "base.sqlite"), File(folder / "addendum-0.sqlite")]
    open_files(files, None, None, Verified()).close()


@pytest.mark.parametrize("name", ["base.sqlite", "addendum-0.sqlite"])
def test_one_flipped_byte_anywhere_in_either_file(folder, name):
    file, draw = folder / name, random.Random(6)
    raw = file.read_bytes()
    for _ in range(FLIPS):
        at = draw.randrange(len(raw))
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << draw.randrange(8)]) + raw[at + 1 :])
        with pytest.raises(CorruptEdition):
            Shelf(folder / "public.json")


def test_a_lost_addendum_is_not_passed_over(folder):
    """The base alone still says what was taken back since."""
    (folder / "addendum-0.sqlite").unlink()
    with pytest.raises(MissingEdition):
        Shelf(folder / "public.json")


@pytest.mark.parametrize("name", ["base.sqlite", "addendum-0.sqlite"])
def test_a_changed_row_of_any_table_shows_where_no_manifest_tells_of_the_bytes(folder, name):
    raw = (folder / name).read_bytes()
    tables = COLUMNS if name == "base.sqlite" else ADDENDUM_COLUMNS
    changed = []
    for table, columns in tables.items():
        (folder / name).write_bytes(raw)
        with closing(sqlite3.connect(folder / name)) as connection, connection:
            made = connection.execute(
                f"UPDATE {table} SET {columns[-1]} = coalesce({columns[-1]}, '') || '1' WHERE {columns[0]} = (SELECT max({columns[0]}) FROM {table})"
            )
            changed += [table] * (made.rowcount > 0)
        if table in changed:
            with pytest.raises(EditionError):
                alone(folder)
    assert {"case_row", "case_text", "list_line", "list_term", "bitmap", "name_key"} <= set(changed)
    (folder / name).write_bytes(raw)
    alone(folder)


def test_a_base_is_read_once_and_each_addendum_when_it_comes(folder, monkeypatch):
    read: list[str] = []
    monkeypatch.setattr(opening, "hash_of", lambda path: read.append(path.name) or hash_of(path))
    shelf = Shelf(folder / "public.json")
    old = shelf.current()
    assert page(old, CaseQuery()).cases == len(after().cases)
    (folder / "addendum-1.sqlite").write_bytes((folder / "addendum-0.sqlite").read_bytes())
    put(folder, old.content, "addendum-1.sqlite")
    assert shelf.current() is not old
    assert sorted(read) == ["addendum-0.sqlite", "addendum-1.sqlite", "base.sqlite"]
    assert page(old, CaseQuery()) == page(shelf.current(), CaseQuery())


def test_a_base_that_was_exchanged_under_its_name_is_read_again(folder):
    shelf = Shelf(folder / "public.json")
    old = shelf.current()
    write_edition(rows_of(after()), folder / "other.sqlite")
    (folder / "other.sqlite").replace(folder / "base.sqlite")
    (folder / "public.json").touch()
    assert shelf.current() is old
    with pytest.raises(CorruptEdition):
        Shelf(folder / "public.json")


def test_a_base_without_its_addendum_is_still_an_edition(folder):
    """What a person has who copied it before: nothing of it is checked less for the addendum that came later."""
    with closing(open_edition(folder / "base.sqlite")) as edition:
        assert page(edition, CaseQuery()).cases == len(before().cases)
