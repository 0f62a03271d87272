"""The withheld-name check: text that enters an edition must not name somebody whose name that edition withholds.

Every usual spelling of each withheld name is looked for in every window of words of the text. A name that the edition shows
for somebody else is no hit: marking a namesake's sources would itself say that a hidden namesake exists.
What is hit is cut to what is safe until a cleared reviewer decides (architecture.md, levels).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from app.codebook.values import NameValue, TextValue
from app.disclosure.dossier import Dossier
from app.disclosure.views import Citation, FactView, IndividualView, SourceView, StatedValue
from app.names.folding import fold
from app.names.spelling import spellings

WINDOW = 7
"""A name is at most this many runs of letters long, hyphens, apostrophes and dots dividing it as blanks do."""
_HANGUL = re.compile(r"[가-힣]{2,}")
_WORD = re.compile(r"[^\W_]+")


class WithheldNames:
    """The names that one edition withholds. `hits(text)` says whether the text gives one of them away."""

    def __init__(self, withheld: Iterable[str], shown: Iterable[str]) -> None:
        visible = {form for name in shown for form in spellings(name)}
        self._forms = {form for name in withheld for form in spellings(name) if len(form) > 1} - visible
        self._longest = max(map(len, self._forms), default=0)

    def hits(self, text: str) -> bool:
        """True if some window of the text, folded, is a usual spelling of a withheld name."""
        return bool(self._forms) and any(form in self._forms for form in self._windows(text))

    def _windows(self, text: str) -> Iterable[str]:
        for run in _HANGUL.findall(text):  # particles cling to Hangul names, so every part of a run is looked at
            yield from (fold(run[i:j]) for i in range(len(run)) for j in range(i + 2, min(i + 6, len(run)) + 1))
        words = [fold(word) for word in _WORD.findall(text)]
        for start in range(len(words)):
            for end in range(start + 1, min(start + WINDOW, len(words)) + 1):
                joined = "".join(words[start:end])
                if len(joined) > self._longest:
                    break
                yield joined


def names_in(dossiers: Iterable[Dossier]) -> dict[str, set[str]]:
    """Every recorded name of every individual, whatever its level or standing, by the individual's id."""
    return {d.public_id: {s.value.text for s in d.statements if isinstance(s.value, NameValue)} for d in dossiers}


def shown_names(people: Iterable[IndividualView]) -> set[str]:
    """The names that the views themselves show."""
    return {
        stated.value.text
        for person in people
        for fact in person.facts
        for stated in fact.values
        if isinstance(stated.value, NameValue)
    }


def checked_facts(facts: tuple[FactView, ...], names: WithheldNames) -> tuple[FactView, ...]:
    """Facts without free text that names somebody withheld, and without such words in their citations."""
    kept = (replace(fact, values=_checked(fact.values, names)) for fact in facts)
    return tuple(fact for fact in kept if fact.values)


def checked_source(source: SourceView, names: WithheldNames) -> SourceView:
    """The source, cut to publisher and date if its title, author or address names somebody withheld."""
    if not any(names.hits(text) for text in (source.title, source.author, unquote(source.url))):
        return source
    return replace(source, title="", author="", url="", generalised=True)


def _checked(values: tuple[StatedValue, ...], names: WithheldNames) -> tuple[StatedValue, ...]:
    fair = (v for v in values if not (isinstance(v.value, TextValue) and names.hits(v.value.text)))
    return tuple(replace(v, citations=tuple(_checked_citation(c, names) for c in v.citations)) for v in fair)


def _checked_citation(citation: Citation, names: WithheldNames) -> Citation:
    if not any(names.hits(text) for text in (citation.quote, citation.wording, citation.locator)):
        return citation
    return replace(citation, quote="", wording="", locator="")
