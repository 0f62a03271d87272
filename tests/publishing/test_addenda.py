"""An edition that was brought forward by addenda says, answer for answer, what one built whole of the same record says.

And an addendum holds no row but for what its level is told otherwise than by its base: whoever reads the file on the host of the
public must not learn who was looked at again because of something recorded above.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import For, everything
from app.disclosure.overview import Names, Overview
from app.disclosure.views import Content
from app.editions.build.addendum import addendum_rows, write_addendum
from app.editions.build.ended import Written
from app.editions.manifest import read_manifest
from app.editions.read.amended import ADDED
from app.editions.read.opening import Edition, Verified, open_files
from app.editions.schema import ADDENDUM_COLUMNS
from app.publishing.addenda import publish_addenda
from app.publishing.amending import Known, turn
from app.publishing.load import changeset_number, load_record
from app.publishing.publish import publish
from app.publishing.renaming import name_seal, renaming
from app.publishing.shelves import Shelves
from app.publishing.standing import OF_A_PART, base_file, key_of, standing
from app.publishing.whole import Fresh, build_whole, decide
from app.storage.engines import engine_for, for_writing
from app.vault.touched import whom_it_touched
from tests.conftest import examples
from tests.databases import template
from tests.editing.desk import DAY
from tests.editing.house import ring
from tests.editions.answers import answers
from tests.noninterference.difference import same
from tests.publishing.amended_desk import PLANTED, Changing, steps

acts = st.lists(steps, min_size=1, max_size=2)
Levels = frozenset[Level]
levels = st.frozensets(st.sampled_from(EDITION_LEVELS))
NOTHING = Written(frozenset(), frozenset(), frozenset())


def _everything(session: Session, shelves: Shelves) -> Known:
    record = load_record(session, ring())
    known = Known.of(record, changeset_number(session), DAY)
    publish(record, shelves, ring(), DAY, draw=lambda _: [], overviews=known.overviews)
    return known


def _what_was_touched(
    session: Session, shelves: Shelves, known: Known, bases: dict[Level, Fresh] | None = None
) -> None:
    found = whom_it_touched(session, known.number)
    turned = turn(session, ring(), known, found, changeset_number(session))
    publish_addenda(known, turned, shelves, ring(), Verified(), bases or {})


def _handed_over(
    session: Session, shelves: Shelves, known: Known, whole: Levels, meanwhile: Callable[[], None]
) -> Known:
    """Some levels are built whole while others go on with what is approved meanwhile; then that is put in force, and goes on."""
    record = load_record(session, ring())
    fresh, bases = Known.of(record, changeset_number(session), DAY), dict[Level, Fresh]()
    for level, overview in fresh.overviews.items():
        if level in whole:
            bases[level] = build_whole(record, level, overview, shelves, ring(), DAY, draw=lambda _: [])
        else:
            decide(record, level, overview, ring(), DAY)
    meanwhile()
    if len(bases) < len(EDITION_LEVELS):
        fresh.go_on_from(known.since, known.alike)
    _what_was_touched(session, shelves, fresh, bases)
    return fresh


def _compare(one: Shelves, other: Shelves) -> None:
    for level in EDITION_LEVELS:
        manifests = [read_manifest(s.manifest(level), ring().verifier()) for s in (one, other)]
        editions = [standing(m, level, s, ring()) for m, s in zip(manifests, (one, other), strict=True)]
        try:
            said, wanted = (dict(answers(edition)) for edition in editions)
            for question in wanted:
                same(said[question], wanted[question], f"{level.code}: {question}")
        finally:
            for edition in editions:
                edition.close()
        same(manifests[0].content, manifests[1].content, f"{level.code}: identity")
        if level is Level.PUBLIC:
            same(said.keys(), wanted.keys(), "what is asked")


def _holds_what_is_told_otherwise(session: Session, shelves: Shelves, place: Path) -> None:
    """Each addendum is row for row the one that is made from its base and the whole content of its level, and nothing else."""
    record = load_record(session, ring())
    for level in EDITION_LEVELS:
        manifest = read_manifest(shelves.manifest(level), ring().verifier())
        content = everything(Overview(Names(record.dossiers)), record, For(level, DAY, renaming(ring(), level)))
        with closing(
            open_files([base_file(manifest, level, shelves)], key_of(manifest, level, ring()), OF_A_PART, Verified())
        ) as base:
            made = addendum_rows(base, content, _all(base, content), name_seal(ring(), level))
        if manifest.addendum is None:
            same(made.written, NOTHING, f"{level.code}: nothing was written")
            continue
        write_addendum(made, place / "wanted.sqlite")
        wanted = _tables(sqlite3.connect(place / "wanted.sqlite"), "main")
        with closing(standing(manifest, level, shelves, ring())) as edition:
            same(_tables(edition.connection, ADDED), wanted, f"{level.code}: rows of the addendum")


def _all(base: Edition, content: Content) -> Written:
    def both(said: Iterable[str], column: str, table: str) -> frozenset[str]:
        return frozenset(said) | {row[0] for row in base.rows(f"SELECT {column} FROM {table}")}

    return Written(
        both((i.public_id for i in content.individuals), "individual", "case_row"),
        both((e.public_id for e in content.events), "id", "event_row"),
        both((s.public_id for s in content.sources), "id", "source_row"),
    )


def _tables(connection: Any, name: str) -> dict[str, list[Any]]:
    return {
        table: sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {name}.{table}"), key=repr)
        for table, columns in ADDENDUM_COLUMNS.items()
    }


@settings(max_examples=60 if PLANTED else examples(6, 1_000), deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(acts, acts, st.none() | levels), min_size=1, max_size=4))
def test_addenda_one_after_another_say_what_a_whole_build_says(script: list[Any]) -> None:
    """Between them some levels are now and then built whole, while addenda go on."""
    with TemporaryDirectory() as place:
        vault = Path(place) / "vault.db"
        vault.write_bytes(Path(template("sqlite")).read_bytes())
        engine = engine_for(f"sqlite:///{vault}")
        with Session(for_writing(engine)) as session:
            changing, shelves = Changing(session, ring()), Shelves(Path(place) / "editions")
            known = _everything(session, shelves)

            def published(some: list[Any]) -> None:
                for what, numbers in some:
                    changing.act(what, numbers)
                _what_was_touched(session, shelves, known)

            for before, meanwhile, whole in script:
                published(before)
                if whole is not None:
                    known = _handed_over(session, shelves, known, whole, lambda some=meanwhile: published(some))
            whole_shelves = Shelves(Path(place) / "whole")
            _everything(session, whole_shelves)
            _compare(shelves, whole_shelves)
            _holds_what_is_told_otherwise(session, shelves, Path(place))
        engine.dispose()
