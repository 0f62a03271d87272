"""Cases of an edition: one by its id, a page of them, counts and facets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.codebook.fields import facets as facet_fields
from app.editions.errors import BadQuery
from app.editions.read.names import find_names
from app.editions.read.opening import Edition
from app.editions.read.query import CaseQuery
from app.editions.read.selection import selection


@dataclass(frozen=True, slots=True)
class Page:
    """Documents of one page, how many there are in all (cases, individuals), and where the next page begins."""

    documents: tuple[dict[str, Any], ...]
    cases: int
    individuals: int
    next_after: str | None


def case_bytes(edition: Edition, case_id: str) -> bytes | None:
    """The case's document as it was stored, or None: not there, above the level and withdrawn are the same answer."""
    found = edition.rows("SELECT individual, event, document FROM case_row WHERE id = ?", (case_id,))
    if not found or edition.suppressed & {case_id, found[0][0], found[0][1]}:
        return None
    document: bytes = found[0][2]
    return _without_suppressed(document, edition.suppressed) if edition.suppressed else document


def case(edition: Edition, case_id: str) -> dict[str, Any] | None:
    """The case's document, or None."""
    stored = case_bytes(edition, case_id)
    return None if stored is None else json.loads(stored)


def page(edition: Edition, query: CaseQuery) -> Page:
    """The cases that answer the query, in the edition's order, from `query.after` on; of a name, all, the best first."""
    if query.name:
        return _named_page(edition, query)
    chosen = selection(edition, query)
    start = 0 if query.after is None else _position(edition, query.after)
    cases, individuals = edition.rows(
        f"SELECT count(*), count(DISTINCT individual) FROM case_row WHERE {chosen.where}", chosen.values
    )[0]
    found = edition.rows(
        f"SELECT id, document FROM case_row WHERE {chosen.where} AND n > ? ORDER BY n LIMIT ?",
        (*chosen.values, start, query.limit + 1),
    )
    shown = found[: query.limit]
    following = shown[-1][0] if len(found) > query.limit else None
    return Page(
        tuple(json.loads(_without_suppressed(d, edition.suppressed)) for _, d in shown), cases, individuals, following
    )


def _named_page(edition: Edition, query: CaseQuery) -> Page:
    """Everybody whose name fits, best first, each with the reason. One page: hits are few, and their order is the answer."""
    hits = {hit.individual: hit for hit in find_names(edition, query.name).hits}
    chosen = selection(edition, query)
    rows = edition.rows(f"SELECT individual, document FROM case_row WHERE {chosen.where} ORDER BY n", chosen.values)
    order = {person: place for place, person in enumerate(hits)}
    ranked = sorted(rows, key=lambda row: order[row[0]])
    documents = tuple(
        {**json.loads(_without_suppressed(document, edition.suppressed)), "match": hits[person].document()}
        for person, document in ranked
    )
    return Page(documents, len(rows), len({person for person, _ in rows}), None)


def facets(edition: Edition, query: CaseQuery) -> dict[str, dict[str, int]]:
    """How many of the query's cases have each code, by field. A case with two codes counts in both."""
    chosen = selection(edition, query)
    counted: dict[str, dict[str, int]] = {f.code: {} for f in facet_fields()}
    sql = (
        "SELECT field, term, count(*) FROM case_term WHERE n IN "
        f"(SELECT n FROM case_row WHERE {chosen.where}) GROUP BY field, term ORDER BY field, count(*) DESC, term"
    )
    for field, term, number in edition.rows(sql, chosen.values):
        if field in counted:
            counted[field][term] = number
    return counted


def _position(edition: Edition, case_id: str) -> int:
    found = edition.rows("SELECT n FROM case_row WHERE id = ?", (case_id,))
    if not found:
        raise BadQuery(
            "after", "The case at which this page began is not listed any more; start again from the first page."
        )
    position: int = found[0][0]
    return position


def _without_suppressed(document: bytes, suppressed: frozenset[str]) -> bytes:
    """The document without ties to anybody withdrawn since."""
    if not suppressed or not any(key.encode() in document for key in suppressed):
        return document
    parsed = json.loads(document)
    parsed["relations"] = [r for r in parsed["relations"] if not suppressed & {r["individual"], *r["cases"]}]
    parsed["other_cases"] = [c for c in parsed["other_cases"] if c not in suppressed]
    if parsed["event"] and parsed["event"]["id"] in suppressed:
        parsed["event"] = None
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":")).encode()
