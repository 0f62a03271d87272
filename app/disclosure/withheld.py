"""The withheld-name check: text that enters an edition must not name somebody whose name that edition withholds.

Every usual spelling of each withheld name is looked for in every window of words of the text. A name that the edition shows
for somebody else is no hit: marking a namesake's sources would itself say that a hidden namesake exists.
What is hit is cut to what is safe until a cleared reviewer decides (architecture.md, levels).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from urllib.parse import unquote

from app.codebook.fields import FIELDS
from app.codebook.values import DateValue, NameValue, TermValue, TextValue, Value
from app.disclosure.dossier import Dossier, EventDossier, SourceRecord
from app.disclosure.settle import settle
from app.disclosure.views import Citation, FactView, IndividualView, SourceView, StatedValue
from app.names.folding import fold
from app.names.parts import parts
from app.names.spelling import spellings

WINDOW = 7
"""A name is at most this many runs of letters long, hyphens, apostrophes and dots dividing it as blanks do."""
NAMED_OR_CODED = (NameValue, TermValue, DateValue)
"""Values whose text is not looked through: a name is stated as one, a code and a date name nobody."""
_HANGUL = re.compile(r"[가-힣]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
MOST_READINGS = 6
"""How many Hangul names a Latin spelling is read as, so that its other romanisations are found too."""


class WithheldNames:
    """The names that one edition withholds. `hits(text)` says whether the text gives one of them away."""

    def __init__(self, withheld: Iterable[str], shown: Iterable[str], spelt: Spelt | None = None) -> None:
        """`spelt`: where the spellings of all these names are known already."""
        self._shown = frozenset(shown)
        self._spelt = spelt or Spelt((*withheld, *self._shown))

    def hits(self, text: str) -> bool:
        """True if some window of the text, folded, is a usual spelling of a withheld name."""
        return any(self._gives_away(form) for form in windows(text, self._spelt.longest))

    def _gives_away(self, form: str) -> bool:
        """A spelling that somebody shown may have too gives nobody away."""
        names = self._spelt.names_of(form)
        return (
            bool(names)
            and not self._shown.issuperset(names)
            and not any(name in self._shown and form in spellings(name) for name in names)
        )


class Spelt:
    """Names, each with all its usual spellings: known once for all levels, since a level only chooses among the names."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self.longest = 0
        for name in dict.fromkeys(names):
            self.add(name)

    def add(self, name: str) -> None:
        """Know one more name."""
        for form in spelt(name):
            self._names[form] = (*self._names.get(form, ()), name)
            self.longest = max(self.longest, len(form))

    def remove(self, name: str) -> None:
        """Forget a name that nobody has any more."""
        for form in spelt(name):
            left = tuple(other for other in self._names[form] if other != name)
            if left:
                self._names[form] = left
            else:
                del self._names[form]

    def names_of(self, form: str) -> tuple[str, ...]:
        """The names that are spelt so."""
        return self._names.get(form, ())


def windows(text: str, longest: int) -> Iterator[str]:
    """Every run of the text that may be a name, folded, of at most `longest` letters."""
    for run in _HANGUL.findall(text):  # particles cling to Hangul names, so every part of a run is looked at
        yield from (fold(run[i:j]) for i in range(len(run)) for j in range(i + 2, min(i + 6, len(run)) + 1))
    words = [fold(word) for word in _WORD.findall(text)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + WINDOW, len(words)) + 1):
            joined = "".join(words[start:end])
            if len(joined) > longest:
                break
            yield joined


def run_together(text: str) -> str:
    """The text as one run of folded letters: each of its `windows` is somewhere in it."""
    return "".join(fold(word) for word in _WORD.findall(text))


def spelt(name: str) -> frozenset[str]:
    """The usual spellings of a name that are looked for: of one recorded in Latin letters also those of the Hangul names it may be."""
    ways = () if _HANGUL.search(name) else parts(name)
    read = islice(("".join(one) for way in ways[:1] for one in product(*way.hangul)), MOST_READINGS)
    found = spellings(name).union(*(spellings(hangul) for hangul in read))
    return frozenset(form for form in found if len(form) > 1)


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
            if not isinstance(statement.value, NAMED_OR_CODED):
                yield statement.value.text


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
    return tuple(kept for fact in facts if (kept := _checked_fact(fact, names)).values)


def _checked_fact(fact: FactView, names: WithheldNames) -> FactView:
    """A fact whose values or their words named somebody is settled anew: what was left out must not come back as settled."""
    values = _checked(fact.values, names)
    if [v.value for v in values] == [v.value for v in fact.values]:
        return replace(fact, values=values)
    settled = settle(values)
    return FactView(fact.field, values, settled, not FIELDS[fact.field].many and settled is None)


def checked_source(source: SourceView, names: WithheldNames) -> SourceView:
    """The source, cut to publisher and date if its title, author, address or publisher names somebody withheld."""
    if not any(names.hits(text) for text in (source.title, source.author, unquote(source.url), source.publisher)):
        return source
    publisher = "" if names.hits(source.publisher) else source.publisher
    return replace(source, title="", author="", url="", publisher=publisher, generalised=True)


def _checked(values: tuple[StatedValue, ...], names: WithheldNames) -> tuple[StatedValue, ...]:
    checked = (replace(v, value=fair) for v in values if (fair := _checked_value(v.value, names)) is not None)
    return tuple(replace(v, citations=tuple(_checked_citation(c, names) for c in v.citations)) for v in checked)


def _checked_value(value: Value, names: WithheldNames) -> Value | None:
    """The value; its code or range alone if its printed text names somebody withheld; None where it is text and no more."""
    if isinstance(value, NAMED_OR_CODED) or not names.hits(value.text):
        return value
    return None if isinstance(value, TextValue) else value.model_copy(update={"text": ""})


def _checked_citation(citation: Citation, names: WithheldNames) -> Citation:
    if not any(names.hits(text) for text in (citation.quote, citation.wording, citation.locator)):
        return citation
    return replace(citation, quote="", wording="", locator="")
