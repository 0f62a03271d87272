"""The withheld-name check: text that enters an edition must not name somebody whose name that edition withholds.

How names are looked for is in `app/names/withheld.py`, which readers use too while a suppression list is ahead of an edition.
What is hit is cut to what is safe until a cleared reviewer decides (architecture.md, levels).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from app.codebook.values import NAMED_OR_CODED, NameValue, TextValue, Value
from app.disclosure.dossier import Dossier, EventDossier, SourceRecord
from app.disclosure.settle import fact_of
from app.disclosure.views import Citation, FactView, IndividualView, SourceView, StatedValue
from app.names.withheld import WithheldNames


def looked_through(held: Dossier | EventDossier | SourceRecord) -> Iterator[str]:
    """All text of it that an edition shows only if it names nobody whom that edition withholds."""
    if isinstance(held, SourceRecord):
        yield from (held.title, held.author, unquote(held.url), held.publisher)
        return
    if isinstance(held, EventDossier):
        yield held.label
    cases = held.cases if isinstance(held, Dossier) else ()
    for said in (held.statements, *(case.statements for case in cases)):
        for statement in said:
            yield from (statement.quote, statement.wording, statement.locator)
            value = statement.value
            if isinstance(value, NameValue) and statement.denies:
                yield value.letters
            elif not isinstance(value, NAMED_OR_CODED):
                yield value.text


def names_in(dossiers: Iterable[Dossier]) -> dict[str, set[str]]:
    """Every recorded name of every individual, whatever its level or standing, by the individual's id: one that is denied, too, since a
    denial may tell of somebody whom nothing else names.
    """
    return {d.public_id: {s.value.text for s in d.statements if isinstance(s.value, NameValue)} for d in dossiers}


def shown_names(people: Iterable[IndividualView]) -> set[str]:
    """The names that the views themselves show as somebody's: what somebody is only denied to be called may be the name of another."""
    return {
        value.text for person in people for fact in person.facts for value in fact.said if isinstance(value, NameValue)
    }


def checked_facts(facts: tuple[FactView, ...], names: WithheldNames) -> tuple[FactView, ...]:
    """Facts without free text that names somebody withheld, and without such words in their citations."""
    return tuple(kept for fact in facts if (kept := _checked_fact(fact, names)).values)


def _checked_fact(fact: FactView, names: WithheldNames) -> FactView:
    """A fact whose values or their words named somebody is settled anew: what was left out must not come back as settled."""
    values = _checked(fact.values, names)
    if [v.value for v in values] == [v.value for v in fact.values]:
        return replace(fact, values=values)
    return fact_of(fact.field, values)


def checked_source(source: SourceView, names: WithheldNames) -> SourceView:
    """The source, cut to publisher and date if its title, author, address or publisher names somebody withheld."""
    if not any(names.hits(text) for text in (source.title, source.author, unquote(source.url), source.publisher)):
        return source
    publisher = "" if names.hits(source.publisher) else source.publisher
    return replace(source, title="", author="", url="", publisher=publisher, generalised=True)


def _checked(values: tuple[StatedValue, ...], names: WithheldNames) -> tuple[StatedValue, ...]:
    checked = (replace(v, value=fair) for v in values if (fair := _checked_value(v, names)) is not None)
    return tuple(replace(v, citations=tuple(_checked_citation(c, names) for c in v.citations)) for v in checked)


def _checked_value(stated: StatedValue, names: WithheldNames) -> Value | None:
    """The value; its code or range alone if its printed text names somebody withheld; None where it is text and no more, or a name that is
    only denied: it is told where somebody who is shown is called so.
    """
    value = stated.value
    if isinstance(value, NameValue):
        return None if not stated.is_said and names.hits(value.letters) else value
    if isinstance(value, NAMED_OR_CODED) or not names.hits(value.text):
        return value
    return None if isinstance(value, TextValue) else value.model_copy(update={"text": ""})


def _checked_citation(citation: Citation, names: WithheldNames) -> Citation:
    if not any(names.hits(text) for text in (citation.quote, citation.wording, citation.locator)):
        return citation
    return replace(citation, quote="", wording="", locator="")
