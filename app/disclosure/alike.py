"""Generalisation of hidden people at `researcher`: until at least five look the same, or they are only counted.

A ladder of declared steps, widest last. What is left of a person is coded facts alone, under an id that no other edition uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.codebook.levels import Form, Purpose
from app.codebook.values import AgeValue, DateValue, TermValue, Value
from app.disclosure.age import age_view
from app.disclosure.dossier import Statement
from app.disclosure.forms import LOOK_ALIKES, WITHHELD_BY_FORM
from app.disclosure.sections import section_of
from app.disclosure.settle import facts_of
from app.disclosure.views import CaseView, FactView, IndividualView, PersonView

Key = tuple[tuple[str, str], ...]
LADDER: tuple[tuple[str, ...], ...] = (
    ("sex", "age", "year", "returning_state", "receiving_state", "case_category"),
    ("sex", "age", "period", "returning_state", "receiving_state", "case_category"),
    ("sex", "period", "returning_state", "receiving_state", "case_category"),
    ("period", "returning_state", "receiving_state", "case_category"),
    ("period", "receiving_state", "case_category"),
    ("receiving_state", "case_category"),
)
"""Steps of generalisation; `year` is the year of return, `period` five years, `age` ten years. The event is never kept."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is told of a hidden person at most: ids, and for each step of the ladder what would be left of them."""

    individual: str
    case: str
    events: tuple[str, ...]
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """For each person who looks like enough others what is told of them; `counted`: who had to be left to the counts."""

    shown: Mapping[str, Key]
    counted: tuple[Likeness, ...]


def likeness(person: PersonView) -> Likeness | None:
    """Of somebody who is to be generalised; None for everybody else."""
    if not person.generalised or person.individual is None:
        return None
    events = tuple(sorted({case.event for case in person.cases if case.event}))
    told = person.cases[0]  # of several returns of a hidden person one is told; the others would single the person out
    keys = tuple(_key(person.individual, told, step) for step in LADDER)
    return Likeness(told.individual, told.public_id, events, keys)


def look_alike(people: Iterable[Likeness]) -> Alike:
    """Generalise step by step, until as many look the same as must."""
    waiting = list(people)
    shown: dict[str, Key] = {}
    for step in range(len(LADDER)):
        size = Counter(p.keys[step] for p in waiting)
        shown |= {p.individual: p.keys[step] for p in waiting if size[p.keys[step]] >= LOOK_ALIKES}
        waiting = [p for p in waiting if size[p.keys[step]] < LOOK_ALIKES]
    return Alike(shown, tuple(waiting))


def as_key(person: Likeness, key: Key, rename: Callable[[str], str]) -> tuple[IndividualView, CaseView]:
    """The person as the key, and nothing that is not in it; `rename` gives ids that belong to this edition alone (a keyed hash)."""
    statements = tuple(Statement(_FIELDS.get(part, part), _value(part, text), "") for part, text in key)
    mine = facts_of(tuple(s for s in statements if s.field == "sex"), cite=False)
    case_facts = facts_of(tuple(s for s in statements if s.field != "sex"), cite=False)
    individual = IndividualView(
        public_id=rename(person.individual), form=Form.DESCRIPTOR, kind="unnamed",
        purposes=frozenset({Purpose.RESEARCH_ACCESS}), facts=mine, withheld=WITHHELD_BY_FORM,
    )  # fmt: skip
    case = CaseView(
        public_id=rename(person.case), individual=individual.public_id, event=None, facts=case_facts,
        age=age_view(mine, case_facts), section=section_of(case_facts), verification="not_assessed", disputed=False,
        sources=0, review_due=False,
    )  # fmt: skip
    return individual, case


def _key(person: IndividualView, case: CaseView, step: tuple[str, ...]) -> Key:
    facts = {f.field: f for f in (*person.facts, *case.facts)}
    return tuple((part, text) for part in step if (text := _PARTS.get(part, _term(part))(facts, case)))


def _term(code: str) -> Callable[[dict[str, FactView], CaseView], str]:
    def read(facts: dict[str, FactView], _: CaseView) -> str:
        settled = facts[code].settled if code in facts else None
        return settled.term if isinstance(settled, TermValue) else ""

    return read


def _age(_: dict[str, FactView], case: CaseView) -> str:
    if case.age.low is None or case.age.high is None or case.age.low // 10 != case.age.high // 10:
        return ""
    return str(case.age.low // 10 * 10)


def _year(facts: dict[str, FactView], _: CaseView) -> str:
    settled = facts["return_date"].settled if "return_date" in facts else None
    years = settled.date.years() if isinstance(settled, DateValue) else range(0)
    return str(years.start) if len(years) == 1 else ""


def _period(facts: dict[str, FactView], case: CaseView) -> str:
    year = _year(facts, case)
    return str(int(year) // 5 * 5) if year else ""


_PARTS = {"age": _age, "year": _year, "period": _period}


_FIELDS = {"age": "age_at_return", "year": "return_date", "period": "return_date"}


def _value(part: str, text: str) -> Value:
    if part == "age":
        return AgeValue(text=f"{text}-{int(text) + 9}", low=int(text), high=int(text) + 9, basis="stated_unclear")
    if part == "year":
        return DateValue(text=text)
    if part == "period":
        return DateValue(text=f"{text}/{int(text) + 4}")
    return TermValue(term=text)
