"""Publishing what a few changesets touched: for each level an addendum beside its base, and a manifest that names both.

The base is not written again; of it the people and events are read that stand beside what changed, and the digests of all it
says. So it takes about as long as what changed is large, and little longer the more the edition holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date

import orjson

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import For
from app.disclosure.forms import STRICTNESS
from app.disclosure.views import Content
from app.editions.build.addendum import addendum_rows, write_addendum
from app.editions.build.documents import Document
from app.editions.build.ended import Written
from app.editions.errors import EditionError, MissingEdition
from app.editions.manifest import Manifest
from app.editions.read.opening import Verified, hash_of
from app.keys.ring import KeyRing
from app.publishing.amending import Known, Turned
from app.publishing.beside import Base
from app.publishing.corrections import Compared, Documents, changes_of, log_corrections
from app.publishing.publish import Published, number_and_date, put_in_force, standing_manifest
from app.publishing.renaming import name_seal, renaming
from app.publishing.shelves import Shelves
from app.publishing.standing import base_of, key_of, standing
from app.publishing.told import told


@dataclass(frozen=True, slots=True)
class Amended:
    """What became of one level. `less`: somebody is told of less than before, and the base on the disk still says more."""

    published: Published
    less: bool


def publish_addenda(
    known: Known, turned: Turned, shelves: Shelves, ring: KeyRing, on: date, verified: Verified
) -> list[Amended]:
    """Bring the editions of all levels in line with what was turned. MissingEdition or CorruptEdition where one is not there."""
    return [_amend(known, turned, level, shelves, ring, on, verified) for level in EDITION_LEVELS]


def _amend(
    known: Known, turned: Turned, level: Level, shelves: Shelves, ring: KeyRing, on: date, verified: Verified
) -> Amended:
    before = standing_manifest(shelves, level, ring)
    if before is None:
        raise MissingEdition(f"There is no {level.code} edition to amend.")
    fresh = shelves.folder(level) / f"{level.code}.building"
    with closing(base_of(before, level, shelves, ring, verified)) as base:
        said = Base(base)
        anew = told(known, turned, said, For(level, on, renaming(ring, level)))
        addendum = addendum_rows(base, anew.content, anew.written, name_seal(ring, level))
        less = _less(said.of(anew.written.individuals), anew.content)
    identity = write_addendum(addendum, fresh, key_of(before, level, ring))
    if identity == before.content:
        fresh.unlink()
        return Amended(Published(before, changed=False), less)
    number, day = number_and_date(before, identity, on)
    manifest = before.model_copy(
        update={
            "number": number, "date": day, "content": identity, "addendum_hash": hash_of(fresh),
            "addendum": f"{level.code}-{identity[:16]}-added.sqlite",
        }
    )  # fmt: skip
    fresh.rename(shelves.folder(level) / str(manifest.addendum))
    if level is Level.PUBLIC:
        log_corrections(
            shelves.manifest(level),
            before,
            manifest,
            lambda: _changes(before, manifest, shelves, ring, anew.written, verified),
            ring,
        )
    put_in_force(manifest, level, shelves, ring)
    return Amended(Published(manifest, changed=True), less)


def _changes(
    before: Manifest, now: Manifest, shelves: Shelves, ring: KeyRing, written: Written, verified: Verified
) -> Compared | None:
    """What the public is told otherwise, of those who were told anew since the base was built."""
    try:
        old, new = (_said(manifest, shelves, ring, written, verified) for manifest in (before, now))
    except EditionError:
        return None
    return changes_of(old[0], new[0]), changes_of(old[1], new[1])


def _said(
    manifest: Manifest, shelves: Shelves, ring: KeyRing, written: Written, verified: Verified
) -> tuple[Documents, Documents]:
    with closing(standing(manifest, Level.PUBLIC, shelves, ring, verified)) as edition:
        said = Base(edition)
        cases, returns = said.of(written.individuals), said.events(written.events)
        return {d["id"]: orjson.dumps(d) for d in cases}, {d["id"]: orjson.dumps(d) for d in returns}


def _less(before: Iterable[Document], content: Content) -> bool:
    """Whether a case went, or is told in a stricter form."""
    forms = {individual.public_id: individual.form for individual in content.individuals}
    cases = {case.public_id: forms[case.individual] for case in content.cases}  # a merge may have given it to another
    return any(d["id"] not in cases or _stricter(cases[d["id"]], Form(d["form"])) for d in before)


def _stricter(now: Form, before: Form) -> bool:
    return STRICTNESS.index(now) < STRICTNESS.index(before)
