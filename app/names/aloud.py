"""A proposed aid for reading a name aloud: syllable by syllable, in letters an English reader says nearly right.

It is a proposal: stored as a name form, shown only when a person has approved it. `sure` is false wherever the
text leaves the Hangul open (Yong is 영 or 용), and the other readings are given, so that nobody decides by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product

from app.names import hangul
from app.names.parts import parts
from app.names.tables import letters

SH_VOWELS = frozenset({2, 3, 6, 7, 12, 16, 17, 20})
S_INITIALS = frozenset({9, 10})
UI, EE, SILENT = 19, 20, 11
MAX_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Aid:
    """`split` is the name by syllables (김·영·철), `say` the aid ("keem yuhng-chuhl"), `others` other Hangul it may be."""

    split: str
    say: str
    sure: bool
    others: tuple[str, ...]


def _syllable(char: str, head: bool) -> str:
    """One syllable; ㄱ at the head of a name is nearer to an English k, and ㅅ before y or i to sh."""
    initial, vowel, final = hangul.split(char)
    if vowel == UI and initial != SILENT:
        vowel = EE  # 희 is said 히 (표준 발음법, article 5)
    start = "k" if head and initial == 0 else letters.ALOUD_INITIALS[initial]
    if initial in S_INITIALS and vowel in SH_VOWELS:
        start = "sh"
    middle = letters.ALOUD_VOWELS[vowel].removeprefix("y") if start == "sh" else letters.ALOUD_VOWELS[vowel]
    return (start + middle + letters.FINALS["rr"][final]).replace("-", "")


def say(family: str, given: str) -> str:
    """The aid for a Hangul name; consonants of the given name as they sound together (극렬: geung-nyuhl)."""
    first = "-".join(_syllable(char, at == 0) for at, char in enumerate(hangul.pronounced(family)))
    last = "-".join(_syllable(char, False) for char in hangul.pronounced(given))
    return f"{first} {last}".strip()


def reading_aid(text: str) -> Aid | None:
    """A proposal for a name in any script, None if it is masked or not readable as Korean."""
    ways = parts(text)
    if not ways or any(not options or "○" in options for options in ways[0].hangul):
        return None
    best = ways[0]
    names = ["".join(chars) for chars in islice(product(*best.hangul), MAX_OTHERS + 1)]
    family = len(best.family)
    chosen = names[0]
    return Aid("·".join(chosen), say(chosen[:family], chosen[family:]), len(names) == 1, tuple(names[1:]))
