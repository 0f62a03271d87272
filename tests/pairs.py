"""Pairs of records that agree at or below a level and differ above it. All people are synthetic.

Drawn by dice with a seed, which a report can name: a pair takes a millisecond, so that there can be thousands. What may differ is
everything that the level must not notice: people above it or held, claims and sources above it, ties to hidden people, cases that
are not published, claims that were rejected, decisions that begin tomorrow, and those that somebody hidden brought
when they were merged.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from app.codebook.levels import Form, Level, Purpose, Standing
from app.codebook.values import AgeValue, CountValue, DateValue, NameValue, PlaceValue, TermValue, TextValue, Value
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


DICE = st.integers(0, 2**64 - 1).map(Random)
SAID: dict[str, tuple[Value, ...]] = {
    "known_as": tuple(TextValue(text=t) for t in ("a neighbour", "a tailor")),
    "sex": tuple(TermValue(term=t) for t in ("female", "male")),
    "birth": tuple(DateValue(text=t) for t in ("1970", "1985", "2009")),
    "occupation": tuple(TextValue(text=t) for t in ("weaver", "miner")),
    "age_at_return": tuple(
        AgeValue(text=str(low), low=low, high=high, basis="international")
        for low, high in ((15, 15), (23, 25), (61, 61))
    ),
    "return_date": tuple(DateValue(text=t) for t in ("2013-05-28", "2013-05", "2004-11-09~", "2023-10-09")),
    "seizure_place": tuple(PlaceValue(text=t, code="CN") for t in ("Tumen", "Dandong")),
    "receiving_state": tuple(TermValue(term=t) for t in ("KP", "CN")),
    "returning_state": tuple(TermValue(term=t) for t in ("CN", "LA")),
    "case_category": tuple(TermValue(term=t) for t in ("forced_return", "custody_return_feared")),
    "outcome": tuple(TermValue(term=t) for t in ("imprisoned", "executed", "re_escaped")),
    "fate": tuple(TextValue(text=t) for t in ("said to be held", "said to have come home")),
    "count": tuple(
        CountValue(text="n", low=low, high=high, basis="media_report") for low, high in ((9, 9), (60, None))
    ),
}
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
POLARITIES = ("asserts", "asserts", "asserts", "denies")
SEEN = (Standing.ACTIVE, Standing.ACTIVE, Standing.PREFERRED)
PUT_ASIDE = (Standing.REJECTED, Standing.WITHDRAWN, Standing.SUPERSEDED)
FORMS = (Form.FULL, Form.FULL, Form.AS_PUBLISHED, Form.DESCRIPTOR, Form.COUNT_ONLY)
WHY_HIDDEN = ("above", "held", "undecided", "withdrawn", "unpublished", "tomorrow")


def pairs(level: Level = Level.PUBLIC) -> st.SearchStrategy[tuple[Record, Record]]:
    """Two records that `level` must not be able to tell apart, for Hypothesis."""
    return DICE.map(lambda dice: pair(dice, level))


def dossiers(number: int, level: Level) -> st.SearchStrategy[Dossier]:
    """A person whom `level` may come to see, for Hypothesis."""
    return DICE.map(lambda dice: dossier(dice, number, level))


def pair(dice: Random, level: Level) -> tuple[Record, Record]:
    one, other = alike(dice, level, 2)
    return one, other


def alike(dice: Random, level: Level, many: int, people: int = 4) -> list[Record]:
    """So many records of which `level` must not be able to tell any from any other. `people`: the most whom it may see."""
    base = record(dice, level, people)
    return [overlaid(dice, base, level) for _ in range(many)]


def record(dice: Random, level: Level, most: int = 4) -> Record:
    """What `level` may see, and nothing else."""
    people = tuple(dossier(dice, n, level) for n in range(dice.randint(1, most)))
    decision = DecisionRecord(Form.FULL, PURPOSES, ON - timedelta(days=9))
    events = tuple(
        EventDossier(
            key, f"Synthetic return {key[-1]}", Level.PUBLIC, statements(dice, EVENT_FIELDS, level, 2), (decision,)
        )
        for key in EVENTS
    )
    seen = tuple(source(key, Level.PUBLIC) for key in SOURCES[:3])
    cases = [case for person in people for case in person.cases]
    continued = tuple(
        MovedRecord(f"m{n:015d}", case.public_id, Level.PUBLIC) for n, case in enumerate(cases) if _coin(dice)
    )
    return Record(people, events, seen, continued)


def overlaid(dice: Random, base: Record, level: Level) -> Record:
    """The record with things that `level` must not notice."""
    strangers = [hidden_dossier(dice, n, level) for n in range(dice.randint(0, 3))]
    people = [_overlaid_dossier(dice, d, level, strangers) for d in base.dossiers]
    events = [
        replace(e, statements=_mixed(dice, e.statements, hidden_statements(dice, EVENT_FIELDS, level, 2)))
        for e in base.events
    ]
    unseen = [source(SOURCES[3], Level.SEALED)]
    if level < Level.VETTED and _coin(dice):
        unseen.append(source(SOURCES[4], Level.VETTED))
    everybody, sources = [*people, *strangers], [*base.sources, *unseen]
    for shuffled in (everybody, events, sources):
        dice.shuffle(shuffled)
    moved = (*base.moved, *_moved_unseen(dice, base, strangers, level))
    return Record(tuple(everybody), tuple(events), tuple(sources), moved)


def dossier(dice: Random, number: int, level: Level) -> Dossier:
    """A person whom `level` may come to see, under some decision."""
    name = _name(dice, SHOWN_NAMES)
    told = statements(dice, CASE_FIELDS, level, 6)
    case = CaseRecord(f"c{number:015d}", dice.choice(EVENTS), "published", Level.PUBLIC, told)
    decision = DecisionRecord(
        dice.choice(FORMS), PURPOSES, ON - timedelta(days=9), evidence=(SOURCES[0],), review_on=ON + timedelta(days=90)
    )
    said = (name, *statements(dice, PERSON_FIELDS, level))
    return Dossier(f"p{number:015d}", "named", Level.PUBLIC, said, (case,), (), (decision,))


def hidden_dossier(dice: Random, number: int, level: Level) -> Dossier:
    """A person of whom `level` must notice nothing: above it, held, undecided, withdrawn, or not published.

    The vetted see whoever is held or undecided; of them only who is above, withdrawn or unpublished is hidden.
    """
    why = dice.choice(WHY_HIDDEN if level < Level.VETTED else ("above", "withdrawn", "unpublished"))
    state = dice.choice(("unpublished", "under_review", "retracted", "merged")) if why == "unpublished" else "published"
    told = statements(dice, CASE_FIELDS, level, 6)
    case = CaseRecord(f"k{number:015d}", dice.choice(EVENTS), state, Level.PUBLIC, told)
    form = Form.HOLD if why == "held" else dice.choice((Form.FULL, Form.DESCRIPTOR, Form.COUNT_ONLY))
    decided = ON + timedelta(days=1) if why == "tomorrow" else ON - timedelta(days=1)
    return Dossier(
        f"h{number:015d}", "named", dice.choice(_above(level)) if why == "above" else Level.PUBLIC,
        (_name(dice, HIDDEN_NAMES), *statements(dice, PERSON_FIELDS, level)), (case,), (),
        () if why == "undecided" else (DecisionRecord(form, PURPOSES, decided),),
        (WithdrawalRecord(ON - timedelta(days=1)),) if why == "withdrawn" else (),
    )  # fmt: skip


def statements(dice: Random, fields: tuple[str, ...], level: Level, most: int = 4) -> tuple[Statement, ...]:
    """Claims that `level` sees."""
    return tuple(
        _told(dice, dice.choice(fields), SHOWN_NAMES, dice.choice(SOURCES[:3]), Level.PUBLIC, Level.PUBLIC, dice.choice(SEEN))
        for _ in range(dice.randint(0, most))
    )  # fmt: skip


def hidden_statements(dice: Random, fields: tuple[str, ...], level: Level, most: int = 4) -> tuple[Statement, ...]:
    """Claims that `level` must not see."""
    made = []
    for _ in range(dice.randint(0, most)):
        own, of_source, standing = _hidden_levels(dice, level)
        key = dice.choice(SOURCES[:3]) if of_source <= level else SOURCES[3]
        made.append(_told(dice, dice.choice(fields), HIDDEN_NAMES, key, own, of_source, standing))
    return tuple(made)


def _told(
    dice: Random, field: str, names: tuple[str, ...], key: str, own: Level, of_source: Level, standing: Standing
) -> Statement:
    return Statement(
        field, _said_name(dice.choice(names)) if field == "name" else dice.choice(SAID[field]), key,
        wording="as told", locator="line 1", polarity=dice.choice(POLARITIES),
        level=own, source_level=of_source, standing=standing,
    )  # fmt: skip


def _name(dice: Random, names: tuple[str, ...]) -> Statement:
    said = _said_name(dice.choice(names))
    return Statement("name", said, SOURCES[0], level=Level.PUBLIC, source_level=Level.PUBLIC)


def _said_name(text: str) -> NameValue:
    return NameValue(text=text, script="Hang" if text > "a" and not text.isascii() else "Latn")


def _hidden_levels(dice: Random, level: Level) -> tuple[Level, Level, Standing]:
    standing = dice.choice((Standing.ACTIVE, Standing.PREFERRED))
    return dice.choice((
        (dice.choice(_above(level)), Level.PUBLIC, standing),
        (Level.PUBLIC, dice.choice(_above(level)), standing),
        (Level.PUBLIC, Level.PUBLIC, dice.choice(PUT_ASIDE)),
    ))  # fmt: skip


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


def _moved_unseen(dice: Random, base: Record, strangers: list[Dossier], level: Level) -> tuple[MovedRecord, ...]:
    """Hidden cases that are read as part of shown ones, and cases that lead to somebody hidden."""
    shown = [case.public_id for person in base.dossiers for case in person.cases]
    above = [MovedRecord(f"u{n:015d}", key, Level(level + 1)) for n, key in enumerate(shown) if _coin(dice)]
    hidden = [case.public_id for person in strangers for case in person.cases if _coin(dice)]
    return (*above, *(MovedRecord(f"w{n:015d}", key, Level.PUBLIC) for n, key in enumerate(hidden)))


def _overlaid_dossier(dice: Random, person: Dossier, level: Level, strangers: list[Dossier]) -> Dossier:
    cases = [
        replace(c, statements=_mixed(dice, c.statements, hidden_statements(dice, CASE_FIELDS, level)))
        for c in person.cases
    ]
    if _coin(dice):
        hidden = replace(cases[0], public_id="x" + cases[0].public_id[1:], level=dice.choice(_above(level)))
        cases.append(hidden)
    ties = tuple(
        RelationRecord(s.public_id, "sibling", "certain", SOURCES[0], Level.PUBLIC) for s in strangers if _coin(dice)
    )
    later = (DecisionRecord(dice.choice(list(Form)), PURPOSES, ON + timedelta(days=1)),) if _coin(dice) else ()
    brought = DecisionRecord(
        dice.choice(list(Form)), frozenset(p for p in Purpose if _coin(dice)), ON,
        embargo_until=dice.choice([None, ON + timedelta(days=9)]), level=dice.choice(_above(level)),
    )  # fmt: skip
    unseen = (brought,) if _coin(dice) else ()
    return replace(
        person,
        statements=_mixed(dice, person.statements, hidden_statements(dice, PERSON_FIELDS, level)),
        cases=tuple(cases),
        relations=ties,
        decisions=person.decisions + unseen + later,
    )


def _mixed(dice: Random, seen: tuple[Statement, ...], unseen: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Hidden claims anywhere between the visible ones, whose own order stays."""
    mixed = list(seen)
    for claim in unseen:
        mixed.insert(dice.randint(0, len(mixed)), claim)
    return tuple(mixed)


def _above(level: Level) -> list[Level]:
    return [x for x in Level if x > level]


def _coin(dice: Random) -> bool:
    return dice.choice((True, False))
