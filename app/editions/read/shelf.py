"""The current edition of a level: follows the manifest, reopens when it changes, honours the suppression list at once.

The old file serves until the new one is open; a new manifest that cannot be used leaves the old edition serving. The list is
followed all the same. Until what the manifest names is open, nobody leaves it: who left may be told less of there.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

from app.editions.corrections import Corrections, corrections_file, read_corrections
from app.editions.errors import CorruptEdition, EditionError, MissingEdition
from app.editions.manifest import Manifest, read_manifest
from app.editions.read.listed import Listed
from app.editions.read.opening import Edition, Verified, open_edition, open_published
from app.editions.read.stamps import stamp_of
from app.keys.errors import DoesNotOpen
from app.keys.verify import Verifier
from app.names.index import Seal, plain

_log = logging.getLogger("casebook.shelf")


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
        self._before: list[Edition] = []
        self._behind = False
        self._seen = stamp_of(self._watched)
        self._edition = self._open()
        self._listed = Listed(self._folder, self._edition.level, verifier)
        self._hide()

    def current(self) -> Edition:
        """The newest usable edition. Two file look-ups a call; nothing is read unless one of them changed.

        The list is read before the edition is looked for: who leaves it leaves after the edition that knows why is in force.
        """
        self._listed.follow()
        seen = stamp_of(self._watched)
        if seen != self._seen and self._reopened():
            self._seen = seen
        self._hide()
        return self._edition

    def follow(self) -> None:
        """Hide whoever is on the list by now in every edition that may still be read; none is opened or closed.

        A manifest that has changed counts as one that is not open yet: nobody leaves the list before its edition is in force.
        """
        self._listed.follow()
        self._behind |= stamp_of(self._watched) != self._seen
        self._hide()

    def _hide(self) -> None:
        """Whoever is on the list is not there; nor is whoever was, while the edition is not the one that the manifest names, and never
        in one whose place another has taken.
        """
        listed = self._listed.ids
        _suppress(self._edition, listed | self._edition.suppressed if self._behind else listed)
        for earlier in self._before:
            _suppress(earlier, listed | earlier.suppressed)

    def _reopened(self) -> bool:
        """Whether that was all that can be done for now. An edition file that is just being replaced is looked for again."""
        self._behind = True
        try:
            fresh = self._open()
            self._of_this_level(fresh)
            fresh.suppressed = self._listed.ids  # before anybody can be given it
        except EditionError as problem:
            _log.error("the edition on disk cannot be used, the last good one goes on serving: %s", problem)
            return not isinstance(problem, MissingEdition)
        for earlier in self._before:
            earlier.retire()
        still_read = [earlier for earlier in self._before if earlier.is_streaming]
        self._before = [*still_read, self._edition]  # an answer in the middle may still read the one before
        self._edition, self._behind = fresh, False
        return True

    def _of_this_level(self, fresh: Edition) -> None:
        """The list is that of one level: an edition of another has no business in its place."""
        if fresh.level != self._edition.level:
            fresh.close()
            raise CorruptEdition(f"This is an edition of another level than {self._edition.level}.")

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
        edition.follow = self.follow
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


def _suppress(edition: Edition, hidden: frozenset[str]) -> None:
    if hidden != edition.suppressed:  # what was worked out under an equal list holds
        edition.suppressed = hidden


def manifest_of(file: Path) -> Path | None:
    """The manifest in the same folder that names the edition file, or None: the file was copied alone."""
    for candidate in sorted(file.parent.glob("*.json")):
        try:
            if file.name in read_manifest(candidate, None).files:
                return candidate
        except EditionError:
            continue
    return None
