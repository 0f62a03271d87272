"""The suppression list beside an edition, followed by itself: whatever becomes of the edition's file, who is on the list is hidden.

A list that is gone, damaged, or of a number that is no higher than one that was read takes nobody off. It may add: a house that
has lost its lists numbers them anew.
"""

from __future__ import annotations

import logging
from pathlib import Path

from app.editions.errors import EditionError
from app.editions.manifest import read_suppressed, suppression_list
from app.editions.read.stamps import stamp_of
from app.keys.verify import Verifier

_log = logging.getLogger("casebook.shelf")


class Listed:
    """The list of a level in a folder. `ids`: whom it hides now. CorruptEdition where the first one cannot be used."""

    def __init__(self, folder: Path, level: str, verifier: Verifier | None) -> None:
        self._place, self._verifier = suppression_list(folder, level), verifier
        self._seen = self._complained = stamp_of(self._place)
        self._newest = self._found = read_suppressed(self._place, verifier)
        self.ids = frozenset(self._found.ids)

    def follow(self) -> None:
        """Look whether there is another list. One that cannot be used leaves the last good one, and is looked at again."""
        seen = stamp_of(self._place)
        if seen == self._seen:
            return
        try:
            self._found = read_suppressed(self._place, self._verifier)
        except EditionError as problem:
            if seen != self._complained:
                _log.error("the suppression list cannot be used, the last good one counts: %s", problem)
                self._complained = seen
            return
        self._seen = seen
        if self._found.number > self._newest.number:
            self._newest = self._found
        self.ids = frozenset(self._newest.ids) | frozenset(self._found.ids)
