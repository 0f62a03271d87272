"""The suppression lists: ids that every reader of a level answers as not there, at once, before its edition is rebuilt.

A list names only what its own edition once held: an id that a level never saw would tell it that there is something to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import Record
from app.disclosure.gate import is_withdrawn
from app.editions.errors import MissingEdition
from app.editions.manifest import Suppressed, read_manifest, read_suppressed, signed_text
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves, replace_file
from app.publishing.standing import standing, stands


def suppress(record: Record, shelves: Shelves, ring: KeyRing, on: date) -> dict[Level, Suppressed]:
    """Bring the list of every level in line with the withdrawals open on the day `on`."""
    shelves.make()
    withdrawn = frozenset(_withdrawn(record, on))
    return {level: _suppress(level, withdrawn, shelves, ring) for level in EDITION_LEVELS}


def _suppress(level: Level, withdrawn: frozenset[str], shelves: Shelves, ring: KeyRing) -> Suppressed:
    path = shelves.suppressed(level)
    before = read_suppressed(path, ring.verifier())
    wanted = tuple(sorted(withdrawn & (_held(level, shelves, ring) | set(before.ids))))
    if wanted == before.ids:
        return before
    now = Suppressed(number=before.number + 1, ids=wanted)
    replace_file(path, signed_text(now, ring.signer().sign(now.document())).encode())
    return now


def _withdrawn(record: Record, on: date) -> Iterator[str]:
    for dossier in record.dossiers:
        if is_withdrawn(dossier.withdrawals, on):
            yield dossier.public_id
            yield from (case.public_id for case in dossier.cases)
    yield from (event.public_id for event in record.events if is_withdrawn(event.withdrawals, on))


def _held(level: Level, shelves: Shelves, ring: KeyRing) -> set[str]:
    """Every id that the level's current edition holds; none if its file is lost or damaged, which only a rebuild can mend."""
    try:
        manifest = read_manifest(shelves.manifest(level), ring.verifier())
    except MissingEdition:
        return set()
    if not stands(manifest, level, shelves, ring):
        return set()
    edition = standing(manifest, level, shelves, ring)
    try:
        held = {key for row in edition.rows("SELECT id, individual FROM case_row") for key in row}
        return held | {key for (key,) in edition.rows("SELECT id FROM event_row")}
    finally:
        edition.close()
