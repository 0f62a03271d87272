"""Vaults on disk for tests with many sessions: one is filled once per process and copied."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.keys.ring import KeyRing
from app.storage.engines import engine_for, for_writing
from app.vault.reading import load
from app.vault.rows import ClaimRow
from tests.databases import template
from tests.editing.desk import ANN, BEN, CLEO, Desk, grounds, named, shown

NAMES = ("Synthetic Alpha", "Synthetic Alfa", "Synthetic Beta")


@cache
def ring() -> KeyRing:
    return KeyRing.first_use(Path(tempfile.mkdtemp(prefix="desk-keys-")) / "keys")


@cache
def _filled() -> Path:
    """Three published people and a hidden one, all synthetic."""
    path = Path(tempfile.mkdtemp(prefix="desk-vault-")) / "vault.db"
    shutil.copyfile(template("sqlite"), path)
    engine = engine_for(f"sqlite:///{path}")
    with Session(for_writing(engine)) as session, session.begin():
        fill(Desk(session, ring()))
    engine.dispose()
    return path


def fill(desk: Desk) -> None:
    people = [change for n, name in enumerate(NAMES) for change in named(f"p{n}", name)]
    desk.record(*grounds(), *people, *named("h", "Concealed Omega", Level.VETTED), by=ANN, approved_by=(BEN,))
    decided = [shown(desk.by_name(name), ref=f"d{n}") for n, name in enumerate(NAMES)]
    desk.record(*decided, by=BEN, approved_by=(CLEO,))


def filled_anew() -> Engine:
    """The same vault, filled anew, whenever it is asked for: one engine, which knows its statements already."""
    engine, path = _again()
    engine.dispose()
    for leaving in ("-wal", "-shm"):
        path.with_name(path.name + leaving).unlink(missing_ok=True)
    shutil.copyfile(_filled(), path)
    return engine


@cache
def entered() -> tuple[ClaimRow, ...]:
    """The claims with which that vault begins."""
    with Session(for_writing(filled_anew())) as session:
        return load(session, ring()).claims


@cache
def _again() -> tuple[Engine, Path]:
    path = Path(tempfile.mkdtemp(prefix="desk-again-")) / "vault.db"
    return engine_for(f"sqlite:///{path}"), path


def filled_copy(place: Path) -> Engine:
    """A vault with these people, of its own."""
    shutil.copyfile(_filled(), place)
    return engine_for(f"sqlite:///{place}")
