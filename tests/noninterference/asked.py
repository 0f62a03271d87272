"""Questions drawn by dice: every route that can be read comes up in turn, with filters, sorts, pages, and words of what is hidden.

Test_worlds_alike asks every address of two houses; here little is asked of each of many.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from urllib.parse import urlencode

from app.disclosure.assemble import Record
from tests.noninterference.questions import ABSENT, FORM, JSON, Question, routes
from tests.noninterference.worlds import account_ids
from tests.pairs import HIDDEN_NAMES, SHOWN_NAMES

Ids = Mapping[str, Sequence[str]]
SEARCHES = (("members", "/account/search"), ("members", "/ko/account/search"), ("members", "/api/v1/names/match"),
            ("public", "/api/v1/names/match"))  # fmt: skip
WORDS = (*SHOWN_NAMES, *HIDDEN_NAMES, "tailor", "Tumen", "은닉", "held", "zzz")
BY = ("sex", "outcome,sex", "year,receiving_state", "section")
NARROWING: Mapping[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "sex.not": ("female",),
    "outcome": ("executed", "re_escaped"),
    "receiving_state": ("KP", "CN"),
    "case_category": ("forced_return", "custody_return_feared"),
    "year": ("2004", "2013", "2023"),
    "returned_after": ("2004-11-09", "2013-05-28"),
    "returned_before": ("2004-11-09", "2013-05-28"),
    "age_max": ("18", "30"),
    "has": ("name", "outcome", "return_date"),
    "lacks": ("name", "outcome", "return_date"),
    "withheld": ("name", "outcome"),
}
PAGED: Mapping[str, tuple[str, ...]] = {"sort": ("name", "return_date", "-return_date"), "limit": ("1", "2"), "offset": ("0", "1")}  # fmt: skip
_PLACE = re.compile(r"\{(\w+)\}")


class Asker:
    """Deals the routes of some applications in a random order, all of them before any comes twice."""

    def __init__(self, applications: Sequence[str]) -> None:
        self.every = [(of, "GET", route) for of in applications for route in routes(of)]
        self.every += [(of, "POST", path) for of, path in SEARCHES if of in applications]
        self.asked: set[tuple[str, str, str]] = set()
        self._left: list[tuple[str, str, str]] = []

    def question(self, dice: Random, ids: Ids) -> Question:
        if not self._left:
            self._left = list(self.every)
            dice.shuffle(self._left)
        of, method, route = self._left.pop()
        self.asked.add((of, method, route))
        if method == "POST":
            return _search(dice, of, route)
        path = _PLACE.sub(lambda found: dice.choice(ids.get(found[1], (ABSENT,))), route)
        return Question(of, "GET", path, tuple(_narrowed(dice, of, route)))


def ids_of(records: Sequence[Record]) -> Ids:
    """Ids of everything that one of the records holds, seen or not, and one that nobody has."""
    people = [person for record in records for person in record.dossiers]
    cases = {case.public_id for person in people for case in person.cases}
    moved = {moved.old for record in records for moved in record.moved}
    return {
        "case_id": _and_nobody(cases | moved | {person.public_id for person in people}),
        "event_id": _and_nobody({event.public_id for record in records for event in record.events}),
        "source_id": _and_nobody({source.public_id for record in records for source in record.sources}),
        "account_id": _and_nobody(set(account_ids()[:3])),
        "number": ("1",),
        "style": ("script",),
        "name": ("map", "nothing"),
        "kind": ("svg", "csv"),
    }


def _and_nobody(ids: set[str]) -> tuple[str, ...]:
    return (*sorted(ids), ABSENT)


def _narrowed(dice: Random, of: str, route: str) -> Iterator[tuple[str, str]]:
    """Parameters that the route takes. Members search for names by a form alone."""
    kind = route.rpartition("/")[2].partition(".")[0]
    some = [(key, dice.choice(NARROWING[key])) for key in dice.sample(sorted(NARROWING), dice.randint(0, 2))]
    if kind in ("cases", "lists", "facets"):
        yield from some
        if of == "public" and dice.choice((True, False)):
            yield dice.choice(("q", "name")), dice.choice(WORDS)
        if kind == "cases":
            yield from ((key, dice.choice(values)) for key, values in PAGED.items() if dice.choice((True, False)))
    elif kind == "counts":
        yield from (("by", dice.choice(BY)), *some)
    elif kind in ("citation", "cite"):
        yield from (("of", "query"), *some)


def _search(dice: Random, of: str, path: str) -> Question:
    if path.endswith("match"):
        body = json.dumps({"names": [{"name": dice.choice(WORDS)} for _ in range(3)]}).encode()
        return Question(of, "POST", path, (), body, {"content-type": JSON})
    return Question(of, "POST", path, (), urlencode({dice.choice(("q", "name")): dice.choice(WORDS)}).encode(), {"content-type": FORM})  # fmt: skip
