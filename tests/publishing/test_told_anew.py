"""Whatever changes in the vault: what is told anew, beside what stood, is what a fresh look at everything would tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.codebook.levels import EDITION_LEVELS, Level
from app.disclosure.assemble import For, Record, everything
from app.disclosure.views import Content
from app.editions.build.documents import Shelfmarks, case_document, event_document
from app.editions.build.file import write_edition
from app.editions.build.lines import list_rows
from app.editions.build.rows import rows_of
from app.editions.read.opening import open_edition
from app.publishing.amending import Known, turn
from app.publishing.beside import Base
from app.publishing.load import changeset_number, load_record
from app.publishing.told import Told, told
from app.storage.engines import engine_for, for_writing
from app.vault.touched import whom_it_touched
from tests.conftest import examples
from tests.databases import template
from tests.editing.desk import DAY
from tests.editing.house import ring
from tests.noninterference.difference import same
from tests.publishing.amended_desk import ACTIONS, PLANTED, Changing, steps

REVERSED = ((), (0, 1, 0, 0), (1, 1, 0, 0))
BUILT = st.tuples(st.just("built"), st.sampled_from(REVERSED))
"""The bases are built anew; then, perhaps, one of the last changes is reversed: it was there before."""
WHOM = {level: For(level, DAY, lambda key, mark=level.code[0]: mark + key[1:]) for level in EDITION_LEVELS}


def _thrown(seed: int) -> list[Any]:
    """A script by dice, with the same steps. For planted faults: lists are drawn short and much alike, and making a world takes long."""
    dice = Random(seed)
    thrown = [(dice.choice(ACTIONS), tuple(dice.randrange(41) for _ in range(4))) for _ in range(dice.randint(5, 8))]
    return [step if dice.randrange(5) else ("built", dice.choice(REVERSED)) for step in thrown]


SCRIPTS = st.integers(0, 2**32).map(_thrown) if PLANTED else st.lists(steps | steps | BUILT, min_size=1, max_size=8)


def _fresh(record: Record, session: Session) -> tuple[Known, dict[Level, Content]]:
    known = Known.of(record, changeset_number(session), DAY)
    return known, {level: everything(known.overviews[level], record, WHOM[level]) for level in EDITION_LEVELS}


def _pages(content: Content) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every document of an edition, with whose it is."""
    marks = Shelfmarks.of(content)
    for case in content.cases:
        yield ("case", case.individual, case.public_id), case_document(case, marks)
    for event in content.events:
        yield ("event", event.public_id, ""), event_document(event, marks)
    owner = {case.public_id: case.individual for case in content.cases}
    for _, place, kind, key, _, aloud, document in list_rows(content, marks)[0]:
        yield ("line", owner.get(key, key), kind), (place, key, aloud, json.loads(document))
    for source in content.sources:
        yield ("source", source.public_id, ""), source


def _beside(before: Content, anew: Told) -> dict[Any, Any]:
    """The documents as they are read after what is told anew has taken its place."""
    replaced = anew.written.individuals | anew.written.events | anew.written.sources
    kept = {key: page for key, page in _pages(before) if key[1] not in replaced}
    return kept | {key: page for key, page in _pages(anew.content) if key[1] in replaced}


def _follow(session: Session, known: Known, before: dict[Level, Content], place: Path) -> None:
    """`before`: what the bases say."""
    found = whom_it_touched(session, known.number)
    turned = turn(session, ring(), known, found, changeset_number(session))
    _, whole = _fresh(load_record(session, ring()), session)
    for level in EDITION_LEVELS:
        path = place / f"{level.code}.sqlite"
        write_edition(rows_of(before[level]), path)
        edition = open_edition(path)
        anew = told(known, turned, Base(edition), WHOM[level])
        edition.close()
        pages, wanted = _beside(before[level], anew), dict(_pages(whole[level]))
        unused = {key for key in pages.keys() - wanted.keys() if key[0] == "source"}  # told while nothing cites it
        same({k: v for k, v in sorted(pages.items()) if k not in unused}, dict(sorted(wanted.items())), f"{level.code}")
        same(anew.content.moved, whole[level].moved, "old ids that lead on")


@settings(max_examples=100 if PLANTED else examples(6, 2_000), phases=[Phase.explicit, Phase.generate])
@given(SCRIPTS)
def test_what_is_told_anew_beside_what_stood_is_what_a_fresh_look_tells(script: list[Any]) -> None:
    with TemporaryDirectory() as place:
        vault = Path(place) / "vault.db"
        vault.write_bytes(Path(template("sqlite")).read_bytes())
        engine = engine_for(f"sqlite:///{vault}")
        with Session(for_writing(engine)) as session:
            changing = Changing(session, ring())
            known, contents = _fresh(load_record(session, ring()), session)
            for what, numbers in script:
                if what == "built":
                    known, contents = _fresh(load_record(session, ring()), session)
                if numbers:
                    changing.act("revert" if what == "built" else what, numbers)
                _follow(session, known, contents, Path(place))
        engine.dispose()
