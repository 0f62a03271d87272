"""Publishing what a few changesets touched: for each level an addendum beside its base, and a manifest that names both.

The base is neither read nor written again, so that it takes as long as what changed is large, whatever the edition holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson

from app.codebook.levels import EDITION_LEVELS, Form, Level
from app.disclosure.assemble import For
from app.disclosure.forms import STRICTNESS
from app.editions.build.addendum import Addendum, Written, addendum_rows, write_addendum
from app.editions.build.documents import Document
from app.editions.errors import MissingEdition
from app.editions.read.opening import hash_of
from app.editions.schema import COLUMNS
from app.keys.ring import KeyRing
from app.publishing.amending import Known, Turned
from app.publishing.beside import Standing
from app.publishing.corrections import CASES, RETURNS, Compared, changes_of, log_corrections
from app.publishing.publish import Published, number_and_date, put_in_force, standing_manifest
from app.publishing.renaming import name_seal, renaming
from app.publishing.shelves import Shelves
from app.publishing.standing import standing
from app.publishing.told import Told, told


@dataclass(frozen=True, slots=True)
class Amended:
    """What became of one level. `less`: somebody is told of less than before, and the base on the disk still says more."""

    published: Published
    less: bool


def publish_addenda(known: Known, turned: Turned, shelves: Shelves, ring: KeyRing, on: date) -> list[Amended]:
    """Bring the editions of all levels in line with what was turned. MissingEdition or CorruptEdition where one is not there."""
    return [_amend(known, turned, level, shelves, ring, on) for level in EDITION_LEVELS]


def _amend(known: Known, turned: Turned, level: Level, shelves: Shelves, ring: KeyRing, on: date) -> Amended:
    before = standing_manifest(shelves, level, ring)
    if before is None:
        raise MissingEdition(f"There is no {level.code} edition to amend.")
    key = None if before.wrapped_key is None else ring.unwrap(level.code, bytes.fromhex(before.wrapped_key))
    edition = standing(before, level, shelves, ring)
    try:
        said = Standing(edition)
        anew = told(known, turned, said, For(level, on, renaming(ring, level)))
        written = Written(anew.individuals, anew.events, anew.sources)
        addendum = addendum_rows(edition, anew.content, written, name_seal(ring, level))
        changes = _changes(said, anew, addendum)
        less = _less(said.of(anew.individuals), anew)
    finally:
        edition.close()
    fresh = shelves.folder(level) / f"{level.code}.building"
    identity = write_addendum(addendum, fresh, key)
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
        log_corrections(shelves.manifest(level), before, manifest, lambda: changes, ring)
    put_in_force(manifest, level, shelves, ring)
    return Amended(Published(manifest, changed=True), less)


def _changes(said: Standing, anew: Told, addendum: Addendum) -> Compared:
    """What is told otherwise of those who are told anew."""
    cases = {row["id"]: _bytes(row) for row in said.of(anew.individuals)}
    returns = {row["id"]: _bytes(row) for row in said.events(anew.events)}
    now = {
        table: list(map(dict, (zip(COLUMNS[table], row, strict=True) for row in addendum.rows[table])))
        for table in (CASES, RETURNS)
    }
    return (
        changes_of(cases, {r["id"]: r["document"] for r in now[CASES] if r["individual"] in anew.individuals}),
        changes_of(returns, {r["id"]: r["document"] for r in now[RETURNS] if r["id"] in anew.events}),
    )


def _less(before: Iterable[Document], anew: Told) -> bool:
    """Whether a case went, or is told in a stricter form."""
    forms = {individual.public_id: individual.form for individual in anew.content.individuals}
    cases = {case.public_id for case in anew.content.cases}
    return any(
        document["id"] not in cases or _stricter(forms[document["individual"]], Form(document["form"]))
        for document in before
    )


def _stricter(now: Form, before: Form) -> bool:
    return STRICTNESS.index(now) < STRICTNESS.index(before)


def _bytes(document: Document) -> bytes:
    return orjson.dumps(document)
