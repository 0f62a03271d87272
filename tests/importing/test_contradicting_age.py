"""An age that no reading of birth and return allows is kept as its source gave it, and marked, through import and publication."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.importing.batch import checked_batch
from app.importing.record import record_founding
from app.keys.ring import KeyRing
from app.publishing.load import load_record
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.storage.engines import for_reading, for_writing
from app.vault.recording import Recorder
from tests.homes import NOW, edition_at
from tests.importing.synthetic_batch import Batch

DAY = date(2026, 11, 29)


def published(batch: Batch, engine, tmp_path):
    """The documents of the public edition of a vault that was founded on the batch."""
    ring = KeyRing.first_use(tmp_path / "home" / "keys")
    checked = checked_batch(batch.write(tmp_path / "batch"), DAY)
    with Session(for_writing(engine)) as session, session.begin():
        with Recorder(session, ring, "nobody-1", "nobody-2", NOW, kind="founding") as recorder:
            record_founding(checked.prepared, recorder, checked.digest, NOW, lambda _, __: None)
    with Session(for_reading(engine)) as session:
        publish(load_record(session, ring), Shelves(tmp_path / "home" / "editions"), ring, date(2026, 11, 24))
    edition = edition_at(tmp_path / "home", Level.PUBLIC)
    return {
        d["name"]["latin"]: d for d in (json.loads(row[0]) for row in edition.rows("SELECT document FROM case_row"))
    }


def test_an_age_that_contradicts_birth_and_return_is_kept_and_marked(vault_database, tmp_path):
    batch = (
        Batch()
        .set("public_claims.csv", 4, value="61")
        .set("codings.csv", 4, value="61", coded_value="61/61;international")
    )
    shown = published(batch, vault_database, tmp_path)["Synthetic Alpha"]
    assert [v["value"]["text"] for v in shown["facts"]["age_at_return"]["values"]] == ["61"]
    assert [v["value"]["text"] for v in shown["facts"]["birth"]["values"]] == ["1980"]
    assert shown["age_at_return"] == {"low": 61, "high": 61, "basis": "international", "minor": "no", "older": "yes", "contradicts_birth": True}  # fmt: skip


def test_an_age_that_fits_is_not_marked(vault_database, tmp_path):
    shown = published(Batch(), vault_database, tmp_path)["Synthetic Alpha"]
    assert shown["age_at_return"]["contradicts_birth"] is False
