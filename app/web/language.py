"""The two languages of the pages: chosen by address, and at the front door by the browser; spoken by gettext. English has no
prefix, Korean has `/ko`.

Catalogues are compiled in memory when the application starts, so that no built file can lag behind its text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from types import MappingProxyType

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PREFIXES: Mapping[str, str] = MappingProxyType({"en": "", "ko": "/ko"})
NAMES: Mapping[str, str] = MappingProxyType({"en": "English", "ko": "한국어"})


def language_of(path: str) -> str:
    """The language that the address chooses."""
    return "ko" if path == "/ko" or path.startswith("/ko/") else "en"


def unprefixed(path: str) -> str:
    """The address without its language: the same page for every reader."""
    return path.removeprefix(PREFIXES[language_of(path)]) or "/"


@cache
def catalogue(language: str) -> NullTranslations:
    """The messages of a language; English is what the templates are written in."""
    if language == "en":
        return NullTranslations()
    source = resources.files("app.web").joinpath(f"locale/{language}/LC_MESSAGES/messages.po")
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def prefers_korean(accept: str) -> bool:
    """Whether an Accept-Language header puts Korean before English."""
    ranked = dict(map(_weighted, accept.split(",")))
    return ranked.get("ko", 0.0) > max(ranked.get("en", 0.0), 0.0)


def _weighted(part: str) -> tuple[str, float]:
    tag, _, weight = part.strip().partition(";q=")
    try:
        return tag.split("-")[0].casefold(), float(weight or 1)
    except ValueError:
        return "", 0.0
