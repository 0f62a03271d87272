"""The current edition of a level: follows the manifest, reopens when it changes, honours the suppression list at once.

The old file serves until the new one is open; a new manifest that cannot be used leaves the old edition serving.
"""

from __future__ import annotations

import logging
from pathlib import Path

from app.editions.corrections import Corrections, corrections_file, read_corrections
from app.editions.errors import EditionError
from app.editions.manifest import read_manifest, read_suppressed, suppression_list
from app.editions.read.opening import Edition, open_edition
from app.keys.verify import Verifier

_log = logging.getLogger("casebook.shelf")
Stamp = tuple[int, int, int] | None


class Shelf:
    """Hands out the current edition. `place`: a manifest (.json), or an edition file that was copied without one."""

    def __init__(self, place: Path, verifier: Verifier | None = None, key: bytes | None = None) -> None:
        self._manifest = place if place.suffix == ".json" else place.with_suffix(".json")
        self._alone = None if self._manifest.is_file() or place.suffix == ".json" else place
        self._list = suppression_list(self._manifest)
        self._verifier, self._key = verifier, key
        self._seen: tuple[Stamp, Stamp] = (_stamp(self._watched), _stamp(self._list))
        self._edition = self._open()

    @property
    def _watched(self) -> Path:
        return self._alone or self._manifest

    def current(self) -> Edition:
        """The newest usable edition. Two file look-ups a call; nothing is read unless one of them changed."""
        seen = (_stamp(self._watched), _stamp(self._list))
        if seen != self._seen:
            self._seen = seen
            self._reopen()
        return self._edition

    def _reopen(self) -> None:
        try:
            fresh = self._open()
        except EditionError as problem:
            _log.error("the edition on disk cannot be used, the last good one goes on serving: %s", problem)
            return
        self._edition, old = fresh, self._edition
        old.close()

    def _open(self) -> Edition:
        if self._alone is not None:
            edition = open_edition(self._alone, self._key)
        else:
            manifest = read_manifest(self._manifest, self._verifier)
            edition = open_edition(self._manifest.with_name(manifest.file), self._key, manifest.content)
            edition.number, edition.date = manifest.number, manifest.date
            edition.corrections = self._log(manifest.number)
        edition.suppressed = frozenset(read_suppressed(self._list, self._verifier).ids)
        return edition

    def _log(self, number: int) -> Corrections | None:
        """The corrections log up to this edition; a damaged one is no reason to serve no edition."""
        try:
            found = read_corrections(corrections_file(self._manifest), self._verifier)
        except EditionError as problem:
            _log.error("the corrections log cannot be used: %s", problem)
            return None
        return found and found.upto(number)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
