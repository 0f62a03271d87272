"""Whatever changes in the record: a reviewer is told just those words that a fresh look at everything finds to name somebody withheld."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.codebook.levels import Level
from app.codebook.values import NameValue
from app.disclosure.assemble import content_of
from app.disclosure.clear import clear
from app.disclosure.withheld import names_in, shown_names
from app.editing.drafts import changes as c
from app.editing.review.withheld import KeptNames, hits
from app.names.withheld import WithheldNames
from app.publishing.load import load_record
from app.storage.engines import engine_for, for_writing
from tests.conftest import examples
from tests.databases import template
from tests.editing.desk import ANN, DAY, DORA, fact, person
from tests.editing.house import ring
from tests.noninterference.difference import same
from tests.publishing.amended_desk import FAMILY, NAMES, PLANTED, WORDS, Changing, steps

SEALED = "Sujin Hapsong"
DENIED = tuple(dict.fromkeys((*NAMES, *FAMILY, SEALED)))
"""What somebody is not called: it may be the name of another."""
SAID = (
    *WORDS,
    *(f"a letter of {name}, it says" for name in dict.fromkeys((*NAMES, *FAMILY, "합성가", "Hapsong Da", SEALED))),
)


VERA = person("vera", Level.VETTED)
BACK = st.integers(0, 40).map(lambda n: (("hidden_name", (n, n, n, n)), ("revert", (0, 1, 0, 0))))
"""Somebody is given a name, and it is taken back: perhaps nobody has it any more."""
SCRIPTS = st.lists(
    st.one_of(steps.map(lambda step: (step,)), steps.map(lambda step: (step,)), BACK), min_size=4, max_size=8
)


def _wanted(session: Session, clearance: Level) -> set[tuple[str, Level]]:
    """By everything that there is for a reviewer."""
    record = load_record(session, ring())
    within = [seen for each in record.dossiers if (seen := clear(each, clearance))]
    every = {name for names in names_in(within).values() for name in names}
    found = set()
    for level in (Level.PUBLIC, Level.RESEARCHER):
        shown = shown_names(content_of(record, level, DAY, str).individuals)
        withheld = WithheldNames(every - shown, shown)
        found |= {(f"w{n}", level) for n, words in enumerate(SAID) if withheld.hits(words)}
        found |= {(f"d{n}", level) for n, name in enumerate(DENIED) if withheld.hits(name)}
    return found


@contextmanager
def _vault() -> Iterator[Session]:
    with TemporaryDirectory() as place:
        path = Path(place) / "vault.db"
        copyfile(template("sqlite"), path)
        engine = engine_for(f"sqlite:///{path}")
        with Session(for_writing(engine)) as session:
            yield session
        engine.dispose()


@settings(max_examples=60 if PLANTED else examples(3, 200), phases=(Phase.generate,), deadline=None)
@given(SCRIPTS)
def test_words_that_name_somebody_withheld_are_found_as_by_a_look_at_everything(script) -> None:
    with _vault() as session:
        changing, kept = Changing(session, ring()), KeptNames()
        about, source = changing.person(0), changing.sources[0]
        sealed = c.NewClaim(
            ref="n",
            subject=changing.person(1),
            field="name",
            value=NameValue(text=SEALED),
            source=source,
            level=Level.SEALED,
        )
        changing.desk.record(sealed)
        said = [fact(about, words, source, ref=f"w{n}", field="known_as") for n, words in enumerate(SAID)]
        not_called = {"subject": about, "field": "name", "source": source, "polarity": "denies", "level": Level.PUBLIC}
        said += [c.NewClaim(ref=f"d{n}", value=NameValue(text=name), **not_called) for n, name in enumerate(DENIED)]
        key = changing.desk.propose(*said, by=ANN)
        for what, numbers in (("nothing", ()), *chain(*script)):
            if numbers:
                changing.act(what, numbers)
            for reviewer in (DORA, VERA):
                found = {(hit.ref, hit.level) for hit in hits(session, ring(), reviewer, key, DAY, kept)}
                wanted = _wanted(session, reviewer.clearance)
                same(found, wanted, f"words that name somebody withheld from {reviewer.id} after {what}")
