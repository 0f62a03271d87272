"""The edition of a level that is in force, opened with the house's own keys."""

from __future__ import annotations

from app.codebook.levels import Level
from app.editions.errors import CorruptEdition, MissingEdition
from app.editions.manifest import Manifest
from app.editions.read.opening import Edition, open_published
from app.keys.errors import DoesNotOpen
from app.keys.ring import KeyRing
from app.publishing.shelves import Shelves


def standing(manifest: Manifest, level: Level, shelves: Shelves, ring: KeyRing) -> Edition:
    """The edition that the manifest names; MissingEdition or CorruptEdition if its file is not what it says."""
    try:
        key = None if manifest.wrapped_key is None else ring.unwrap(level.code, bytes.fromhex(manifest.wrapped_key))
    except DoesNotOpen:
        raise CorruptEdition(f"The {level.code} edition's key does not open with this house's keys.") from None
    return open_published(shelves.folder(level), manifest, key)


def stands(manifest: Manifest, level: Level, shelves: Shelves, ring: KeyRing) -> bool:
    """Whether readers can use it."""
    try:
        standing(manifest, level, shelves, ring).close()
    except (MissingEdition, CorruptEdition):
        return False
    return True
