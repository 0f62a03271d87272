"""The coarse class of a syllable: what no usual romanisation can leave (design note, section 1)."""

from __future__ import annotations

from functools import lru_cache

from app.names import hangul

INITIAL_CLASSES = "GGNDDNMBBSS0JJJGDBH"  # ㄹ counts as N: before a vowel, they are one letter to the law
VOWEL_CLASSES = "AEYWVEUWVXEEUVOEIUVII"
FINAL_CLASSES = "-KKKNNNTLKMLLLPLMPPTTGTTKTPT"
SOFT = frozenset("UYWI")  # vowels before which the law silences N


def coarse(initial: str, vowel: str, final: str) -> str:
    """One class string, e.g. coarse("G", "I", "M") = "GIM"; N before y or i is silent; "-" is no final."""
    head = "0" if initial == "N" and vowel in SOFT else initial
    return head + vowel + final.replace("-", "")


@lru_cache(maxsize=16384)
def of_hangul(char: str) -> str:
    """The class of one Hangul syllable: 철 -> "JVL"."""
    initial, vowel, final = hangul.split(char)
    return coarse(INITIAL_CLASSES[initial], VOWEL_CLASSES[vowel], FINAL_CLASSES[final])
