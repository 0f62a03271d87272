"""How long a publication takes, by stage and level, at several times the shipped record. Copies carry synthetic names.

Usage: python bench/publishing.py HOME [PEOPLE ...] (a home that was imported; nothing in it is changed). Loading is timed on
the home as it is, and given for each person, since the copies are made of what was loaded.
"""

from __future__ import annotations

import random
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.cli.house import open_house
from app.codebook.levels import EDITION_LEVELS, Level
from app.codebook.values import NameValue
from app.disclosure.assemble import Record, content_of
from app.disclosure.dossier import Dossier, Statement
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.publishing.load import load_record

ON = date(2026, 11, 27)
FAMILIES, SYLLABLES = "김이박최정강조윤장임", "가나다라마바사아자차카타파하수민호진경은혜"


def main() -> None:
    home, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [1_000, 5_000]
    with open_house(home, None) as house, house.reading() as session, _timed() as loading:
        shipped = load_record(session, house.ring)
    print(f"loading: {1000 * loading() / len(shipped.dossiers):.1f} ms a person ({len(shipped.dossiers)} people)")
    for size in sizes:
        record = many(shipped, max(1, size // len(shipped.dossiers)))
        for level in EDITION_LEVELS:
            _publish(record, level)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _publish(record: Record, level: Level) -> None:
    with _timed() as deciding:
        content = content_of(record, level, ON, lambda key: key)
    with _timed() as drawing:
        rows = rows_of(content)
    with tempfile.TemporaryDirectory() as place, _timed() as writing:
        path = Path(place) / "edition.sqlite"
        write_edition(rows, path, None if level is Level.PUBLIC else secrets.token_bytes(32))
        size = path.stat().st_size / 1e6
    print(
        f"{len(record.dossiers)} people, {level.code}: deciding {deciding():.1f} s, rows {drawing():.1f} s, "
        f"file {writing():.1f} s, {size:.0f} MB",
        flush=True,
    )


def many(record: Record, times: int) -> Record:
    """The record so many times over: ids of their own, synthetic names."""
    dice = random.Random(7)
    dossiers = tuple(_copy(dossier, f"{n:05d}", dice) for n in range(times) for dossier in record.dossiers)
    events = tuple(replace(e, public_id=_id(e.public_id, f"{n:05d}")) for n in range(times) for e in record.events)
    return Record(dossiers, events, record.sources)


def _copy(dossier: Dossier, mark: str, dice: random.Random) -> Dossier:
    cases = tuple(replace(c, public_id=_id(c.public_id, mark), event=_id(c.event, mark)) for c in dossier.cases)
    ties = tuple(replace(tie, other=_id(tie.other, mark)) for tie in dossier.relations)
    said = tuple(_renamed(statement, dice) for statement in dossier.statements)
    return replace(dossier, public_id=_id(dossier.public_id, mark), statements=said, cases=cases, relations=ties)


def _renamed(statement: Statement, dice: random.Random) -> Statement:
    if not isinstance(statement.value, NameValue):
        return statement
    name = dice.choice(FAMILIES) + dice.choice(SYLLABLES) + dice.choice(SYLLABLES)
    return replace(statement, value=statement.value.model_copy(update={"text": name}))


def _id(key: str, mark: str) -> str:
    return key[:11] + mark


@contextmanager
def _timed() -> Iterator[Callable[[], float]]:
    begun, ended = time.perf_counter(), [0.0]
    yield lambda: ended[0]
    ended[0] = time.perf_counter() - begun


if __name__ == "__main__":
    main()
