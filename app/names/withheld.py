"""Names that a text must not give away, looked for in all their usual spellings. Which names these are is not decided here.

Every usual spelling of each withheld name is looked for in every window of words of the text. A name that is shown for somebody
else is no hit: marking a namesake's sources would itself say that a hidden namesake exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product

from app.names.folding import fold
from app.names.parts import parts
from app.names.spelling import spellings

WINDOW = 7
"""A name is at most this many runs of letters long, hyphens, apostrophes and dots dividing it as blanks do."""
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
