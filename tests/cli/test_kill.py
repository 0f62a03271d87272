"""`kill -9` at random moments of an import and of a publication: the old edition serves, the vault is whole, the next run ends.

The moments are drawn over the whole time that one run took here, one in each of equal parts of it. A home is killed three
times over, so that leavings heap up, before the command is let end in it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from app.cli.home import open_home
from app.cli.house import open_house
from app.cli.import_ import import_batch
from app.cli.publish import publish_editions
from app.cli.verify import verify
from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.manifest import read_manifest
from app.editions.read.cases import case_bytes
from app.editions.read.shelf import Shelf
from app.importing.batch import checked_batch
from app.importing.founding import shipped_data
from app.keys.verify import Verifier
from app.publishing.shelves import Shelves
from app.publishing.withdraw import withdraw
from app.vault.models import ImportBatch
from tests.cli.command import Command, run
from tests.conftest import examples
from tests.homes import edition_at
from tests.importing.synthetic_batch import Batch
from tests.publishing.press import press_of

DAY = date(2026, 11, 29)

MOMENTS, TIMES_IN_A_HOME = examples(6, 30), 3
KILLED = -9


def moments(seconds: float, seed: int) -> Iterator[tuple[float, ...]]:
    """The moments of each home, far apart from each other."""
    draw = random.Random(seed)
    drawn = [(part + draw.random()) * seconds / MOMENTS for part in range(MOMENTS)]
    yield from (tuple(drawn[home :: MOMENTS // TIMES_IN_A_HOME]) for home in range(MOMENTS // TIMES_IN_A_HOME))


def public_shelf(home: Path) -> Shelf:
    folder = home / "editions" / "public"
    return Shelf(folder / "public.json", Verifier.from_file(folder / "verify.pub"))


def test_an_import_killed_at_any_moment(tmp_path):
    """The shipped batch into a home whose editions stand, but whose vault is to be filled yet."""
    unfounded = small_home(tmp_path / "home")
    (unfounded / "vault.sqlite").unlink()
    checked_batch(shipped_data(), DAY)  # what the process remembers of it, the forked ones do not work out again

    def fresh(name: str) -> Path:
        return Path(shutil.copytree(unfounded, tmp_path / name))

    content = public_shelf(unfounded).current().content
    whole = run("import", shipped_data(), "--home", fresh("whole"))
    assert whole.code == 0, whole.said
    ends = []
    for number, drawn in enumerate(moments(whole.seconds, 2)):
        home = fresh(f"killed-{number}")
        for moment in drawn:
            ended = Command("import", shipped_data(), "--home", home).kill_after(moment)
            ends.append(ended.code)
            assert ended.code in (KILLED, 0), ended.said
            assert public_shelf(home).current().content == content
            verify(home)
            assert batches(home) in ([], ["founding"])  # whole or not at all
        import_batch(shipped_data(), home)
        assert batches(home) == ["founding"]
        verify(home)
    assert KILLED in ends


def test_a_publication_killed_at_any_moment(tmp_path):
    """A small house: most of its time goes into building, swapping and signing files, which is where a kill would hurt."""
    home = small_home(tmp_path / "home")
    withdrawn = withdraw_somebody(home)
    old = contents(home)
    publish_editions(Path(shutil.copytree(home, tmp_path / "drawn")))
    whole_home = Path(shutil.copytree(home, tmp_path / "whole"))
    whole = run("publish", "--home", whole_home)
    assert whole.code == 0, whole.said
    new = contents(whole_home)
    assert old[Level.PUBLIC] != new[Level.PUBLIC]
    ends = []
    for number, drawn in enumerate(moments(whole.seconds, 3)):
        killed = Path(shutil.copytree(home, tmp_path / f"killed-{number}"))
        before = public_shelf(killed)
        for moment in drawn:
            ended = Command("publish", "--home", killed).kill_after(moment)
            ends.append(ended.code)
            assert ended.code in (KILLED, 0), ended.said
            now = contents(killed)
            assert all(now[level] in (old[level], new[level]) for level in EDITION_LEVELS)
            assert before.current().content == now[Level.PUBLIC]
            verify(killed)  # opens every edition too, and compares it with its manifest
        publish_editions(killed)
        assert contents(killed) == new
        verify(killed)
        assert numbers(killed) == numbers(whole_home)
        assert case_bytes(before.current(), withdrawn) is None
        assert leavings(killed) == leavings(whole_home)
    assert KILLED in ends


def test_a_publication_killed_after_each_file_that_it_puts_in_place(tmp_path):
    """Between two renames lie moments that chance would seldom find: all of them, one after the other."""
    home = small_home(tmp_path / "home")
    withdraw_somebody(home)
    old, ends = contents(home), []
    publish_editions(Path(shutil.copytree(home, tmp_path / "drawn")))
    while KILLED in (ends[-1:] or [KILLED]):
        number = len(ends) + 1
        killed = Path(shutil.copytree(home, tmp_path / f"killed-{number}"))
        before = public_shelf(killed)
        ends.append(run("publish", "--home", killed, dies_at=number).code)
        verify(killed)
        assert public_shelf(killed).current().content == before.current().content == contents(killed)[Level.PUBLIC]
        publish_editions(killed)
        assert numbers(killed) == [2, 2, 2]
        verify(killed)
    assert ends == [KILLED] * (len(ends) - 1) + [0]
    assert len(ends) > 3 * len(old)  # for each level a list, a file and a manifest


def small_home(place: Path) -> Path:
    """A home of people who do not exist, published once."""
    press = press_of(Batch(), place)
    press.engine.dispose()
    open_home(place, make=True)
    publish_editions(place)
    return place


def withdraw_somebody(home: Path) -> str:
    """Record that the first public case is withdrawn; nothing is published yet."""
    edition = edition_at(home, Level.PUBLIC)
    ((case,),) = edition.rows("SELECT id FROM case_row WHERE n = 1")
    edition.close()
    now = datetime.now(UTC)
    with open_house(home, None) as house, house.writing() as session:
        withdraw(session, house.ring, case, ground="safety", by="nobody", at=now, on=now.date())
    return case


def batches(home: Path) -> list[str]:
    with open_house(home, None) as house, house.reading() as session:
        return list(session.scalars(select(ImportBatch.kind)))


def contents(home: Path) -> dict[Level, str]:
    """What the manifests say that the editions hold."""
    return {level: read_manifest(Shelves(home / "editions").manifest(level), None).content for level in EDITION_LEVELS}


def numbers(home: Path) -> list[int]:
    return [read_manifest(Shelves(home / "editions").manifest(level), None).number for level in EDITION_LEVELS]


def leavings(home: Path) -> list[str]:
    """The kinds of files on the shelves: nothing half-made may stay."""
    return sorted(
        path.name.partition("-")[0] + path.suffix for path in (home / "editions").rglob("*") if path.is_file()
    )
