"""Publishing: for each level disclosure decides, a fresh file is built, and a signed manifest takes its place by one rename.

The number and the date advance only when the content hash does. An edition that says the same is not replaced, unless its file
is lost or damaged: then it comes back under its own number and date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import Record
from app.disclosure.overview import Names, Overview
from app.editions.errors import CorruptEdition, MissingEdition
from app.editions.identity import stored_digests
from app.editions.manifest import VERIFY_KEY, Manifest, read_manifest, signed_text
from app.editions.read.opening import File, Verified, open_files
from app.keys.ring import KeyRing
from app.publishing.corrections import log_corrections
from app.publishing.left import note_left
from app.publishing.pictures.all import picture_rows
from app.publishing.shelves import Shelves, replace_file
from app.publishing.standing import OF_A_PART, standing
from app.publishing.whole import Draw, Fresh, Progress, build_whole, silent


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one level."""

    manifest: Manifest
    changed: bool


def publish(
    record: Record,
    shelves: Shelves,
    ring: KeyRing,
    on: date,
    progress: Progress = silent,
    levels: Iterable[Level] = EDITION_LEVELS,
    draw: Draw = picture_rows,
    overviews: Mapping[Level, Overview] | None = None,
) -> list[Published]:
    """Build and swap the editions of the levels as of the day `on`. `draw`: makes the pictures of an edition from its rows.

    `overviews`: empty ones of the record, to be filled for who will go on from here (`publishing.amending`).
    """
    make_shelves(shelves, ring)
    if overviews is None:
        names = Names(record.dossiers)
        overviews = {level: Overview(names) for level in EDITION_LEVELS}
    return [
        put(build_whole(record, level, overviews[level], shelves, ring, on, progress, draw), shelves, ring, on)
        for level in levels
    ]


def make_shelves(shelves: Shelves, ring: KeyRing) -> None:
    """The folders, with the house's public key; left alone where it stands, since its time of change would tell of a hidden edit."""
    shelves.make()
    path, text = shelves.folder(Level.PUBLIC) / VERIFY_KEY, ring.signer().public_key.hex().encode() + b"\n"
    if not path.is_file() or path.read_bytes() != text:
        replace_file(path, text)


def put(fresh: Fresh, shelves: Shelves, ring: KeyRing, on: date) -> Published:
    """Put a whole edition in force, unless the one that stands says the same and can be used."""
    level, folder = fresh.level, shelves.folder(fresh.level)
    before = standing_manifest(shelves, level, ring)
    if before is not None and before.content == fresh.content and _holds(before, fresh, shelves, ring):
        fresh.path.unlink()
        _tidy(folder, level, before.files)  # a publisher that was killed after the swap has left the older file
        return Published(before, changed=False)
    manifest, verified = fresh.manifest(ring, *number_and_date(before, fresh.content, on)), Verified()
    fresh.path.rename(folder / manifest.file)
    if level is Level.PUBLIC and (before is None or before.number < manifest.number):
        log_corrections(shelves.manifest(level), before, manifest, ring, verified)
    note_left(before, manifest, level, shelves, ring, verified)
    put_in_force(manifest, level, shelves, ring)
    return Published(manifest, changed=True)


def put_in_force(manifest: Manifest, level: Level, shelves: Shelves, ring: KeyRing) -> None:
    """Sign the manifest and put it in its place, which is the moment of publication; then remove what is of no use any more."""
    signature = ring.signer().sign(manifest.document())
    replace_file(shelves.manifest(level), signed_text(manifest, signature).encode())
    _tidy(shelves.folder(level), level, manifest.files)


def _holds(before: Manifest, fresh: Fresh, shelves: Shelves, ring: KeyRing) -> bool:
    """Whether readers have this very edition, what is worked out from it included, in one file that they can use."""
    if before.addendum is not None:
        return False
    try:
        with (
            closing(standing(before, fresh.level, shelves, ring)) as edition,
            closing(open_files([File(fresh.path, fresh.file_hash)], fresh.key, OF_A_PART, Verified())) as made,
        ):
            return stored_digests(edition.connection) == stored_digests(made.connection)
    except (MissingEdition, CorruptEdition):
        return False


def number_and_date(before: Manifest | None, identity: str, on: date) -> tuple[int, str]:
    """Of an edition that says `identity`: they advance only when that does."""
    if before is None:
        return 1, on.isoformat()
    return (before.number, before.date) if before.content == identity else (before.number + 1, on.isoformat())


def standing_manifest(shelves: Shelves, level: Level, ring: KeyRing) -> Manifest | None:
    """The manifest in force. A damaged one is not overwritten: its number must never be used a second time."""
    try:
        return read_manifest(shelves.manifest(level), ring.verifier())
    except MissingEdition:
        return None


def _tidy(folder: Path, level: Level, current: frozenset[str]) -> None:
    """Remove older edition files of the level at once: who was withdrawn is in them. A reader that has one open keeps it."""
    for path in folder.glob(f"{level.code}-*.sqlite"):
        if path.name not in current:
            path.unlink(missing_ok=True)
