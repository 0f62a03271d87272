"""What a citation asks for, read from parameters: the edition, a query of it, or one case that is in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.editions.errors import BadQuery
from app.editions.read.cases import case_bytes, moved_to
from app.editions.read.given import Given, one_of
from app.editions.read.query import SHAPING, read_query
from app.editions.read.spelled import narrowing
from app.sharing.citations import FORMATS, Cited
from app.sharing.conditions import condition_in_words
from app.sharing.filters import filters_in_words
from app.web.answers import etag
from app.web.errors import NotHere
from app.web.reading.asked import address
from app.web.reading.visit import Visit

REVISION = 12
"""Letters of a case's tag that a citation gives."""
KINDS = ("edition", "case", "query")
_OWN = ("of", "id", "format")


@dataclass(frozen=True, slots=True)
class CitationAsked:
    """Of what, and in which form."""

    kind: str
    form: str
    cited: Cited


def citation_asked(seen: Visit) -> CitationAsked:
    """The citation that the parameters ask; NotHere for a case that is not here, BadQuery for what cannot be understood."""
    given = Given.of((name, value) for name, value in seen.parameters if name in _OWN)
    kind = one_of("of", given.single("of"), KINDS) or "edition"
    form = one_of("format", given.single("format"), FORMATS) or "text"
    return CitationAsked(kind, form, _CITED[kind](seen, given.single("id")))


def continued(seen: Visit) -> list[tuple[str, str]] | None:
    """The same parameters with the id under which the case is continued; None where it is here by its own, or nowhere."""
    asked = dict(seen.parameters)
    if asked.get("of") != "case" or case_bytes(seen.edition, asked.get("id", "")) is not None:
        return None
    kept = moved_to(seen.edition, asked.get("id", ""))
    return None if kept is None else [(name, kept if name == "id" else value) for name, value in seen.parameters]


def _edition(seen: Visit, key: str | None) -> Cited:
    _nothing_else(seen, () if key is None else ("id",))
    return _of(seen, "edition", "", "/")


def _case(seen: Visit, key: str | None) -> Cited:
    _nothing_else(seen, ())
    if key is None:
        raise BadQuery("id", "Give the id of a case.")
    body = case_bytes(seen.edition, key)
    if body is None:
        raise NotHere
    document = json.loads(body)
    name = document["name"] or {}
    shown = " ".join(name[form] for form in ("latin", "hangul", "other") if name.get(form))
    part = f"Case {key}" + (f" ({shown})" if shown else "")
    return _of(seen, key, part, f"/cases/{key}", etag(body).strip('"')[:REVISION])


def _query(seen: Visit, key: str | None) -> Cited:
    if key is not None:
        raise BadQuery("id", "There is no such parameter here.")
    for name, _ in seen.parameters:
        if name in SHAPING:
            raise BadQuery(name, "There is no such parameter here.")
    query = read_query(seen.parameters, also=_OWN)
    pairs = narrowing(query)
    said = filters_in_words(query.terms, (query.year_from, query.year_to), query.sections, "en")
    beside = {"year", "year_from", "year_to", "section", *(field for field, _ in query.terms)}
    said += [f"“{v}”" if n in ("q", "name") else condition_in_words(n, v, "en") for n, v in pairs if n not in beside]
    return _of(seen, "query", "Cases: " + ("; ".join(said) or "all"), address("/cases", "en", pairs))


def _nothing_else(seen: Visit, refused: Sequence[str]) -> None:
    for name, _ in seen.parameters:
        if name not in _OWN or name in refused:
            raise BadQuery(name, "There is no such parameter here.")


def _of(seen: Visit, key: str, part: str, path: str, revision: str = "") -> Cited:
    """The address is complete where the house has been told its own; it is never taken from what a reader sent."""
    edition = seen.edition
    home: str = getattr(seen.request.app.state, "address", "")
    number = f"-{edition.number}" if edition.number else ""
    return Cited(f"casebook{number}-{key}", part, home + path, edition.content, edition.number, edition.date, revision)


_CITED = {"edition": _edition, "case": _case, "query": _query}
