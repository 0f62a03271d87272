"""What is asked of two houses: every route of both applications that can be read, and the searches, as one reader.

Of each object there is one that is seen, one that is hidden in one house, one in the other, and one that nobody has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from app.codebook.levels import Level
from app.disclosure.assemble import Record
from app.web.account.policies import MEMBERS_POLICIES
from app.web.language import unprefixed
from app.web.policy import POLICIES
from tests.loop import in_loop
from tests.members.host import exchange
from tests.noninterference.difference import same
from tests.noninterference.readers import KINDS
from tests.noninterference.worlds import ORIGIN, World, account_ids, people, records, twins, worlds
from tests.pairs import HIDDEN_NAMES, SHOWN_NAMES

ABSENT = "nobodyhasthisid0"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
NARROWED: tuple[Mapping[str, str], ...] = (
    {"sex": "female"},
    {"outcome": "executed", "year": "2013"},
    {"receiving_state": "CN"},
    {"withheld": "name"},
    {"has": "outcome"},
    {"sort": "-return_date", "limit": "1"},
    {"q": SHOWN_NAMES[0]},
    {"name": HIDDEN_NAMES[3]},
)
SEARCHED = (
    "/cases",
    "/api/v1/cases",
    "/api/v1/cases.csv",
    "/api/v1/facets",
    "/lists",
    "/ko/lists.txt",
    "/api/v1/lists",
)
NEEDED: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "counts": ({"by": "sex"}, {"by": "outcome,year"}),
    "cite": ({}, {"of": "query", "sex": "female"}),
    "citation": ({"of": "edition"}, {"of": "query", "sex": "female"}),
}
"""Parameters without which a route says nothing of an edition."""
OWN = ("/account", "/access-log", "/people", "/requests", "/join")
STRIDE = 11
"""Addresses stand sorted: what is so far apart is mostly of another kind."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request. `of`: the application that is asked."""

    of: str
    method: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return quote(self.path) + (f"?{urlencode(self.params)}" if self.params else "")


def questions(name: str) -> list[Question]:
    """All that a reader of this kind asks: searches and the members' own pages first, which are few; then one address of each kind,
    then another of each, and so on.
    """
    found = [Question(of, "GET", path, tuple(params.items())) for of, path, params in _every(name)]
    own = [question for question in found if unprefixed(question.path).startswith(OWN)]
    others = [question for question in found if not unprefixed(question.path).startswith(OWN)]
    return [*_searches(), *own, *(question for first in range(STRIDE) for question in others[first::STRIDE])]


def routes(of: str) -> list[str]:
    """The paths that can be read of an application, as its table has them."""
    table = POLICIES if of == "public" else MEMBERS_POLICIES
    return sorted(path for method, path in table if method == "GET")


def _every(name: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    fillings = _fillings(name)
    for of in ("members", "public"):
        for route in routes(of):
            needed = NEEDED.get(route.rpartition("/")[2].partition(".")[0], ({},))
            for path in filled(route, fillings):
                yield from ((of, path, params) for params in needed)
        yield from ((of, path, params) for path in SEARCHED for params in NARROWED)
        yield of, "/no-such-page", {}


def filled(route: str, fillings: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The route with each of its objects. Where it has several placeholders they go together."""
    asked = [name for name in fillings if f"{{{name}}}" in route]
    many = max((len(fillings[name]) for name in asked), default=1)
    paths = []
    for n in range(many):
        path = route
        for name in asked:
            path = path.replace(f"{{{name}}}", fillings[name][n % len(fillings[name])])
        paths.append(path)
    return paths


def _fillings(name: str) -> Mapping[str, tuple[str, ...]]:
    one, other = records(KINDS[name].reads)
    cases = _objects(one, other, lambda r: {c.public_id for d in r.dossiers for c in d.cases})
    return {
        "case_id": (*cases, *_objects(one, other, lambda r: {d.public_id for d in r.dossiers})[1:3]),
        "event_id": _objects(one, other, lambda r: {e.public_id for e in r.events}),
        "source_id": _objects(one, other, lambda r: {s.public_id for s in r.sources if s.level <= Level.VETTED}),
        "account_id": (*account_ids()[:3], ABSENT),
        "key": (ABSENT,),
        "passkey_id": (ABSENT,),
        "token": (ABSENT,),
        "secret": (ABSENT,),
        "number": ("1",),
        "style": ("script",),
        "name": ("map", "nothing"),
        "kind": ("svg", "csv"),
    }


def _objects(one: Record, other: Record, ids: Any) -> tuple[str, ...]:
    """Of both records, of one alone, of the other alone (the last of each: those made for the vetted edition), of none."""
    mine, its = ids(one), ids(other)
    parts = (sorted(mine & its)[:2], sorted(mine - its)[-1:], sorted(its - mine)[:1], sorted(its - mine)[-1:])
    return tuple(dict.fromkeys([key for part in parts for key in part] + [ABSENT]))


def _searches() -> Iterator[Question]:
    """Searches that take a body: by name and by words, of whom one may see and of whom one may not."""
    for word in (SHOWN_NAMES[0], SHOWN_NAMES[2], *HIDDEN_NAMES, "weaver", "tailor"):
        for asked in ("name", "q"):
            yield Question(
                "members", "POST", "/account/search", (), urlencode({asked: word}).encode(), {"content-type": FORM}
            )
    body = json.dumps({"names": [{"name": name} for name in (*SHOWN_NAMES, *HIDDEN_NAMES)]}).encode()
    for of in ("members", "public"):
        yield Question(of, "POST", "/api/v1/names/match", (), body, {"content-type": JSON})


def tell_apart(name: str, asked: list[Question] | None = None) -> int:
    """Ask both houses all questions as a reader of this kind; Difference at the first answer that is not the same."""
    worlds(KINDS[name].reads)  # made before there is a loop, on whose thread nothing may be written
    return in_loop(_ask_all(name, questions(name) if asked is None else asked))


async def _ask_all(name: str, asked: list[Question]) -> int:
    one, other = twins(name)
    _, known = people()
    for question in asked:
        answers = [await _ask(world, question, known[name]) for world in (one, other)]
        same(*answers, f"{name}: {question.of} {question.method} {question.where}")
    return len(asked)


async def _ask(world: World, question: Question, known: Mapping[str, str]) -> tuple[int, Any, Any, bytes]:
    app = world.members.app if question.of == "members" else world.public
    headers = {"host": "localhost:8001", "origin": ORIGIN, **known, **question.headers}
    answer = await exchange(app, question.method, question.where, question.body, headers, "127.0.0.1")
    return answer.status, list(answer.headers.items()), answer.cookies, answer.body
