"""Which language a piece of text is in, as far as its script tells, for `lang` attributes (WCAG 3.1.2)."""

from __future__ import annotations

import re

_HANGUL = re.compile(r"[ᄀ-ᇿ㄰-㆏가-힣]")
_HAN = re.compile(r"[㐀-鿿]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
HANGUL_RUN = re.compile(r"([ᄀ-ᇿ㄰-㆏가-힣](?:[ᄀ-ᇿ㄰-㆏가-힣 ]*[ᄀ-ᇿ㄰-㆏가-힣])?)")
"""A stretch of Hangul with the blanks inside it; splitting by it gives other text and Hangul in turns."""
_WORDS = re.compile(r"[A-Za-z]{3}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def written_in_two(text: str) -> bool:
    """Whether words in Latin letters stand first and Hangul follows."""
    first = _HANGUL.search(text)
    return first is not None and _WORDS.search(text[: first.start()]) is not None


def language_of_text(text: str) -> str:
    """A BCP 47 tag, or nothing where no letter tells. Han alone may be Chinese, Japanese or a Korean name:
    undetermined.
    """
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return "und-Hani"
    if _CYRILLIC.search(text):
        return "und-Cyrl"
    return "en" if _LATIN.search(text) else ""
