"""A small house of people who do not exist, to publish from: a founded vault on SQLite, its keys, and its shelves."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.codebook.values import TextValue
from app.disclosure.assemble import Record
from app.editions.manifest import Manifest, read_manifest
from app.editions.read.opening import Edition
from app.editions.read.shelf import Shelf
from app.importing.batch import checked_batch
from app.importing.record import record_founding
from app.keys.ring import KeyRing
from app.publishing.load import load_record
from app.publishing.publish import Published, publish
from app.publishing.shelves import Shelves
from app.publishing.standing import standing
from app.publishing.suppress import suppress
from app.publishing.withdraw import withdraw
from app.storage.engines import engine_for, for_reading, for_writing
from app.vault.models import Source, Subject
from app.vault.recording import Recorder
from tests.databases import template
from tests.homes import NOW
from tests.importing.synthetic_batch import Batch

DAY = date(2026, 11, 24)
LATER = date(2026, 11, 30)


@dataclass
class Press:
    """What publishing needs, and the few things that happen to a vault between two publications."""

    engine: Engine
    ring: KeyRing
    shelves: Shelves

    def record(self) -> Record:
        with Session(for_reading(self.engine)) as session:
            return load_record(session, self.ring)

    def publish(self, on: date = DAY) -> dict[str, Published]:
        return {one.manifest.level: one for one in publish(self.record(), self.shelves, self.ring, on)}

    def suppress(self, on: date = DAY) -> dict[Level, tuple[str, ...]]:
        return {level: listed.ids for level, listed in suppress(self.record(), self.shelves, self.ring, on).items()}

    def withdraw(self, public_id: str, on: date = DAY, action: str = "hidden_now") -> None:
        with Session(for_writing(self.engine)) as session, session.begin():
            withdraw(session, self.ring, public_id, ground="safety", by="nobody", at=NOW, on=on, action=action)

    def say(self, public_id: str, field: str, text: str, level: Level) -> None:
        """A further claim about somebody."""
        with Session(for_writing(self.engine)) as session, session.begin():
            subject = session.scalars(select(Subject.id).where(Subject.public_id == public_id)).one()
            source = session.scalars(select(Source.id).order_by(Source.id)).first()
            with Recorder(session, self.ring, "nobody-1", "nobody-2", NOW) as recorder:
                recorder.add_claim(subject, field, TextValue(text=text), source, wording=text, level=level)

    def manifest(self, level: Level) -> Manifest:
        return read_manifest(self.shelves.manifest(level), self.ring.verifier())

    def file(self, level: Level) -> Path:
        return self.shelves.folder(level) / self.manifest(level).file

    def edition(self, level: Level) -> Edition:
        return standing(self.manifest(level), level, self.shelves, self.ring)

    def key(self, level: Level) -> bytes:
        """The key of the level's encrypted edition."""
        return self.ring.unwrap(level.code, bytes.fromhex(self.manifest(level).wrapped_key or ""))

    def shelf(self) -> Shelf:
        return Shelf(self.shelves.manifest(Level.PUBLIC), self.ring.verifier())

    def documents(self, level: Level = Level.PUBLIC) -> list[dict[str, Any]]:
        return [json.loads(row[0]) for row in self.edition(level).rows("SELECT document FROM case_row ORDER BY n")]


def press_of(batch: Batch, place: Path) -> Press:
    """A house founded on the batch."""
    place.mkdir(exist_ok=True)
    shutil.copyfile(template("sqlite"), place / "vault.sqlite")
    engine, ring = engine_for(f"sqlite:///{place / 'vault.sqlite'}"), KeyRing.first_use(place / "keys")
    checked = checked_batch(batch.write(place / "batch"), DAY)
    with (
        Session(for_writing(engine)) as session,
        session.begin(),
        Recorder(session, ring, "nobody-1", "nobody-2", NOW, kind="founding") as recorder,
    ):
        record_founding(checked.prepared, recorder, checked.digest, NOW, lambda _, __: None)
    return Press(engine, ring, Shelves(place / "editions"))


def on_disk(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
