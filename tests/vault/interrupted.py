"""Works on a vault until it is killed, and says so whenever something is safely done. Runs in a process that test_kill.py starts."""

from __future__ import annotations

from multiprocessing.connection import Connection
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


def write(engine: Engine, ring: KeyRing) -> int:
    """One changeset of some hundred rows after another."""
    with Session(for_writing(engine)) as session:
        with recorder(session, ring) as r:
            source = r.add_source(f"s{r.number}", SourceText("A report"), publisher_key="p", type="ngo_report")
            for _ in range(100):
                r.add_claim(r.add_individual("named"), "name", NameValue(text="김"), source)
        session.commit()
    return r.number


def rotate(engine: Engine, ring: KeyRing) -> int:
    """A new vault key, everything sealed anew, and the old key gone."""
    ring.rotate()
    with Session(for_writing(engine)) as session:
        reseal(session, ring)
        session.commit()
    ring.retire()
    return ring.current


def migrate(engine: Engine, _ring: KeyRing) -> int:
    downgrade(engine, "base")
    upgrade(engine)
    return 0


WORKS = {"write": write, "rotate": rotate, "migrate": migrate}


def go_on(work: str, database: str, keys: Path, said: Connection) -> None:
    """Do the work again and again. `said`: a word when it begins, then a number whenever it is done: the changeset's, the key's."""
    engine, ring = engine_for(database), KeyRing.first_use(keys)
    said.send("ready")
    while True:
        said.send(WORKS[work](engine, ring))
