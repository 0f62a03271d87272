"""The suppression lists: ids that every reader of a level answers as not there, at once, before its edition is rebuilt.

A list names only what its own edition once held: an id that a level never saw would tell it that there is something to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import Record
from app.disclosure.gate import is_withdrawn
from app.editions.errors import MissingEdition, OlderEdition
from app.editions.manifest import Suppressed, read_manifest, read_suppressed, signed_text
from app.editions.read.opening import ids_held, open_edition
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves, replace_file


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
    """Every id that the level's current edition holds."""
    try:
        manifest = read_manifest(shelves.manifest(level), ring.verifier())
    except MissingEdition:
        return set()
    key = None if manifest.wrapped_key is None else ring.unwrap(level.code, bytes.fromhex(manifest.wrapped_key))
    path = shelves.folder(level) / manifest.file
    try:
        open_edition(path, key, manifest.content).close()
    except OlderEdition:
        pass  # readers of the older version go on serving it until it is replaced: its people must be listed all the same
    return ids_held(path, key)
