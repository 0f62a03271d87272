"""How long after an approval the editions of a large record say so, and readers of all levels with them.

Usage: python -m bench.approving HOME [PEOPLE ...] (a home that was imported; nothing in it is changed). The record is the home's
own and copies of it with synthetic names, built whole once. Then claims about people of the home are approved, one at a time.
What is read from the vault is read from the home's own, by indexes; pictures are not drawn.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from app.cli.house import House, open_house
from app.codebook.levels import EDITION_LEVELS, Level, Standing
from app.codebook.values import TextValue
from app.disclosure.assemble import Record
from app.editions.read.opening import Verified
from app.editions.read.shelf import Shelf
from app.publishing.addenda import publish_addenda
from app.publishing.amending import Known, turn
from app.publishing.load import changeset_number, load_record
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.vault.models import Source, Subject
from app.vault.recording import Recorder
from app.vault.touched import whom_it_touched
from bench.publishing import many

ROUNDS = 5


def main() -> None:
    home, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [5_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            shutil.copytree(home, Path(place) / "home")
            with open_house(Path(place) / "home", None) as house:
                _measure(house, size, Shelves(Path(place) / "editions"))
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _measure(house: House, size: int, shelves: Shelves) -> None:
    on, verified = datetime.now(UTC).date(), Verified()
    with house.reading() as session:
        number, own = changeset_number(session), load_record(session, house.ring)
    copies = many(own, max(1, size // len(own.dossiers)) - 1)
    record = Record(own.dossiers + copies.dossiers, own.events + copies.events, own.sources, own.moved)
    people = [d.public_id for d in own.dossiers]
    with _timed(f"{len(record.dossiers)} people: names and texts known"):
        known = Known.of(record, number, on)
    with _timed("all levels built whole"):
        publish(record, shelves, house.ring, on, draw=lambda _: [], overviews=known.overviews)
    del record, own, copies
    bytes_ = sum(path.stat().st_size for path in shelves.root.rglob("*.sqlite"))
    readers = [_reader(shelves, level, house) for level in EDITION_LEVELS]
    print(f"  {bytes_ / 1e6:.0f} MB in three files")
    for n in range(ROUNDS):
        _say(house, people[n * 7 % len(people)], n)
        begun = time.perf_counter()
        with house.reading() as session:
            turned = turn(session, house.ring, known, whom_it_touched(session, known.number), changeset_number(session))
        decided = time.perf_counter()
        done = publish_addenda(known, turned, shelves, house.ring, verified)
        published = time.perf_counter()
        read = [reader.current().number for reader in readers]
        if read != [one.published.manifest.number for one in done]:
            raise SystemExit("a reader goes on with an older edition")
        print(
            f"  approval {n + 1}: found and loaded {decided - begun:.2f} s, told anew and written {published - decided:.2f} s, "
            f"opened by a reader of each level {time.perf_counter() - published:.2f} s; {time.perf_counter() - begun:.2f} s in all",
            flush=True,
        )


def _reader(shelves: Shelves, level: Level, house: House) -> Shelf:
    return Shelf(shelves.manifest(level), house.ring.verifier(), None if level is Level.PUBLIC else house.ring)


def _say(house: House, public_id: str, n: int) -> None:
    with house.writing() as session:
        subject = session.scalars(select(Subject.id).where(Subject.public_id == public_id)).one()
        source = session.scalars(select(Source.id).order_by(Source.id).limit(1)).one()
        with Recorder(session, house.ring, "bench", "another", datetime.now(UTC), summary="synthetic") as recorder:
            claim = recorder.add_claim(
                subject, "occupation", TextValue(text=f"synthetic {n}"), source, level=Level.VETTED
            )
            recorder.rule(claim, Standing.ACTIVE, Level.PUBLIC)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    print(f"{what} {time.perf_counter() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    main()
