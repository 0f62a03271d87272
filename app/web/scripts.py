"""Which language a piece of text is in, as far as its script tells, for `lang` attributes (WCAG 3.1.2)."""

from __future__ import annotations

import re

_HANGUL = re.compile(r"[ᄀ-ᇿ㄰-㆏가-힣]")
_HAN = re.compile(r"[㐀-鿿]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


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
