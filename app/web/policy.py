"""Who may use which route: one row for each. An application with a route that has no row does not start.

The table is read by people and by the test that tries every role on every route; code only checks that it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.codebook.levels import Level
from app.web.language import PREFIXES


@dataclass(frozen=True, slots=True)
class Policy:
    """`role`: the least that may use it; `level`: the most it can show; `rate`: its class of limits; `audited`: on record in
    the access log; `step_up`: a factor given within five minutes.
    """

    role: str
    level: Level
    rate: str
    audited: bool
    step_up: bool = False


class UndeclaredRoute(RuntimeError):
    """The application has a route without a row in the policy table; it must not start."""


_PAGE = Policy("anyone", Level.PUBLIC, "page", audited=False)
_API = Policy("anyone", Level.PUBLIC, "api", audited=False)
_FILE = Policy("anyone", Level.PUBLIC, "download", audited=False)
_FORM = Policy("anyone", Level.PUBLIC, "form", audited=False)
_STATIC = Policy("anyone", Level.PUBLIC, "static", audited=False)

PAGES = (
    "/",
    "/cases",
    "/cases/{case_id}",
    "/returns",
    "/returns/{event_id}",
    "/sources",
    "/sources/{source_id}",
    "/codebook",
    "/lists",
    "/lists/{key}",
    "/lists/{key}/shares",
    "/lists/{key}/read/{number}",
    "/vigils/{token}",
    "/family",
    "/family/receipt",
    "/pictures",
    "/pictures/{name}",
    "/counts",
    "/cite",
    "/method",
    "/corrections",
    "/about",
    "/api",
)
DOWNLOADS = ("/lists.csv", "/lists.txt", "/lists/{key}/{style}.{kind}", "/corrections.json", "/pictures/{name}.{kind}")
FORMS = (
    "/lists/freeze",
    "/lists/{key}/vigil",
    "/lists/{key}/contact",
    "/vigils/{token}",
    "/family",
    "/family/receipt",
)
"""What writes into the noticeboard, or asks with what must not stand in an address. None of them reads or writes the vault."""
API = (
    "/api/v1/cases",
    "/api/v1/cases.json",
    "/api/v1/cases.csv",
    "/api/v1/counts",
    "/api/v1/counts.json",
    "/api/v1/counts.csv",
    "/api/v1/citation",
    "/api/v1/sources",
    "/api/v1/cases/{case_id}",
    "/api/v1/returns",
    "/api/v1/returns/{event_id}",
    "/api/v1/sources/{source_id}",
    "/api/v1/codebook",
    "/api/v1/edition",
    "/api/v1/facets",
    "/api/v1/lists",
    "/api/v1/lists/{key}",
    "/openapi.json",
)

POLICIES: Mapping[tuple[str, str], Policy] = MappingProxyType(
    {
        **{("GET", prefix + path): _PAGE for prefix in PREFIXES.values() for path in PAGES},
        **{("GET", prefix + path): _FILE for prefix in PREFIXES.values() for path in DOWNLOADS},
        **{("POST", prefix + path): _FORM for prefix in PREFIXES.values() for path in FORMS},
        **{("GET", path): _API for path in API},
        ("GET", "/static/{name}"): _STATIC,
        ("POST", "/api/v1/names/match"): _API,
    }
)
"""By method and path. HEAD is answered as GET without a body and has GET's row."""


def require_policies(routes: Iterable[Any], table: Mapping[tuple[str, str], Policy] = POLICIES) -> None:
    """Raise UndeclaredRoute unless every route, mounts and machine-made ones included, has its row."""
    missing = sorted({f"{method} {path}" for method, path in declared(routes)} - {f"{m} {p}" for m, p in table})
    if missing:
        raise UndeclaredRoute(f"These routes have no row in the policy table: {', '.join(missing)}.")


def declared(routes: Iterable[Any]) -> list[tuple[str, str]]:
    """Method and path of every route. What answers any method, or hides its routes, stands as `ANY` and has no row."""
    found: list[tuple[str, str]] = []
    for route in routes:
        methods = (getattr(route, "methods", None) or {"ANY"}) - {"HEAD"}
        found += [(method, getattr(route, "path", None) or type(route).__name__) for method in sorted(methods)]
    return found
