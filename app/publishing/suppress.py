"""The suppression list: public ids that every reader answers as not there, at once, before any edition is rebuilt."""

from __future__ import annotations

from collections.abc import Iterable

from app.codebook.levels import Level
from app.editions.manifest import Suppressed, read_suppressed, signed_text
from app.keys.ring import KeyRing
from app.publishing.shelves import SUPPRESSED, Shelves, replace_file


def suppress(shelves: Shelves, ring: KeyRing, ids: Iterable[str]) -> Suppressed:
    """Set the list to exactly `ids` on the public and the members' host. Nothing is written if it says so already."""
    shelves.make()
    wanted = tuple(sorted(set(ids)))
    for level in (Level.PUBLIC, Level.VETTED):
        path = shelves.folder(level) / SUPPRESSED
        before = read_suppressed(path, ring.verifier())
        if before.ids == wanted:
            continue
        now = Suppressed(number=before.number + 1, ids=wanted)
        replace_file(path, signed_text(now, ring.signer().sign(now.document())).encode())
    return read_suppressed(shelves.folder(Level.PUBLIC) / SUPPRESSED, ring.verifier())
