"""Publishing: for each level disclosure decides, a fresh file is built, and a signed manifest takes its place by one rename.

The number and the date advance only when the content hash does. An edition that says the same is not replaced, unless its file
is lost or damaged: then it comes back under its own number and date.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import For, Record, everything
from app.disclosure.overview import Names, Overview
from app.editions.build.file import write_file
from app.editions.build.rows import Rows, rows_of
from app.editions.errors import CorruptEdition, MissingEdition
from app.editions.identity import Digest, stored_digests
from app.editions.identity import identity as identity_of
from app.editions.manifest import VERIFY_KEY, Manifest, read_manifest, signed_text
from app.editions.read.opening import hash_of
from app.editions.schema import FORMAT
from app.keys.ring import KeyRing
from app.publishing.corrections import against, log_corrections
from app.publishing.pictures.all import picture_rows
from app.publishing.renaming import name_seal, renaming
from app.publishing.shelves import Shelves, replace_file
from app.publishing.standing import standing

Progress = Callable[[str], None]
Draw = Callable[[Rows], list[tuple[Any, ...]]]


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
    progress: Progress = lambda _: None,
    levels: Iterable[Level] = EDITION_LEVELS,
    draw: Draw = picture_rows,
    overviews: Mapping[Level, Overview] | None = None,
) -> list[Published]:
    """Build and swap the editions of the levels as of the day `on`. `draw`: makes the pictures of an edition from its rows.

    `overviews`: empty ones of the record, to be filled for who will go on from here (`publishing.amending`).
    """
    shelves.make()
    _show_key(shelves.folder(Level.PUBLIC) / VERIFY_KEY, ring)
    if overviews is None:
        names = Names(record.dossiers)
        overviews = {level: Overview(names) for level in EDITION_LEVELS}
    return [_publish_level(record, level, overviews[level], shelves, ring, on, progress, draw) for level in levels]


def _show_key(path: Path, ring: KeyRing) -> None:
    """The house's public key; left alone where it stands, since its time of change would tell of a hidden edit."""
    text = ring.signer().public_key.hex().encode() + b"\n"
    if not path.is_file() or path.read_bytes() != text:
        replace_file(path, text)


def _publish_level(
    record: Record,
    level: Level,
    overview: Overview,
    shelves: Shelves,
    ring: KeyRing,
    on: date,
    progress: Progress,
    draw: Draw,
) -> Published:
    progress(f"deciding what {level.code} may see")
    content = everything(overview, record, For(level, on, renaming(ring, level)))
    progress(f"building the {level.code} edition")
    key = None if level is Level.PUBLIC else secrets.token_bytes(32)
    folder = shelves.folder(level)
    fresh = folder / f"{level.code}.building"
    rows = rows_of(content, name_seal(ring, level))
    rows["picture"] = draw(rows)
    said = write_file(rows, fresh, key, addendum=False)
    identity = identity_of(said)
    before = standing_manifest(shelves, level, ring)
    if before is not None and before.content == identity and _holds(before, said, level, shelves, ring):
        fresh.unlink()
        _tidy(folder, level, before.files)  # a publisher that was killed after the swap has left the older file
        return Published(before, changed=False)
    number, day = number_and_date(before, identity, on)
    manifest = Manifest(
        level=level.code, number=number, date=day, content=identity,
        file=f"{level.code}-{identity[:16]}.sqlite", format=FORMAT,
        wrapped_key=None if key is None else ring.wrap(level.code, key).hex(), file_hash=hash_of(fresh),
    )  # fmt: skip
    fresh.rename(folder / manifest.file)
    if level is Level.PUBLIC and (before is None or before.number < number):
        log_corrections(shelves.manifest(level), before, manifest, lambda: against(shelves, before, rows), ring)
    put_in_force(manifest, level, shelves, ring)
    return Published(manifest, changed=True)


def put_in_force(manifest: Manifest, level: Level, shelves: Shelves, ring: KeyRing) -> None:
    """Sign the manifest and put it in its place, which is the moment of publication; then remove what is of no use any more."""
    signature = ring.signer().sign(manifest.document())
    replace_file(shelves.manifest(level), signed_text(manifest, signature).encode())
    _tidy(shelves.folder(level), level, manifest.files)


def _holds(before: Manifest, said: list[Digest], level: Level, shelves: Shelves, ring: KeyRing) -> bool:
    """Whether readers have this very edition, what is worked out from it included, in one file that they can use."""
    if before.addendum is not None:
        return False
    try:
        with closing(standing(before, level, shelves, ring)) as edition:
            return sorted(stored_digests(edition.connection)) == sorted(said)
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
