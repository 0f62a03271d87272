"""Random vaults for counting: more people, returns and kinds of uncertainty than pairs need. All people are synthetic."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from app.codebook.levels import Form, Level
from app.codebook.values import AgeValue, DateValue, TermValue
from app.disclosure.assemble import Record, content_of
from app.disclosure.dossier import CaseRecord, DecisionRecord, Dossier, EventDossier, Statement
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.read.opening import Edition, open_edition
from tests.pairs import EVENTS, ON, PURPOSES, SOURCES, dossiers, source

DATES = (
    "2004",
    "2004-11-09~",
    "2013-05-28",
    "2013-05?",
    "201X",
    "2003/2006",
    "[2003,2013-05-28]",
    "../2005",
    "2013/..",
    "2004-21",
    "1999",
)
CODES = {
    "sex": ("female", "male", "unknown"),
    "age_band": ("child", "adult", "unknown"),
    "returning_state": ("CN", "LA"),
    "receiving_state": ("KP", "CN"),
    "feared_state": ("KP", "CN"),
    "mode": ("handover_at_border", "unknown"),
    "case_category": ("forced_return", "custody_return_feared"),
    "protection_status": ("none_known", "unknown"),
    "outcome": ("imprisoned", "executed", "re_escaped", "unknown"),
}
AGES = ((3, 3), (15, 19), (23, 25), (61, 70))


def _said(field: str, value: object) -> Statement:
    return Statement(field, value, SOURCES[0], locator="line 1", level=Level.PUBLIC, source_level=Level.PUBLIC)


@st.composite
def told(draw) -> tuple[Statement, ...]:
    """What sources say of one return: several codes and several dates as often as one."""
    made = [_said(d, DateValue(text=text)) for d in ("return_date", "seizure_date")
            for text in draw(st.lists(st.sampled_from(DATES), max_size=3, unique=True))]  # fmt: skip
    fields = draw(st.lists(st.sampled_from(sorted(CODES.keys() - {"sex"})), max_size=6))
    made += [_said(field, TermValue(term=draw(st.sampled_from(CODES[field])))) for field in fields]
    ages = draw(st.lists(st.sampled_from(AGES), max_size=2, unique=True))
    made += [
        _said("age_at_return", AgeValue(text=f"{low}", low=low, high=high, basis="international")) for low, high in ages
    ]
    return tuple(made)


@st.composite
def people(draw, number: int) -> Dossier:
    """A person with one to three returns, some of them in one event."""
    drawn = draw(dossiers(number, Level.PUBLIC))
    cases = tuple(
        CaseRecord(f"c{number:07d}{k:08d}", draw(st.sampled_from(EVENTS)), "published", Level.PUBLIC, draw(told()))
        for k in range(draw(st.sampled_from([1, 1, 1, 2, 3])))
    )
    sexes = draw(st.lists(st.sampled_from(CODES["sex"]), max_size=2, unique=True))
    return replace(
        drawn, statements=(*drawn.statements, *(_said("sex", TermValue(term=s)) for s in sexes)), cases=cases
    )


@st.composite
def records(draw) -> Record:
    """A vault of up to a dozen people."""
    decision = DecisionRecord(Form.FULL, PURPOSES, ON)
    events = tuple(EventDossier(key, f"Synthetic return {key[-1]}", Level.PUBLIC, (), (decision,)) for key in EVENTS)
    crowd = tuple(draw(people(n)) for n in range(draw(st.integers(0, 12))))
    return Record(crowd, events, tuple(source(key, Level.PUBLIC) for key in SOURCES[:3]))


def edition_of(record: Record, folder: Path) -> Edition:
    """The public edition of a vault, open."""
    path = folder / "public.sqlite"
    identity = write_edition(rows_of(content_of(record, Level.PUBLIC, ON, lambda key: "z" + key[1:])), path)
    return open_edition(path, expect=identity)
