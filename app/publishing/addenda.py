"""Publishing what a few changesets touched: for each level an addendum beside its base, and a manifest that names both.

The base is not written again; of it the people and events are read that stand beside what changed, and the digests of all it
says. So it takes about as long as what changed is large, and little longer the more the edition holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from types import MappingProxyType

import orjson

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import For
from app.editions.build.addendum import addendum_rows, write_addendum
from app.editions.build.ended import Written
from app.editions.errors import MissingEdition
from app.editions.manifest import Manifest
from app.editions.read.opening import Edition, File, Verified, hash_of, open_files
from app.keys.ring import KeyRing
from app.publishing.amending import Known, Turned
from app.publishing.beside import Base
from app.publishing.corrections import Read, Said, log_corrections
from app.publishing.left import everybody, note_left, told_anew
from app.publishing.less import told_less
from app.publishing.publish import Published, number_and_date, put, put_in_force, standing_manifest
from app.publishing.renaming import name_seal, renaming
from app.publishing.shelves import Shelves
from app.publishing.standing import OF_A_PART, base_file, key_of
from app.publishing.told import told
from app.publishing.whole import UNFINISHED, Fresh

NONE: Mapping[Level, Fresh] = MappingProxyType({})
ENOUGH = 200
"""With more people than this in an addendum each approval takes seconds longer. It counts what the level is told alone: when its
base is built anew must not tell of anything else.
"""


@dataclass(frozen=True, slots=True)
class Amended:
    """What became of one level. `due`: its base is to be built anew soon, since readers are told of less than it says, which lies
    on the disk, or very many people are told otherwise than it tells them.
    """

    level: Level
    published: Published
    due: bool


def publish_addenda(
    known: Known,
    turned: Turned,
    shelves: Shelves,
    ring: KeyRing,
    verified: Verified,
    bases: Mapping[Level, Fresh] = NONE,
) -> list[Amended]:
    """Bring the editions of all levels in line with what was turned. MissingEdition or CorruptEdition where one is not there.

    `bases`: whole editions that take the place of those that stand, in the same moment as what was turned since.
    """
    return [_amend(known, turned, level, shelves, ring, verified, bases.get(level)) for level in EDITION_LEVELS]


def _amend(
    known: Known,
    turned: Turned,
    level: Level,
    shelves: Shelves,
    ring: KeyRing,
    verified: Verified,
    fresh: Fresh | None,
) -> Amended:
    before, folder = standing_manifest(shelves, level, ring), shelves.folder(level)
    path, ground = folder / f"{level.code}{UNFINISHED}-added", _Ground.of(before, fresh, level, shelves, ring)
    with closing(open_files([ground.file], ground.key, OF_A_PART, verified)) as base:
        said = Base(base)
        anew = told(known, turned, said, For(level, known.on, renaming(ring, level)))
        held = known.said_by(level, ground.file.file_hash, base)
        addendum = addendum_rows(base, anew.content, anew.written, name_seal(ring, level), held)
        due = told_less(said, addendum) or len(addendum.written.individuals) > ENOUGH
    content = write_addendum(addendum, path, ground.key)
    if fresh is None and before is not None and content == before.content:
        path.unlink()
        return Amended(level, Published(before, changed=False), due)
    if fresh is not None and content == fresh.content:
        path.unlink()
        return Amended(level, put(fresh, shelves, ring, known.on), due)
    number, day = number_and_date(before, content, known.on)
    added = hash_of(path)
    manifest = ground.manifest.model_copy(
        update={
            "number": number, "date": day, "content": content, "addendum_hash": added,
            "addendum": f"{level.code}-{added[:16]}-added.sqlite",
        }
    )  # fmt: skip
    if fresh is not None:
        fresh.path.rename(folder / manifest.file)
    path.rename(folder / str(manifest.addendum))
    if level is Level.PUBLIC and (before is None or before.number < number):
        read = _told_anew(anew.written) if fresh is None else None
        log_corrections(shelves.manifest(level), before, manifest, ring, verified, read)
    holding = told_anew(anew.written) if fresh is None else everybody
    note_left(before, manifest, level, shelves, ring, verified, holding)
    put_in_force(manifest, level, shelves, ring)
    return Amended(level, Published(manifest, changed=True), due)


@dataclass(frozen=True, slots=True)
class _Ground:
    """The base that an addendum is made beside: the one in force, or a fresh one that is to take its place."""

    file: File
    key: bytes | None
    manifest: Manifest
    """Names the base. What else it says is still to come where the base is fresh."""

    @classmethod
    def of(cls, before: Manifest | None, fresh: Fresh | None, level: Level, shelves: Shelves, ring: KeyRing) -> _Ground:
        if fresh is not None:
            return cls(File(fresh.path, fresh.file_hash), fresh.key, fresh.manifest(ring, 0, ""))
        if before is None:
            raise MissingEdition("There is no edition to amend.")
        return cls(base_file(before, level, shelves), key_of(before, level, ring), before)


def _told_anew(written: Written) -> Read:
    """Of those who were told anew since the base was built: nobody else can be told otherwise than before."""

    def read(edition: Edition) -> Said:
        said = Base(edition)
        cases, returns = said.of(written.individuals), said.events(written.events)
        return {d["id"]: orjson.dumps(d) for d in cases}, {d["id"]: orjson.dumps(d) for d in returns}

    return read
