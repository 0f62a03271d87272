"""The suppression lists: ids that every reader of a level answers as not there, at once, before its edition is rebuilt.

A list names only what its own edition once held: an id that a level never saw would tell it that there is something to see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import Record
from app.disclosure.gate import is_masked, is_withdrawn
from app.editions.errors import MissingEdition
from app.editions.manifest import Suppressed, read_manifest, read_suppressed, signed_text
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves, replace_file
from app.publishing.standing import standing, stands

WIDER = frozenset({Form.FULL, Form.AS_PUBLISHED})


def suppress(
    record: Record, shelves: Shelves, ring: KeyRing, on: date, newest: Callable[[], bool] = lambda: True
) -> dict[Level, Suppressed]:
    """Bring the list of every level in line with the withdrawals open on the day `on`.

    `newest`: whether nothing was recorded since the record was loaded. If something was, ids are added and none is taken away:
    the desk may have just written one that this record does not know of.
    """
    shelves.make()
    withdrawn, masked = frozenset(_withdrawn(record, on)), frozenset(_masked(record, on))
    with shelves.listing():
        stay = not newest()
        return {level: _suppress(level, withdrawn, masked, shelves, ring, stay=stay) for level in EDITION_LEVELS}


def suppress_now(keys: frozenset[str], shelves: Shelves, ring: KeyRing, *, masked: bool) -> dict[Level, Suppressed]:
    """Add the ids of somebody who was withdrawn a moment ago, without loading the record. `masked`: only where more than a
    descriptor of them is shown.
    """
    shelves.make()
    hidden, wide = (frozenset[str](), keys) if masked else (keys, frozenset[str]())
    with shelves.listing():
        return {level: _suppress(level, hidden, wide, shelves, ring, stay=True) for level in EDITION_LEVELS}


def any_masked(record: Record, on: date) -> bool:
    """Whether lists have to be looked at once more after publication: who is masked is hidden only until then."""
    return next(iter(_masked(record, on)), None) is not None


def _suppress(
    level: Level, withdrawn: frozenset[str], masked: frozenset[str], shelves: Shelves, ring: KeyRing, *, stay: bool
) -> Suppressed:
    path = shelves.suppressed(level)
    before = read_suppressed(path, ring.verifier())
    withdrawn |= _unmasked(level, masked, shelves, ring)
    found = withdrawn & (_held(level, shelves, ring) | set(before.ids))
    wanted = tuple(sorted(found | set(before.ids) if stay else found))
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


def _masked(record: Record, on: date) -> Iterator[str]:
    for dossier in record.dossiers:
        if is_masked(dossier.withdrawals, on):
            yield from (case.public_id for case in dossier.cases)


def _unmasked(level: Level, masked: frozenset[str], shelves: Shelves, ring: KeyRing) -> frozenset[str]:
    """Cases of masked people, and the people, that the level's edition still shows in a wider form. Vetted readers see all."""
    if not masked or level is Level.VETTED:
        return frozenset()
    rows = _rows(level, "SELECT id, individual, document FROM case_row", shelves, ring)
    wide = [row for row in rows if row[0] in masked and json.loads(row[2])["form"] in WIDER]
    return frozenset(key for row in wide for key in row[:2])


def _held(level: Level, shelves: Shelves, ring: KeyRing) -> set[str]:
    """Every id that the level's current edition holds; none if its file is lost or damaged, which only a rebuild can mend."""
    cases = _rows(level, "SELECT id, individual FROM case_row", shelves, ring)
    events = _rows(level, "SELECT id FROM event_row", shelves, ring)
    return {key for row in (*cases, *events) for key in row}


def _rows(level: Level, query: str, shelves: Shelves, ring: KeyRing) -> list[tuple[Any, ...]]:
    try:
        manifest = read_manifest(shelves.manifest(level), ring.verifier())
    except MissingEdition:
        return []
    if not stands(manifest, level, shelves, ring):
        return []
    edition = standing(manifest, level, shelves, ring)
    try:
        return list(edition.rows(query))
    finally:
        edition.close()
