"""An edition that was brought forward by addenda says, answer for answer, what one built whole of the same record says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.manifest import read_manifest
from app.editions.read.opening import Verified
from app.publishing.addenda import publish_addenda
from app.publishing.amending import Known, turn
from app.publishing.load import changeset_number, load_record
from app.publishing.publish import publish
from app.publishing.shelves import Shelves
from app.publishing.standing import standing
from app.storage.engines import engine_for, for_writing
from app.vault.touched import whom_it_touched
from tests.conftest import examples
from tests.databases import template
from tests.editing.desk import DAY
from tests.editing.house import ring
from tests.editions.answers import answers
from tests.noninterference.difference import same
from tests.publishing.amended_desk import Changing, steps


def _everything(session: Session, shelves: Shelves) -> Known:
    record = load_record(session, ring())
    known = Known.of(record, changeset_number(session), DAY)
    publish(record, shelves, ring(), DAY, draw=lambda _: [], overviews=known.overviews)
    return known


def _what_was_touched(session: Session, shelves: Shelves, known: Known) -> None:
    found = whom_it_touched(session, known.number)
    publish_addenda(
        known, turn(session, ring(), known, found, changeset_number(session)), shelves, ring(), DAY, Verified()
    )


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


@settings(max_examples=examples(12, 1_000), deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.lists(steps, min_size=1, max_size=3), min_size=1, max_size=4))
def test_addenda_one_after_another_say_what_a_whole_build_says(script: list[Any]) -> None:
    with TemporaryDirectory() as place:
        vault = Path(place) / "vault.db"
        vault.write_bytes(Path(template("sqlite")).read_bytes())
        engine = engine_for(f"sqlite:///{vault}")
        with Session(for_writing(engine)) as session:
            changing, shelves = Changing(session, ring()), Shelves(Path(place) / "editions")
            known = _everything(session, shelves)
            for some in script:
                for what, numbers in some:
                    changing.act(what, numbers)
                _what_was_touched(session, shelves, known)
            whole = Shelves(Path(place) / "whole")
            _everything(session, whole)
            _compare(shelves, whole)
        engine.dispose()
