"""Names that a text must not give away, looked for in all their usual spellings. Which names these are is not decided here.

Every usual spelling of each withheld name is looked for in every window of words of the text. A name that is shown for somebody
else is no hit: marking a namesake's sources would itself say that a hidden namesake exists.

Not looked for: a given name alone and initials, which too many share; Pinyin of a name whose characters are not recorded; kana.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from app.names import han, hangul
from app.names.folding import fold
from app.names.in_cyrillic import coarse, names_written, uninflected
from app.names.parts import parts
from app.names.spelling import spellings

WINDOW = 7
"""A name is at most this many runs of letters long, hyphens, apostrophes and dots dividing it as blanks do."""
_HANGUL = re.compile(r"[가-힣]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff](?:[\s·]?[\u3400-\u9fff\uf900-\ufaff])+")
_WORD = re.compile(r"[^\W\d_]+")
LONGEST_HANGUL, LONGEST_HAN = 6, 4
"""Syllables and characters of a name at most. Nothing divides a name from what stands around it, so every part of a run may be one."""
LONGEST_ENDING = 2
"""Letters of a case ending in Cyrillic."""
MOST_READINGS = 6
"""How many Hangul names a spelling in other letters is read as, so that its other spellings are found too."""


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
            and not any(name in self._shown and form in _own(name) for name in names)
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
    """Every run of the text that may be a name, as it is compared, of at most `longest` letters."""
    for run in _HANGUL.findall(text):  # particles cling to Hangul names
        yield from _stretches(fold(run), LONGEST_HANGUL)
    yield from _read(text)
    words = [compared(word) for word in _WORD.findall(text)]
    for start in range(len(words)):
        for end in range(start + 1, min(start + WINDOW, len(words)) + 1):
            joined = "".join(words[start:end])
            if len(joined) > longest + LONGEST_ENDING:
                break
            yield joined
            yield from uninflected(joined)


def runs(text: str) -> Iterator[str]:
    """What stands in the text, without blanks: each of its `windows` is somewhere in one of these."""
    yield "".join(compared(word) for word in _WORD.findall(text))
    yield from dict.fromkeys(_read(text))


def compared(name: str) -> str:
    """A name, or a word of a text, as the two are compared: folded, and Cyrillic in coarse letters."""
    return coarse(fold(name))


def spelt(name: str) -> frozenset[str]:
    """The usual spellings of a name that are looked for: of one recorded in other letters also those of the Hangul names it may be."""
    return frozenset(form for form in _own(name).union(*map(_own, _hangul_of(name))) if len(form) > 1)


@lru_cache(maxsize=8192)
def _own(name: str) -> frozenset[str]:
    """The usual spellings of a name as it is recorded."""
    plain = fold(name[:200])
    in_hangul = 1 < len(plain) <= LONGEST_HANGUL and all(map(hangul.is_syllable, plain))
    return frozenset(map(coarse, spellings(name))).union(names_written(plain) if in_hangul else ())


def _hangul_of(name: str) -> Iterator[str]:
    """The likeliest Hangul of a name that is recorded in other letters."""
    ways = () if _HANGUL.search(name) else parts(name)
    return islice(("".join(one) for way in ways[:1] for one in product(*way.hangul)), MOST_READINGS)


def _read(text: str) -> Iterator[str]:
    """Every run of Chinese characters that may be a name, as written and as Koreans read it: the text does not say where names begin."""
    for run in _HAN.findall(text):
        for part in _stretches(fold(run), LONGEST_HAN):
            yield part
            yield from map("".join, product(*map(_readings, part)))


def _stretches(run: str, longest: int) -> Iterator[str]:
    return (run[i:j] for i in range(len(run)) for j in range(i + 2, min(i + longest, len(run)) + 1))


@lru_cache(maxsize=16384)
def _readings(char: str) -> tuple[str, ...]:
    odds = han.hangul_odds(char)
    return tuple(sorted(odds, key=lambda syllable: (-odds[syllable], syllable))[:2])
