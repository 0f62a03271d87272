"""Addresses of each kind of page, found on the site itself; a new page in the policy table must be added here.

One of each kind is looked at on every change, all of them at night.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from app.web.policy import PAGES

QUERIES = {
    "/cases": ("?q=Kim", "?sex=female&outcome=executed&year_from=1990", "?q=nobodyatall"),
    "/lists": ("?receiving_state=", "?section=custody", "?year=1901"),
    "/counts": ("?by=returning_state,sex",),
    "/cite": ("?of=edition",),
}
ERRORS = ("/nowhere", "/cases/nobody", "/cases?oucome=x", "/cases?outcome=executd")


def representatives(site: str) -> list[str]:
    """One address for each row of the policy table and one error: the first of those below."""
    return [*(_filled(path, _keys(site, _kind(path))[0]) if _kind(path) else path for path in PAGES), ERRORS[-1]]


def addresses(site: str) -> list[str]:
    """Every kind of page, with the ways in which it can differ."""
    found: list[str] = []
    for path in PAGES:
        kind = _kind(path)
        found += [_filled(path, key) for key in _keys(site, kind)] if kind else [path]
        found += [path + query for query in QUERIES.get(path, ())]
    return [*found, *ERRORS]


def _kind(path: str) -> str:
    """What stands before the id of a page that has one."""
    return path.partition("{")[0] if "{" in path else ""


def _filled(path: str, key: str) -> str:
    """The path with the key, and a number where it wants one."""
    first = path[path.index("{") : path.index("}") + 1]
    return path.replace(first, key).replace("{number}", "3")


def _keys(site: str, kind: str) -> list[str]:
    if kind == "/pictures/":
        return [p["name"] for p in _read(site, "/pictures/pictures.json")]
    if kind == "/cases/":
        return _cases(site)
    if kind == "/returns/":
        return [e["id"] for e in _read(site, "/api/v1/returns")["items"]][:2]
    if kind == "/sources/":
        case = _read(site, f"/api/v1/cases/{_cases(site)[0]}")
        return list(case["sources"])[:1]
    if kind == "/lists/":
        return [frozen(site).removeprefix("/lists/")]
    if kind == "/vigils/":
        return [_sent(site + frozen(site) + "/vigil").removeprefix("/vigils/")]
    raise AssertionError(f"No address is known for the pages below {kind}: add them here.")


def _cases(site: str) -> list[str]:
    """A case of every form of display, named or not, disputed or not."""
    every = _read(site, "/api/v1/cases?limit=500")["items"]
    kinds: dict[Any, str] = {}
    for case in every:
        kinds.setdefault((case["form"] == "full", case["disputed"], bool(case["name"]), case["form"]), case["id"])
    return [
        kinds[kind] for kind in sorted(kinds, reverse=True)
    ]  # a full one in dispute first: it has all that a case can have


def frozen(site: str) -> str:
    """The address of the default list, frozen; however often it is asked, it is one list."""
    return _sent(site + "/lists/freeze")


def _sent(address: str) -> str:
    """Where a form without fields leads."""

    class Stays(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stays).open(urllib.request.Request(address, data=b"", method="POST"))
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.headers["location"]
    raise AssertionError(f"{address} leads nowhere")


def _read(site: str, path: str) -> Any:
    with urllib.request.urlopen(site + path) as answer:
        return json.load(answer)
