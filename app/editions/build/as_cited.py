"""Sources that everybody who was decided anew cites as before: their documents need not be read.

A source may be cited by very many, and its document lists them all. Most of what is decided anew moves nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import orjson

from app.disclosure.views import SourceView
from app.editions.build.documents import Document, case_support, event_support, source_document
from app.editions.build.ended import Written
from app.editions.build.rows import as_bytes
from app.editions.read.opening import Edition

EMPTY_LIST_AND_END = 2
"""Bytes at the end of a document of a source that nothing cites, after all that it says of the source itself."""


def as_cited(
    base: Edition, views: Mapping[str, SourceView], supports: Mapping[str, list[Document]], anew: Written
) -> frozenset[str]:
    """Those sources of `anew` whose documents would be just what the base says.

    `views`: the sources as they are now, where that is known; `supports`: by source what is decided anew and cites it now.
    """
    cited: dict[str, list[Document]] = {}
    for key, heading in _said(base, anew):
        cited.setdefault(key, []).append(heading)
    same = {key for key in anew.sources if cited.get(key, []) == supports.get(key, [])}
    documents = base.rows_of("id, document", "source_row", "id", same)
    return frozenset(key for key, document in documents if key not in views or _is_of(views[key], document))


def _said(base: Edition, anew: Written) -> Iterator[tuple[str, Document]]:
    """By source what the base says of the cases and then the events, each by id."""
    for case in _documents(base, "case_row", "individual", anew.individuals):
        yield from ((key, case_support(case)) for key in case["sources"])
    for event in _documents(base, "event_row", "id", anew.events):
        yield from ((key, event_support(event)) for key in event["sources"])


def _documents(base: Edition, table: str, column: str, keys: frozenset[str]) -> list[Document]:
    found = (orjson.loads(row[0]) for row in base.rows_of("document", table, column, keys))
    return sorted(found, key=lambda document: str(document["id"]))


def _is_of(source: SourceView, document: bytes) -> bool:
    return document.startswith(as_bytes(source_document(source, []))[:-EMPTY_LIST_AND_END])
