"""A process that works on a vault until it is killed. Prints a line whenever something is safely done.

Started by test_kill.py: `python -m tests.vault.interrupted WORK DATABASE KEYS`.
"""

# ruff: noqa: T201 - it speaks to the test that started it

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.codebook.values import NameValue
from app.keys.ring import KeyRing
from app.storage.engines import engine_for, for_writing
from app.storage.migrations import downgrade, upgrade
from app.vault.recording import SourceText
from app.vault.rekeying import reseal
from tests.vault.record import recorder


def write(engine: Engine, ring: KeyRing) -> None:
    """One changeset of some hundred rows after another."""
    with Session(for_writing(engine)) as session:
        with recorder(session, ring) as r:
            source = r.add_source(f"s{r.number}", SourceText("A report"), publisher_key="p", type="ngo_report")
            for _ in range(100):
                r.add_claim(r.add_individual("named"), "name", NameValue(text="김"), source)
        session.commit()
    print(r.number, flush=True)


def rotate(engine: Engine, ring: KeyRing) -> None:
    """A new vault key, everything sealed anew, and the old key gone."""
    ring.rotate()
    with Session(for_writing(engine)) as session:
        reseal(session, ring)
        session.commit()
    ring.retire()
    print(ring.current, flush=True)


def migrate(engine: Engine, _ring: KeyRing) -> None:
    downgrade(engine, "base")
    upgrade(engine)
    print("up", flush=True)


if __name__ == "__main__":
    work = {"write": write, "rotate": rotate, "migrate": migrate}[sys.argv[1]]
    database, keys = engine_for(sys.argv[2]), KeyRing.first_use(Path(sys.argv[3]))
    print("ready", flush=True)
    while True:
        work(database, keys)
