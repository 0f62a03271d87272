"""What an edition changes against the one before it, from the two editions' own rows and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from app.editions.corrections import Batch, Changes, Corrections, corrections_file, read_corrections
from app.editions.errors import EditionError
from app.editions.manifest import Manifest, signed_text
from app.editions.read.opening import Edition, Verified, open_published
from app.keys.ring import KeyRing
from app.publishing.shelves import replace_file

Documents = Mapping[str, bytes]
Compared = tuple[Changes, Changes]
"""Of cases and of returns."""
Said = tuple[Documents, Documents]
"""The documents of cases and of returns, by id."""
Read = Callable[[Edition], Said]


def _everything(edition: Edition) -> Said:
    cases, returns = (dict(edition.rows(f"SELECT id, document FROM {t}")) for t in ("case_row", "event_row"))
    return cases, returns


def log_corrections(
    place: Path,
    before: Manifest | None,
    now: Manifest,
    ring: KeyRing,
    verified: Verified | None = None,
    read: Read | None = None,
) -> None:
    """Add the batch of the edition `now` to the log beside the manifest at `place`. A batch that was begun is made anew.

    The files of both editions stand there. `verified`: files that were looked at before; `read`: the documents that can differ; all of
    them where it is not known which.
    """
    path = corrections_file(place)
    kept = _kept(path, ring)
    older = kept.upto(now.number - 1).batches if kept else ()
    if before is None:
        batch = Batch(number=now.number, date=now.date, first=True, compared=False)
    else:
        found = _compared(place.parent, before, now, read or _everything, verified)
        batch = _batch(now, found)
    log = Corrections(batches=(batch, *older))
    replace_file(path, signed_text(log, ring.signer().sign(log.document())).encode())


def _kept(path: Path, ring: KeyRing) -> Corrections | None:
    """The log so far. A damaged one is put aside: it must never keep a withdrawal from being published."""
    try:
        return read_corrections(path, ring.verifier())
    except EditionError:
        path.replace(path.with_name(path.name + ".damaged"))
        return None


def _batch(now: Manifest, found: Compared | None) -> Batch:
    if found is None:
        return Batch(number=now.number, date=now.date, compared=False)
    return Batch(number=now.number, date=now.date, cases=found[0], returns=found[1])


def _compared(folder: Path, before: Manifest, now: Manifest, read: Read, verified: Verified | None) -> Compared | None:
    """What changed in cases and in returns; None where the edition before is gone or damaged."""
    try:
        old = _read(folder, before, read, verified)
    except EditionError:
        return None
    new = _read(folder, now, read, verified)
    return changes_of(old[0], new[0]), changes_of(old[1], new[1])


def _read(folder: Path, manifest: Manifest, read: Read, verified: Verified | None) -> Said:
    with closing(open_published(folder, manifest, verified=verified)) as edition:
        return read(edition)


def changes_of(old: Documents, new: Documents) -> Changes:
    """Ids that came, changed and went."""
    return Changes(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(key for key in new.keys() & old.keys() if differ(old[key], new[key]))),
        gone=tuple(sorted(old.keys() - new.keys())),
    )


def differ(old: bytes, new: bytes) -> bool:
    """Whether the documents say different things. A part that only a newer version of Casebook writes is no correction."""
    if old == new:
        return False
    one, other = json.loads(old), json.loads(new)
    return any(one[part] != other[part] for part in one.keys() & other.keys())
