"""What an edition changes against the one before it, from the two editions' own rows and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.codebook.levels import Level
from app.editions.build.rows import Rows
from app.editions.corrections import Batch, Changes, Corrections, corrections_file, read_corrections
from app.editions.errors import EditionError
from app.editions.manifest import Manifest, signed_text
from app.editions.read.opening import open_published
from app.editions.schema import COLUMNS
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves, replace_file

Documents = Mapping[str, bytes]
Compared = tuple[Changes, Changes]
"""Of cases and of returns."""
CASES, RETURNS = "case_row", "event_row"


def log_corrections(
    place: Path, before: Manifest | None, now: Manifest, compare: Callable[[], Compared | None], ring: KeyRing
) -> None:
    """Add the batch of the edition `now` to the log beside the manifest at `place`. A batch that was begun is made anew.

    `compare`: what the edition changes in cases and in returns; None where the one before is gone or damaged.
    """
    path = corrections_file(place)
    kept = _kept(path, ring)
    older = kept.upto(now.number - 1).batches if kept else ()
    log = Corrections(batches=(_batch(before, now, compare), *older))
    replace_file(path, signed_text(log, ring.signer().sign(log.document())).encode())


def _kept(path: Path, ring: KeyRing) -> Corrections | None:
    """The log so far. A damaged one is put aside: it must never keep a withdrawal from being published."""
    try:
        return read_corrections(path, ring.verifier())
    except EditionError:
        path.replace(path.with_name(path.name + ".damaged"))
        return None


def _batch(before: Manifest | None, now: Manifest, compare: Callable[[], Compared | None]) -> Batch:
    if before is None:
        return Batch(number=now.number, date=now.date, first=True, compared=False)
    found = compare()
    if found is None:
        return Batch(number=now.number, date=now.date, compared=False)
    return Batch(number=now.number, date=now.date, cases=found[0], returns=found[1])


def against(shelves: Shelves, before: Manifest | None, rows: Rows) -> Compared | None:
    """What the rows of a public edition change against the edition before it."""
    old = None if before is None else _held(shelves.manifest(Level.PUBLIC), before)
    if old is None:
        return None
    cases, returns = (changes_of(old[table], _documents(rows, table)) for table in (CASES, RETURNS))
    return cases, returns


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
