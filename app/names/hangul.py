"""Hangul syllables by code point arithmetic (Unicode, section 3.12), and the sound rules that names show in writing."""

from __future__ import annotations

from functools import lru_cache

Syllable = tuple[int, int, int]
"""Initial (0-18), vowel (0-20), final (0-27, 0 is none)."""

FIRST = 0xAC00
N, R, SILENT = 2, 5, 11
# A y or i after it makes an initial N or R fall silent at the head of a word (두음법칙).
Y_VOWELS = frozenset({2, 3, 6, 7, 12, 17, 20})
K_FINALS, T_FINALS, P_FINALS = (
    frozenset({1, 2, 3, 9, 24}),
    frozenset({7, 19, 20, 22, 23, 25}),
    frozenset({17, 18, 26}),
)
F_N, F_L, F_M, F_NG = 4, 8, 16, 21


def is_syllable(char: str) -> bool:
    """Whether one character is a precomposed Hangul syllable."""
    return len(char) == 1 and "\uac00" <= char <= "\ud7a3"


def split(char: str) -> Syllable:
    """Jamo numbers of one precomposed syllable."""
    code = ord(char) - FIRST
    return code // 588, code % 588 // 28, code % 28


def join(syllable: Syllable) -> str:
    """The precomposed syllable of three jamo numbers."""
    initial, vowel, final = syllable
    return chr(FIRST + initial * 588 + vowel * 28 + final)


@lru_cache(maxsize=16384)
def law_forms(char: str) -> tuple[str, ...]:
    """A syllable as the initial-sound law lets it be written: 리 -> (리, 이), 노 -> (노, 로). The given one is first."""
    initial, vowel, final = split(char)
    others: tuple[int, ...] = ()
    if vowel in Y_VOWELS and initial in (N, R, SILENT):
        others = (R, N) if initial == SILENT else (SILENT,)
    elif vowel not in Y_VOWELS and initial in (N, R):
        others = (N, R)
    return (char, *(join((other, vowel, final)) for other in others if other != initial))


def lawful(char: str) -> str:
    """One representative of all law forms, so that 리 = 이 and 로 = 노 = one key: the Southern head-of-word form."""
    initial, vowel, final = split(char)
    if initial in (N, R):
        return join((SILENT if vowel in Y_VOWELS else N, vowel, final))
    return char


def _meet(final: int, initial: int) -> tuple[int, int]:
    """Final and next initial as they sound together (표준 발음법, articles 18-20)."""
    nasal = initial in (N, 6) or initial == R
    if final in K_FINALS and nasal:
        return F_NG, N if initial == R else initial
    if final in P_FINALS and nasal:
        return F_M, N if initial == R else initial
    if final in T_FINALS and nasal:
        return F_N, N if initial == R else initial
    if (final, initial) in ((F_N, R), (F_L, N)):
        return F_L, R
    if final in (F_M, F_NG) and initial == R:
        return final, N
    return final, initial


@lru_cache(maxsize=65536)
def pronounced(word: str) -> str:
    """A Hangul word with its consonants assimilated: 극렬 -> 긍녈, 독립 -> 동닙. McCune-Reischauer writes this."""
    parts = [split(char) for char in word]
    for at in range(len(parts) - 1):
        (a, b, final), (initial, d, e) = parts[at], parts[at + 1]
        final, initial = _meet(final, initial)
        parts[at], parts[at + 1] = (a, b, final), (initial, d, e)
    return "".join(join(part) for part in parts)
