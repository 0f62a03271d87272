"""The suppression lists: ids that every reader of a level answers as not there, at once, before its edition is rebuilt.

A list names only what an edition of its own level once held, be it one that is no longer in force and that some reader still serves:
an id that a level never saw would tell it that there is something to see. Where people are generalised it has the ids that they have
there alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import Record
from app.disclosure.clear import clear
from app.disclosure.gate import hidden_with_return, is_masked, is_withdrawn
from app.editions.errors import CorruptEdition, MissingEdition
from app.editions.manifest import Suppressed, read_manifest, read_suppressed, signed_text
from app.editions.read.opening import Edition, Verified
from app.keys.ring import KeyRing
from app.publishing.generalised import left_with_too_few, own_ids
from app.publishing.left import once_held
from app.publishing.shelves import Shelves, replace_file
from app.publishing.standing import standing

WIDER = frozenset({Form.FULL, Form.AS_PUBLISHED})


def suppress(
    record: Record,
    shelves: Shelves,
    ring: KeyRing,
    on: date,
    newest: Callable[[], bool] = lambda: True,
    verified: Verified | None = None,
) -> dict[Level, Suppressed]:
    """Bring the list of every level in line with the withdrawals open on the day `on`.

    `newest`: whether nothing was recorded since the record was loaded. If something was, ids are added and none is taken away:
    the desk may have just written one that this record does not know of. `verified`: files whose bytes were looked at before.
    """
    shelves.make()
    masked = frozenset(_masked(record, on))
    wanted = {level: _Wanted(frozenset(_withdrawn(record, level, on)), masked) for level in EDITION_LEVELS}
    with shelves.listing():
        stay, seen = not newest(), verified or Verified()
        return {level: _suppress(level, wanted[level], shelves, ring, seen, stay=stay) for level in EDITION_LEVELS}


def suppress_now(
    keys: Mapping[str, Level], shelves: Shelves, ring: KeyRing, *, masked: bool, verified: Verified | None = None
) -> dict[Level, Suppressed]:
    """Add the ids of somebody who was withdrawn a moment ago, each with its level, without loading the record. `masked`: only where
    more than a descriptor of them is shown.
    """
    shelves.make()
    every = frozenset(keys)
    wanted = _Wanted(frozenset(), every) if masked else _Wanted(every, frozenset())
    with shelves.listing():
        seen, found = verified or Verified(), {}
        for level in EDITION_LEVELS:
            may_be_there = frozenset(key for key, lies in keys.items() if lies <= level)
            found[level] = _suppress(level, wanted, shelves, ring, seen, stay=True, unread=may_be_there)
        return found


def any_until_published(record: Record, on: date) -> bool:
    """Whether lists have to be looked at once more after publication: who is masked is hidden only until then, and so is whoever is
    left with too few who look like them.
    """
    people = ((dossier.withdrawals, dossier.cases) for dossier in record.dossiers)
    return any(
        is_masked(own, on) or is_withdrawn(own, on) or any(is_withdrawn(case.event_withdrawals, on) for case in cases)
        for own, cases in people
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Ids that are to be answered as not there, and those of whom no more than a descriptor may be shown."""

    hidden: frozenset[str]
    masked: frozenset[str]


def _suppress(
    level: Level,
    wanted: _Wanted,
    shelves: Shelves,
    ring: KeyRing,
    verified: Verified,
    *,
    stay: bool,
    unread: frozenset[str] = frozenset(),
) -> Suppressed:
    """`unread`: ids that are listed without being looked for where the edition cannot be read, since a reader may have it open all the
    same. Nobody leaves the list then.
    """
    path = shelves.suppressed(level)
    before = read_suppressed(path, ring.verifier())
    hidden = wanted.hidden | own_ids(wanted.hidden, level, ring)
    found = hidden & set(before.ids)
    edition, readable = _in_force(level, shelves, ring, verified)
    if not readable:
        found, stay = found | unread | own_ids(unread & wanted.hidden, level, ring), True
    told_of: frozenset[str] = frozenset()
    if edition is not None:
        with closing(edition):
            told_of = _held(edition, wanted.masked)
            wide = frozenset() if level is Level.VETTED else _unmasked(edition, wanted.masked)  # vetted readers see all
            found |= _held(edition, hidden) | wide
            found |= left_with_too_few(edition, found | set(before.ids) if stay else found)
    found |= once_held(hidden | _nowhere(level, wanted.masked, told_of), level, shelves, ring)
    ids = tuple(sorted(found | set(before.ids) if stay else found))
    if ids == before.ids:
        return before
    now = Suppressed(number=before.number + 1, ids=ids)
    replace_file(path, signed_text(now, ring.signer().sign(now.document())).encode())
    return now


def _withdrawn(record: Record, level: Level, on: date) -> Iterator[str]:
    """Whoever is withdrawn, and whom at this level only the decision about a return shows that is."""
    for dossier in record.dossiers:
        cleared = clear(dossier, level) if any(case.event_withdrawals for case in dossier.cases) else None
        if is_withdrawn(dossier.withdrawals, on) or (cleared and hidden_with_return(cleared, on)):
            yield dossier.public_id
            yield from (case.public_id for case in dossier.cases)
    yield from (event.public_id for event in record.events if is_withdrawn(event.withdrawals, on))


def _masked(record: Record, on: date) -> Iterator[str]:
    for dossier in record.dossiers:
        if is_masked(dossier.withdrawals, on):
            yield from (case.public_id for case in dossier.cases)


def _unmasked(edition: Edition, masked: frozenset[str]) -> frozenset[str]:
    """Cases of masked people, and the people, that the edition still shows in a wider form."""
    rows = edition.rows_of("id, individual, document", "case_row", "id", masked)
    return frozenset(key for row in rows if json.loads(row[2])["form"] in WIDER for key in row[:2])


def _nowhere(level: Level, masked: frozenset[str], told_of: frozenset[str]) -> frozenset[str]:
    """Masked people of whom the edition in force says nothing: to list others would hide what it may say."""
    return frozenset() if level is Level.VETTED else masked - told_of


def _held(edition: Edition, keys: frozenset[str]) -> frozenset[str]:
    """Those of the ids that the edition holds."""
    cases = {
        key
        for column in ("id", "individual")
        for row in edition.rows_of("id, individual", "case_row", column, keys)
        for key in row
    }
    return keys & (cases | {key for (key,) in edition.rows_of("id", "event_row", "id", keys)})


def _in_force(level: Level, shelves: Shelves, ring: KeyRing, verified: Verified) -> tuple[Edition | None, bool]:
    """The level's edition, if there is one; and whether what there is can be read: only a rebuild mends what is lost or damaged.

    A file without its manifest was an edition once, and readers may have it open.
    """
    if not shelves.manifest(level).exists():
        return None, not any(shelves.folder(level).glob(f"{level.code}-*.sqlite"))
    try:
        return standing(read_manifest(shelves.manifest(level), ring.verifier()), level, shelves, ring, verified), True
    except (MissingEdition, CorruptEdition):
        return None, False
