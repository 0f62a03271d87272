"""The current edition of a level: follows the manifest, reopens when it changes, honours the suppression list at once.

The old file serves until the new one is open; a new manifest that cannot be used leaves the old edition serving.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from app.editions.corrections import Corrections, corrections_file, read_corrections
from app.editions.errors import CorruptEdition, EditionError, MissingEdition
from app.editions.manifest import Manifest, read_manifest, read_suppressed, suppression_list
from app.editions.read.opening import Edition, Verified, open_edition, open_published
from app.keys.errors import DoesNotOpen
from app.keys.verify import Verifier
from app.names.index import Seal, plain

_log = logging.getLogger("casebook.shelf")
Stamp = tuple[int, int, int] | None


class LevelKeys(Protocol):
    """What a shelf needs to open encrypted editions: `unwrap` gives an edition's key or DoesNotOpen."""

    def unwrap(self, level: str, wrapped: bytes) -> bytes: ...

    def name_mark(self, level: str, key: str) -> str: ...


class Shelf:
    """Hands out the current edition. `place`: a manifest (.json), or an edition file; its manifest is used if it is beside it."""

    def __init__(self, place: Path, verifier: Verifier | None = None, keys: LevelKeys | None = None) -> None:
        self._folder = place.parent
        self._watched = place if place.suffix == ".json" else manifest_of(place) or place
        self._verifier, self._keys = verifier, keys
        self._verified = Verified()
        self._before: Edition | None = None
        self._edition = self._open()
        self._seen = self._stamps()

    def current(self) -> Edition:
        """The newest usable edition. Two file look-ups a call; nothing is read unless one of them changed."""
        seen = self._stamps()
        if seen != self._seen and self._reopened():
            self._seen = seen
        return self._edition

    def _stamps(self) -> tuple[Stamp, Stamp]:
        return _stamp(self._watched), _stamp(suppression_list(self._folder, self._edition.level))

    def _reopened(self) -> bool:
        """Whether that was all that can be done for now. An edition file that is just being replaced is looked for again."""
        try:
            fresh = self._open()
        except EditionError as problem:
            _log.error("the edition on disk cannot be used, the last good one goes on serving: %s", problem)
            return not isinstance(problem, MissingEdition)
        if self._before is not None:
            self._before.retire()
        self._edition, self._before = fresh, self._edition  # an answer in the middle may still read the one before
        return True

    def _open(self) -> Edition:
        if self._watched.suffix != ".json":
            edition = open_edition(self._watched)
        else:
            manifest = read_manifest(self._watched, self._verifier)
            edition = open_published(self._folder, manifest, self._key(manifest), self._verified)
            if manifest.wrapped_key is not None:
                edition.seal = self._seal(manifest.level)
            edition.number, edition.date = manifest.number, manifest.date
            edition.corrections = self._log(manifest.number)
        listed = read_suppressed(suppression_list(self._folder, edition.level), self._verifier)
        edition.suppressed = frozenset(listed.ids)
        return edition

    def _key(self, manifest: Manifest) -> bytes | None:
        """The key of an encrypted edition, unwrapped; CorruptEdition where it does not open."""
        if manifest.wrapped_key is None:
            return None
        if self._keys is None:
            raise CorruptEdition(f"The {manifest.level} edition is encrypted, and its key is not here.")
        try:
            return self._keys.unwrap(manifest.level, bytes.fromhex(manifest.wrapped_key))
        except (DoesNotOpen, ValueError):
            raise CorruptEdition(
                f"The {manifest.level} edition's key does not open with the keys that are here."
            ) from None

    def _seal(self, level: str) -> Seal:
        keys = self._keys
        return plain if keys is None else lambda key: keys.name_mark(level, key)

    def _log(self, number: int) -> Corrections | None:
        """The corrections log up to this edition; a damaged one is no reason to serve no edition."""
        try:
            found = read_corrections(corrections_file(self._watched), self._verifier)
        except EditionError as problem:
            _log.error("the corrections log cannot be used: %s", problem)
            return None
        return found and found.upto(number)


def manifest_of(file: Path) -> Path | None:
    """The manifest in the same folder that names the edition file, or None: the file was copied alone."""
    for candidate in sorted(file.parent.glob("*.json")):
        try:
            if file.name in read_manifest(candidate, None).files:
                return candidate
        except EditionError:
            continue
    return None


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:  # gone, or in a folder that may not be entered: the same as not there
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
