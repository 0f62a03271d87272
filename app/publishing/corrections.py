"""What an edition changes against the one before it, from the two editions' own rows and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.editions.build.rows import Rows
from app.editions.corrections import Batch, Changes, Corrections, corrections_file, read_corrections
from app.editions.errors import EditionError
from app.editions.manifest import Manifest, signed_text
from app.editions.read.opening import open_published
from app.editions.schema import COLUMNS
from app.keys.ring import KeyRing
from app.publishing.shelves import replace_file

Documents = Mapping[str, bytes]
CASES, RETURNS = "case_row", "event_row"


def log_corrections(place: Path, before: Manifest | None, now: Manifest, rows: Rows, ring: KeyRing) -> None:
    """Add the batch of the edition `now` to the log beside the manifest at `place`. A batch that was begun is made anew."""
    path = corrections_file(place)
    kept = _kept(path, ring)
    older = kept.upto(now.number - 1).batches if kept else ()
    log = Corrections(batches=(_batch(place, before, now, rows), *older))
    replace_file(path, signed_text(log, ring.signer().sign(log.document())).encode())


def _kept(path: Path, ring: KeyRing) -> Corrections | None:
    """The log so far. A damaged one is put aside: it must never keep a withdrawal from being published."""
    try:
        return read_corrections(path, ring.verifier())
    except EditionError:
        path.replace(path.with_name(path.name + ".damaged"))
        return None


def _batch(place: Path, before: Manifest | None, now: Manifest, rows: Rows) -> Batch:
    if before is None:
        return Batch(number=now.number, date=now.date, first=True, compared=False)
    old = _held(place, before)
    if old is None:
        return Batch(number=now.number, date=now.date, compared=False)
    changes = {table: changes_of(old[table], _documents(rows, table)) for table in (CASES, RETURNS)}
    return Batch(number=now.number, date=now.date, cases=changes[CASES], returns=changes[RETURNS])


def changes_of(old: Documents, new: Documents) -> Changes:
    """Ids that came, changed and went."""
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(key for key in new.keys() & old.keys() if differ(old[key], new[key]))),
        gone=tuple(sorted(old.keys() - new.keys())),
    )


def differ(old: bytes, new: bytes) -> bool:
    """Whether the documents say different things. A part that only a newer version of Casebook writes is no correction."""
    if old == new:
        return False
    one, other = json.loads(old), json.loads(new)
    return any(one[part] != other[part] for part in one.keys() & other.keys())


def _held(place: Path, before: Manifest) -> dict[str, dict[str, bytes]] | None:
    """The documents of the edition before, or None where its file is gone or damaged."""
    try:
        edition = open_published(place.parent, before)
    except EditionError:
        return None
    try:
        return {t: dict(edition.rows(f"SELECT id, document FROM {t}")) for t in (CASES, RETURNS)}
    finally:
        edition.close()


def _documents(rows: Rows, table: str) -> dict[str, Any]:
    key, document = COLUMNS[table].index("id"), COLUMNS[table].index("document")
    return {row[key]: row[document] for row in rows[table]}
