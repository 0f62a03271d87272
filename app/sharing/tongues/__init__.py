"""The words of a list in the languages that the house's pages are not in: one TOML file for each.

English and Korean stand beside the code that uses them; these are read by the same code. They were written by the
makers of this program and want a reader whose own language each is (docs/vigil.md). A term that a file lacks is said
in English and marked so, and a test lists what is missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

OTHERS = ("ja", "zh-Hans", "zh-Hant", "es")
LIST_LANGUAGES = ("en", "ko", *OTHERS)
"""What a list can be in. Pages are in the first two."""
NAMES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "ko": "한국어", "ja": "日本語", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "es": "Español"}
)


@cache
def tongue(language: str) -> Mapping[str, Any]:
    """All words of one of OTHERS, by part."""
    text = resources.files("app.sharing.tongues").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def with_others(own: Mapping[str, Any], part: str) -> dict[str, Any]:
    """A table of words by language: what stands in the code, and the same part of every file."""
    return {**own, **{language: tongue(language)[part] for language in OTHERS}}
