"""How long the first search by name takes at the desk after an approval, in a vault of some thousand people.

Usage: python bench/desk.py HOME [PEOPLE ...] (a home that was imported; nothing in it is changed). Synthetic people are recorded
into a copy of its vault until it holds so many. Then somebody is entered, and a name is looked for: with the people followed, and
with all of them opened again. And whom a text in a proposal may name, as a reviewer's page asks.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cli.house import House, open_house
from app.codebook.levels import Level, Standing
from app.codebook.values import DateValue, NameValue, TermValue
from app.editing.review.withheld import KeptNames
from app.editing.views import rows_about
from app.matching.kept import KeptPeople
from app.publishing.load import record_of
from app.vault.models import Subject
from app.vault.recording import Recorder, SourceText

FAMILIES, SYLLABLES = (
    "김이박최정강조윤장임한오서신권황안송류홍",
    "가나다라마바사아자차카타파하수민호진경은혜영철숙희옥순남",
)
AT_ONCE = 500
NAME = "김영수"
TEXT = f"told by {NAME}, who shared the cell"


def main() -> None:
    home, sizes = Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [2_000, 10_000]
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(home, Path(place) / "home")
        with open_house(Path(place) / "home", None) as house:
            for size in sizes:
                _fill(house, size)
                _measure(house)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _fill(house: House, size: int) -> None:
    dice = random.Random(size)
    while (missing := size - _people(house)) > 0:
        with house.writing() as session:
            _enter(house, session, [_name(dice) for _ in range(min(missing, AT_ONCE))])


def _people(house: House) -> int:
    with house.reading() as session:
        wanted = select(func.count()).select_from(Subject).where(Subject.kind == "individual")
        return session.scalars(wanted).one()


def _name(dice: random.Random) -> str:
    return dice.choice(FAMILIES) + dice.choice(SYLLABLES) + dice.choice(SYLLABLES)


def _enter(house: House, session: Session, names: list[str]) -> None:
    """Synthetic people in one return, with what comparing asks for, by one source."""
    with Recorder(session, house.ring, "bench", "another", datetime.now(UTC), summary="synthetic") as recorder:
        source = recorder.add_source(
            f"bench-{random.random()}", SourceText("Synthetic", "", "", "", ""), publisher_key="bench", type="ngo_report",
            level=Level.PUBLIC,
        )  # fmt: skip
        event = recorder.add_event("A synthetic return", level=Level.PUBLIC)
        for name in names:
            person = recorder.add_individual("named", level=Level.PUBLIC)
            recorder.add_case(person, event, level=Level.PUBLIC)
            for field, value in (
                ("name", NameValue(text=name)),
                ("birth", DateValue(text=str(1940 + sum(map(ord, name)) % 60))),
                ("sex", TermValue(term="female")),
            ):
                claim = recorder.add_claim(person, field, value, source, level=Level.VETTED)
                recorder.rule(claim, Standing.ACTIVE, Level.PUBLIC)


def _measure(house: House) -> None:
    kept = KeptPeople()
    whole = [_asked(house, KeptPeople()) for _ in range(2)]
    _asked(house, kept)
    followed = []
    for _ in range(3):
        with house.writing() as session:
            _enter(house, session, [NAME])
        followed.append(_asked(house, kept))
    with house.reading() as session:
        begun = time.perf_counter()
        kept.pairs(session, house.ring, Level.VETTED)
        first = time.perf_counter() - begun
    with house.writing() as session:
        _enter(house, session, [NAME])
    with house.reading() as session:
        begun = time.perf_counter()
        kept.pairs(session, house.ring, Level.VETTED)
        then = time.perf_counter() - begun
    names = KeptNames()
    meant = _meant(house, names)
    with house.writing() as session:
        _enter(house, session, [NAME])
    print(
        f"{_people(house)} people: first search after an approval {min(whole):.2f} s with all opened again, "
        f"{min(followed):.3f} s followed; all pairs {first:.1f} s the first time, {then:.2f} s after an approval; "
        f"withheld names in a text {meant:.1f} s the first time, {_meant(house, names):.2f} s after an approval",
        flush=True,
    )


def _asked(house: House, kept: KeptPeople) -> float:
    with house.reading() as session:
        begun = time.perf_counter()
        kept.named(session, house.ring, Level.VETTED, NAME)
        return time.perf_counter() - begun


def _meant(house: House, names: KeptNames) -> float:
    """What a reviewer's page asks: whom a text may name, and all that is held of them."""
    with house.reading() as session:
        begun = time.perf_counter()
        with names.known(session, house.ring) as known:
            record_of(rows_about(session, house.ring, known.meant([TEXT])))
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
