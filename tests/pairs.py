"""Pairs of records that agree at or below a level and differ above it, drawn by Hypothesis. All people are synthetic.

What may differ is everything that the level must not notice: people above it or held, claims and sources above it, ties to
hidden people, cases that are not published, claims that were rejected, decisions that begin tomorrow, and those that somebody
hidden brought when they were merged.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import AgeValue, CountValue, DateValue, NameValue, PlaceValue, TermValue, TextValue
from app.disclosure.assemble import Record
from app.disclosure.dossier import (
    CaseRecord,
    DecisionRecord,
    Dossier,
    EventDossier,
    MovedRecord,
    RelationRecord,
    SourceRecord,
    Statement,
    WithdrawalRecord,
)

ON = date(2026, 11, 24)
SHOWN_NAMES = ("Synthetic Alpha", "Synthetic Beta", "합성가나", "○나다", "Synthetic Gamma", "Synthetic Delta")
HIDDEN_NAMES = ("Concealed Omega", "Concealed Sigma", "은닉하타", "Concealed Theta")
"""Hidden people have names that no public text holds: that a hidden name found in public text is taken out is the one thing
in which the public may differ (docs/decisions/0003), and it has tests of its own."""
PURPOSES = frozenset(Purpose)
EVENTS = ("e00000000000000a", "e00000000000000b")
SOURCES = tuple(f"s00000000000000{i}" for i in range(5))


def _value(field: str, hidden: bool) -> st.SearchStrategy:
    names = HIDDEN_NAMES if hidden else SHOWN_NAMES
    return {
        "name": st.sampled_from(names).map(lambda t: NameValue(text=t, script="Hang" if t > "a" and not t.isascii() else "Latn")),
        "known_as": st.sampled_from(["a neighbour", "a tailor"]).map(lambda t: TextValue(text=t)),
        "sex": st.sampled_from(["female", "male"]).map(lambda t: TermValue(term=t)),
        "birth": st.sampled_from(["1970", "1985", "2009"]).map(lambda t: DateValue(text=t)),
        "occupation": st.sampled_from(["weaver", "miner"]).map(lambda t: TextValue(text=t)),
        "age_at_return": st.sampled_from([(15, 15), (23, 25), (61, 61)]).map(
            lambda r: AgeValue(text=str(r[0]), low=r[0], high=r[1], basis="international")),
        "return_date": st.sampled_from(["2013-05-28", "2013-05", "2004-11-09~", "2023-10-09"]).map(lambda t: DateValue(text=t)),
        "seizure_place": st.sampled_from(["Tumen", "Dandong"]).map(lambda t: PlaceValue(text=t, code="CN")),
        "receiving_state": st.sampled_from(["KP", "CN"]).map(lambda t: TermValue(term=t)),
        "returning_state": st.sampled_from(["CN", "LA"]).map(lambda t: TermValue(term=t)),
        "case_category": st.sampled_from(["forced_return", "custody_return_feared"]).map(lambda t: TermValue(term=t)),
        "outcome": st.sampled_from(["imprisoned", "executed", "re_escaped"]).map(lambda t: TermValue(term=t)),
        "fate": st.sampled_from(["said to be held", "said to have come home"]).map(lambda t: TextValue(text=t)),
        "count": st.sampled_from([(9, 9), (60, None)]).map(lambda r: CountValue(text="n", low=r[0], high=r[1], basis="media_report")),
    }[field]  # fmt: skip


PERSON_FIELDS = ("name", "known_as", "sex", "birth", "occupation")
CASE_FIELDS = (
    "age_at_return",
    "return_date",
    "seizure_place",
    "receiving_state",
    "returning_state",
    "case_category",
    "outcome",
    "fate",
)
EVENT_FIELDS = ("count", "return_date")


@st.composite
def statements(draw, fields: tuple[str, ...], level: Level, hidden: bool, most: int = 4) -> tuple[Statement, ...]:
    """Claims that `level` sees, or that it must not."""
    made = []
    for _ in range(draw(st.integers(0, most))):
        field = draw(st.sampled_from(fields))
        own, source, standing = (
            _hidden_levels(draw, level)
            if hidden
            else (
                Level.PUBLIC,
                Level.PUBLIC,
                draw(st.sampled_from([Standing.ACTIVE, Standing.ACTIVE, Standing.PREFERRED])),
            )
        )
        made.append(Statement(
            field, draw(_value(field, hidden)), draw(st.sampled_from(SOURCES[:3])) if source <= level else SOURCES[3],
            wording="as told", locator="line 1", polarity=draw(st.sampled_from(["asserts", "asserts", "asserts", "denies"])),
            level=own, source_level=source, standing=standing,
        ))  # fmt: skip
    return tuple(made)


def _hidden_levels(draw, level: Level) -> tuple[Level, Level, Standing]:
    above = st.sampled_from([x for x in Level if x > level])
    standing = st.sampled_from([Standing.ACTIVE, Standing.PREFERRED])
    return draw(st.one_of(
        st.tuples(above, st.just(Level.PUBLIC), standing),
        st.tuples(st.just(Level.PUBLIC), above, standing),
        st.tuples(st.just(Level.PUBLIC), st.just(Level.PUBLIC), st.sampled_from([Standing.REJECTED, Standing.WITHDRAWN, Standing.SUPERSEDED])),
    ))  # fmt: skip


@st.composite
def dossiers(draw, number: int, level: Level) -> Dossier:
    """A person whom `level` may come to see, under some decision."""
    key = f"p{number:015d}"
    name = Statement(
        "name", draw(_value("name", hidden=False)), SOURCES[0], level=Level.PUBLIC, source_level=Level.PUBLIC
    )
    case = CaseRecord(
        f"c{number:015d}",
        draw(st.sampled_from(EVENTS)),
        "published",
        Level.PUBLIC,
        draw(statements(CASE_FIELDS, level, False, 6)),
    )
    form = draw(st.sampled_from([Form.FULL, Form.FULL, Form.AS_PUBLISHED, Form.DESCRIPTOR, Form.COUNT_ONLY]))
    decision = DecisionRecord(
        form, PURPOSES, ON - timedelta(days=9), evidence=(SOURCES[0],), review_on=ON + timedelta(days=90)
    )
    return Dossier(
        key, "named", Level.PUBLIC, (name, *draw(statements(PERSON_FIELDS, level, False))), (case,), (), (decision,)
    )


@st.composite
def hidden_dossiers(draw, number: int, level: Level) -> Dossier:
    """A person of whom `level` must notice nothing: above it, held, undecided, withdrawn, or not published."""
    key = f"h{number:015d}"
    why = draw(st.sampled_from(["above", "held", "undecided", "withdrawn", "unpublished", "tomorrow"]))
    name = Statement(
        "name", draw(_value("name", hidden=True)), SOURCES[0], level=Level.PUBLIC, source_level=Level.PUBLIC
    )
    state = (
        draw(st.sampled_from(["unpublished", "under_review", "retracted", "merged"]))
        if why == "unpublished"
        else "published"
    )
    case = CaseRecord(
        f"k{number:015d}",
        draw(st.sampled_from(EVENTS)),
        state,
        Level.PUBLIC,
        draw(statements(CASE_FIELDS, level, False, 6)),
    )
    form = Form.HOLD if why == "held" else draw(st.sampled_from([Form.FULL, Form.DESCRIPTOR, Form.COUNT_ONLY]))
    decided = ON + timedelta(days=1) if why == "tomorrow" else ON - timedelta(days=1)
    return Dossier(
        key, "named", draw(st.sampled_from([x for x in Level if x > level])) if why == "above" else Level.PUBLIC,
        (name, *draw(statements(PERSON_FIELDS, level, False))), (case,), (),
        () if why == "undecided" else (DecisionRecord(form, PURPOSES, decided),),
        (WithdrawalRecord(ON - timedelta(days=1)),) if why == "withdrawn" else (),
    )  # fmt: skip


def source(key: str, level: Level) -> SourceRecord:
    return SourceRecord(
        key,
        f"Title of {key}",
        f"Publisher {key}",
        f"publisher-{key}",
        "2013-06",
        "",
        f"https://example.org/{key}",
        "en",
        "media_report",
        level=level,
    )


@st.composite
def pairs(draw, level: Level = Level.PUBLIC) -> tuple[Record, Record]:
    """Two records that `level` must not be able to tell apart."""
    people = [draw(dossiers(n, level)) for n in range(draw(st.integers(1, 4)))]
    decision = DecisionRecord(Form.FULL, PURPOSES, ON - timedelta(days=9))
    events = tuple(
        EventDossier(
            key,
            f"Synthetic return {key[-1]}",
            Level.PUBLIC,
            draw(statements(EVENT_FIELDS, level, False, 2)),
            (decision,),
        )
        for key in EVENTS
    )
    seen = tuple(source(key, Level.PUBLIC) for key in SOURCES[:3])
    continued = tuple(
        MovedRecord(f"m{n:015d}", case.public_id, Level.PUBLIC)
        for n, case in enumerate(case for person in people for case in person.cases)
        if draw(st.booleans())
    )
    base = Record(tuple(people), events, seen, continued)
    return draw(overlaid(base, level)), draw(overlaid(base, level))


@st.composite
def overlaid(draw, base: Record, level: Level) -> Record:
    """The record with things that `level` must not notice."""
    strangers = [draw(hidden_dossiers(n, level)) for n in range(draw(st.integers(0, 3)))]
    people = [draw(_overlaid_dossier(d, level, strangers)) for d in base.dossiers]
    events = [
        replace(e, statements=_mixed(draw, e.statements, draw(statements(EVENT_FIELDS, level, True, 2))))
        for e in base.events
    ]
    unseen = [source(SOURCES[3], Level.SEALED)] + (
        [source(SOURCES[4], Level.VETTED)] if level < Level.VETTED and draw(st.booleans()) else []
    )
    everybody = draw(st.permutations([*people, *strangers]))
    return Record(
        tuple(everybody), tuple(draw(st.permutations(events))), tuple(draw(st.permutations([*base.sources, *unseen]))),
        (*base.moved, *draw(_moved_unseen(base, strangers, level))),
    )  # fmt: skip


@st.composite
def _moved_unseen(draw, base: Record, strangers: list[Dossier], level: Level) -> tuple[MovedRecord, ...]:
    """Hidden cases that are read as part of shown ones, and cases that lead to somebody hidden."""
    shown = [case.public_id for person in base.dossiers for case in person.cases]
    above = [MovedRecord(f"u{n:015d}", key, Level(level + 1)) for n, key in enumerate(shown) if draw(st.booleans())]
    hidden = [case.public_id for person in strangers for case in person.cases if draw(st.booleans())]
    return (*above, *(MovedRecord(f"w{n:015d}", key, Level.PUBLIC) for n, key in enumerate(hidden)))


@st.composite
def _overlaid_dossier(draw, dossier: Dossier, level: Level, strangers: list[Dossier]) -> Dossier:
    cases = [
        replace(c, statements=_mixed(draw, c.statements, draw(statements(CASE_FIELDS, level, True))))
        for c in dossier.cases
    ]
    if draw(st.booleans()):
        cases.append(
            replace(
                cases[0],
                public_id="x" + cases[0].public_id[1:],
                level=draw(st.sampled_from([x for x in Level if x > level])),
            )
        )
    ties = tuple(
        RelationRecord(s.public_id, "sibling", "certain", SOURCES[0], Level.PUBLIC)
        for s in strangers
        if draw(st.booleans())
    )
    later = DecisionRecord(draw(st.sampled_from(list(Form))), PURPOSES, ON + timedelta(days=1))
    brought = st.builds(
        DecisionRecord, st.sampled_from(list(Form)), st.sets(st.sampled_from(list(Purpose))).map(frozenset), st.just(ON),
        embargo_until=st.sampled_from([None, ON + timedelta(days=9)]), level=st.sampled_from([x for x in Level if x > level]),
    )  # fmt: skip
    unseen = draw(st.lists(brought, max_size=1))
    return replace(
        dossier,
        statements=_mixed(draw, dossier.statements, draw(statements(PERSON_FIELDS, level, True))),
        cases=tuple(cases),
        relations=ties,
        decisions=(*dossier.decisions, *unseen, *((later,) if draw(st.booleans()) else ())),
    )


def _mixed(draw, seen: tuple[Statement, ...], unseen: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Hidden claims anywhere between the visible ones, whose own order stays."""
    mixed = list(seen)
    for claim in unseen:
        mixed.insert(draw(st.integers(0, len(mixed))), claim)
    return tuple(mixed)
