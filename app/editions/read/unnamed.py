"""Documents of an edition without the words that give a name away, as the build would tell them, or less. Pure.

`hits` says whether a text does. A fact of which a value does is left out whole: which of its values were settled is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from app.codebook.fields import FIELDS, UNNAMED_EVENT
from app.codebook.values import UNREAD

Document = dict[str, Any]
Hits = Callable[[str], bool]
_OF_SOURCE = ("title", "author", "url")
_OF_CITATION = ("quote", "wording", "locator")


def case_unnamed(case: Document, hits: Hits) -> Document:
    """A case's whole document."""
    return {**_cited(case, hits), "event": _labelled(case["event"], hits)}


def summary_unnamed(summary: Document, hits: Hits) -> Document:
    """A case's short document."""
    values = {code: fact for code, fact in summary["values"].items() if not _any_hits(code, fact["values"], hits)}
    return {**summary, "values": values, "event": _labelled(summary["event"], hits)}


def event_unnamed(event: Document, hits: Hits) -> Document:
    """A return with the headings of its cases."""
    found = _labelled(_cited(event, hits), hits)
    return {**found, "cases": [heading_unnamed(case, hits) for case in event["cases"]]}


def source_unnamed(source: Document, hits: Hits) -> Document:
    """A source, cut as the build cuts it, with what it supports."""
    found = _source(source, hits)
    return {**found, "supports": [_labelled(one, hits) for one in source["supports"]]}


def heading_unnamed(heading: Document, hits: Hits) -> Document:
    """A case in one line, or a line of a list: its name is that of somebody who is shown."""
    kept = {
        key: [said for said in part if not hits(said)] if isinstance(part, list) and _is_read(key) else part
        for key, part in heading.items()
    }
    return {**kept, "event_label": UNNAMED_EVENT} if hits(str(heading.get("event_label", ""))) else kept


def _is_read(code: str) -> bool:
    return code in FIELDS and FIELDS[code].kind not in UNREAD


def _any_hits(code: str, said: list[str], hits: Hits) -> bool:
    return _is_read(code) and any(hits(text) for text in said)


def _cited(holder: Document, hits: Hits) -> Document:
    """What has facts and sources."""
    facts = {code: _fact(fact, hits) for code, fact in holder["facts"].items() if not _fact_hits(code, fact, hits)}
    return {**holder, "facts": facts, "sources": {key: _source(one, hits) for key, one in holder["sources"].items()}}


def _fact_hits(code: str, fact: Document, hits: Hits) -> bool:
    values = [stated["value"] for stated in fact["values"]] + [fact["settled"] or {}]
    return _any_hits(code, [value.get("text", "") for value in values], hits)


def _fact(fact: Document, hits: Hits) -> Document:
    values = [{**v, "citations": [_citation(one, hits) for one in v["citations"]]} for v in fact["values"]]
    return {**fact, "values": values}


def _citation(citation: Document, hits: Hits) -> Document:
    if not any(hits(citation[part]) for part in _OF_CITATION):
        return citation
    return {**citation, **dict.fromkeys(_OF_CITATION, "")}


def _source(source: Document, hits: Hits) -> Document:
    publisher = "" if hits(source["publisher"]) else source["publisher"]
    if publisher == source["publisher"] and not any(hits(unquote(source[part])) for part in _OF_SOURCE):
        return source
    return {**source, **dict.fromkeys(_OF_SOURCE, ""), "publisher": publisher, "generalised": True}


def _labelled(named: Document | None, hits: Hits) -> Any:
    """A return's or another's document with its label, where it has one."""
    return {**named, "label": UNNAMED_EVENT} if named and hits(named.get("label") or "") else named
