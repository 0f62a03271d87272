"""Documents of an edition without the words that give a name away, as the build would tell them, or less. Pure.

`hits` says whether a text does. A fact in free text of which a value does is left out whole: which of its values were settled is not
decided here. A place, an age or a count keeps its code or range and loses its printed text, as in `app/disclosure/withheld.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from app.codebook.fields import FIELDS, UNNAMED_EVENT
from app.codebook.values import UNREAD, letters_of
from app.editions.summaries import only_denied

Document = dict[str, Any]
Hits = Callable[[str], bool]
_OF_SOURCE = ("title", "author", "url")
_OF_CITATION = ("quote", "wording", "locator")


def case_unnamed(case: Document, hits: Hits) -> Document:
    """A case's whole document."""
    return {**_cited(case, hits), "event": _labelled(case["event"], hits)}


def summary_unnamed(summary: Document, hits: Hits) -> Document:
    """A case's short document."""
    values = {
        code: _in_short(code, fact, hits)
        for code, fact in summary["values"].items()
        if not _is_lost(code, fact["values"], hits)
    }
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
        key: _still_said(key, part, hits) if isinstance(part, list) and is_read(key) else part
        for key, part in heading.items()
    }
    return {**kept, "event_label": UNNAMED_EVENT} if hits(str(heading.get("event_label", ""))) else kept


def is_read(code: str) -> bool:
    """Whether the values of the field are looked through for names."""
    return code in FIELDS and FIELDS[code].kind not in UNREAD


def _is_lost(code: str, said: list[str], hits: Hits) -> bool:
    return is_read(code) and _is_text(code) and any(hits(text) for text in said)


def _is_text(code: str) -> bool:
    """Whether a value of the field is its text and no more: no code or range stands beside it."""
    return FIELDS[code].kind == "text"


def _printed(text: str, hits: Hits) -> str:
    return "" if hits(text) else text


def _still_said(code: str, said: list[str], hits: Hits) -> list[str]:
    """The texts of a field as the build prints them, each once."""
    left = [text for text in said if not hits(text)] if _is_text(code) else [_printed(text, hits) for text in said]
    return list(dict.fromkeys(left))


def _in_short(code: str, fact: Document, hits: Hits) -> Document:
    if not is_read(code):
        return fact
    settled = fact["settled"]
    return {
        **fact,
        "values": _still_said(code, fact["values"], hits),
        "settled": None if settled is None else _printed(settled, hits),
    }


def _cited(holder: Document, hits: Hits) -> Document:
    """What has facts and sources. A source that only a fact cited which is left out goes with it."""
    told = ((code, _names_left(code, fact, hits)) for code, fact in holder["facts"].items())
    facts = {
        code: _fact(code, fact, hits) for code, fact in told if fact["values"] and not _fact_lost(code, fact, hits)
    }
    cited = {one["source"] for fact in facts.values() for stated in fact["values"] for one in stated["citations"]}
    sources = {key: _source(one, hits) for key, one in holder["sources"].items() if key in cited}
    return {**holder, "facts": facts, "sources": sources}


def _names_left(code: str, fact: Document, hits: Hits) -> Document:
    """A name is that of somebody who is shown, but for what somebody is only denied to be called."""
    if FIELDS[code].kind != "name":
        return fact
    return {**fact, "values": [v for v in fact["values"] if not (only_denied(v) and hits(letters_of(v["value"])))]}


def _fact_lost(code: str, fact: Document, hits: Hits) -> bool:
    return _is_lost(code, [stated["value"].get("text", "") for stated in fact["values"]], hits)


def _fact(code: str, fact: Document, hits: Hits) -> Document:
    values = [
        {**v, "value": _value(code, v["value"], hits), "citations": [_citation(one, hits) for one in v["citations"]]}
        for v in fact["values"]
    ]
    settled = fact["settled"]
    return {**fact, "values": values, "settled": None if settled is None else _value(code, settled, hits)}


def _value(code: str, value: Document, hits: Hits) -> Document:
    return {**value, "text": ""} if is_read(code) and hits(value.get("text", "")) else value


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
