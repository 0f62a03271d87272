"""The number and the date advance only with what an edition says; what it says has the same bytes whenever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.errors import CorruptEdition, EditionError
from app.editions.read.opening import open_edition
from tests.homes import edition_at, shipped_home
from tests.publishing.press import DAY, LATER, on_disk

ALPHA = "p000000000000000"
ROOT = Path(__file__).parents[2]
REPUBLISH = """
import sys
from pathlib import Path
from app.cli.publish import publish_editions
publish_editions(Path(sys.argv[1]))
"""


def test_the_first_edition_has_the_number_one_and_its_day(press):
    for published in press.publish().values():
        assert (published.manifest.number, published.manifest.date, published.changed) == (1, "2026-11-24", True)


def test_a_hidden_edit_and_another_day_leave_every_public_file_alone(press):
    press.publish(DAY)
    before = on_disk(press.shelves.folder(Level.PUBLIC))
    press.say(ALPHA, "occupation", "a made-up weaver", Level.VETTED)
    done = press.publish(LATER)
    assert on_disk(press.shelves.folder(Level.PUBLIC)) == before
    assert (done["public"].changed, done["vetted"].changed) == (False, True)
    assert (done["vetted"].manifest.number, done["vetted"].manifest.date) == (2, "2026-11-30")
    assert (done["researcher"].manifest.number, done["researcher"].changed) == (1, False)


def test_a_public_edit_advances_number_and_date(press):
    press.publish(DAY)
    press.say(ALPHA, "occupation", "a made-up weaver", Level.PUBLIC)
    published = press.publish(LATER)["public"]
    assert (published.manifest.number, published.manifest.date) == (2, "2026-11-30")
    assert len(list(press.shelves.folder(Level.PUBLIC).glob("*.sqlite"))) == 1


@pytest.mark.parametrize("loss", ["gone", "damaged"])
@pytest.mark.parametrize("level", EDITION_LEVELS, ids=lambda level: level.code)
def test_a_lost_file_comes_back_under_its_own_number_and_date(press, level, loss):
    before = press.publish(DAY)[level.code].manifest
    file = press.file(level)
    raw = file.read_bytes()
    file.unlink()
    if loss == "damaged":
        file.write_bytes(raw[: len(raw) // 2])
    press.suppress(LATER)
    after = press.publish(LATER)[level.code].manifest
    assert (after.number, after.date, after.content) == (before.number, before.date, before.content)
    assert press.edition(level).content == before.content


def test_a_damaged_manifest_is_not_overwritten(press):
    """Its number must not be used a second time for something else; a person looks first."""
    press.publish(DAY)
    place = press.shelves.manifest(Level.PUBLIC)
    place.write_text(place.read_text(encoding="utf-8").replace('"number": 1', '"number": 7'), encoding="utf-8")
    tampered = place.read_bytes()
    with pytest.raises(CorruptEdition, match="signature"):
        press.publish(LATER)
    assert place.read_bytes() == tampered


def test_the_shipped_editions_are_the_same_for_any_hash_seed(tmp_path):
    home = shipped_home(tmp_path / "home")
    copies = {seed: Path(shutil.copytree(home, tmp_path / seed)) for seed in ("1", "4242")}
    running = [republish(copy, seed) for seed, copy in copies.items()]
    assert [process.wait() for process in running] == [0, 0]
    one, other = map(identities, copies.values())
    assert one == other == identities(home)


def republish(home: Path, seed: str) -> subprocess.Popen[bytes]:
    shutil.rmtree(home / "editions")
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", REPUBLISH, home], env=environment, stderr=subprocess.DEVNULL)


def identities(home: Path) -> list[str]:
    """What each edition says, and the bytes of the public one."""
    (file,) = (home / "editions" / "public").glob("*.sqlite")
    return [edition_at(home, level).content for level in EDITION_LEVELS] + [
        hashlib.sha256(file.read_bytes()).hexdigest()
    ]


@pytest.mark.parametrize("level", [Level.RESEARCHER, Level.VETTED], ids=lambda level: level.code)
def test_an_encrypted_edition_says_nothing_and_opens_only_with_its_own_key(press, level):
    press.publish()
    raw = press.file(level).read_bytes()
    for plain in (b"Synthetic", "합성가".encode(), b"made-up", b"SQLite format", b"case_row", b"China", b"2013-05-28"):
        assert plain not in raw
    key = press.key(level)
    assert open_edition(press.file(level), key).level == level.code
    for wrong in (None, bytes(32), key[::-1]):
        with pytest.raises(EditionError):
            open_edition(press.file(level), wrong)


def test_two_encrypted_editions_have_two_keys_and_the_public_one_has_none(press):
    press.publish()
    assert press.key(Level.RESEARCHER) != press.key(Level.VETTED)
    assert press.manifest(Level.PUBLIC).wrapped_key is None


def test_no_shipped_word_stands_in_plain_in_the_members_folder():
    import csv  # noqa: PLC0415  only here

    from app.importing.founding import shipped_data  # noqa: PLC0415
    from tests.homes import look_at_shipped_home  # noqa: PLC0415

    with (shipped_data() / "public_claims.csv").open(encoding="utf-8", newline="") as handle:
        words = {row["value"] for row in csv.DictReader(handle) if len(row["value"].encode()) > 7}
    assert len(words) > 400
    for file in (look_at_shipped_home() / "editions" / "members").iterdir():
        raw = file.read_bytes()
        assert [word for word in words if word.encode() in raw] == []
