"""The edition of a level that is in force, opened with the house's own keys."""

from __future__ import annotations

from app.codebook.levels import Level
from app.editions.errors import CorruptEdition, MissingEdition
from app.editions.manifest import Manifest
from app.editions.read.opening import Edition, File, Verified, open_published
from app.keys.errors import DoesNotOpen
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves

OF_A_PART = ""
"""A base alone is never read as an edition: nobody asks for its identity, and working it out takes a look at all it says."""


def standing(
    manifest: Manifest, level: Level, shelves: Shelves, ring: KeyRing, verified: Verified | None = None
) -> Edition:
    """The edition that the manifest names; MissingEdition or CorruptEdition if its file is not what it says.

    `verified`: files whose bytes were looked at before.
    """
    return open_published(shelves.folder(level), manifest, key_of(manifest, level, ring), verified)


def base_file(manifest: Manifest, level: Level, shelves: Shelves) -> File:
    """Its base alone, as it was built, without what an addendum says."""
    return File(shelves.folder(level) / manifest.file, manifest.file_hash)


def key_of(manifest: Manifest, level: Level, ring: KeyRing) -> bytes | None:
    """The key of its files; None where they are plain, CorruptEdition where it does not open."""
    try:
        return None if manifest.wrapped_key is None else ring.unwrap(level.code, bytes.fromhex(manifest.wrapped_key))
    except DoesNotOpen:
        raise CorruptEdition(f"The {level.code} edition's key does not open with this house's keys.") from None


def stands(manifest: Manifest, level: Level, shelves: Shelves, ring: KeyRing) -> bool:
    """Whether readers can use it."""
    try:
        standing(manifest, level, shelves, ring).close()
    except (MissingEdition, CorruptEdition):
        return False
    return True
