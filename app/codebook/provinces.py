"""Provinces, where people are from: ISO 3166-2 codes with their names, for choosing by word what was coded by a person."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def is_province(code: str) -> bool:
    """Whether it has the shape of an ISO 3166-2 code; a state alone is no province."""
    return code.isascii() and _CODE.fullmatch(code) is not None


@cache
def provinces() -> Mapping[str, Mapping[str, str]]:
    """The names of each province by language of lists, and `also`."""
    text = resources.files("app.codebook").joinpath("provinces.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def are_named(codes: Iterable[str], words: str) -> bool:
    """Whether one of the provinces is called so in any language, in part at least."""
    wanted = words.casefold()
    return any(wanted in name.casefold() for code in codes for name in (code, *provinces().get(code, {}).values()))
