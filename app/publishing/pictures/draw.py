"""From a chart to the bytes of an SVG: no network, no script, the same bytes each time."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import vl_convert

from app.publishing.pictures.picture import Picture
from app.publishing.pictures.theme import CONFIG

VEGA_LITE = "6.4"
_CLIP = re.compile(r"\bclip(\d+)\b")
_FORBIDDEN = re.compile(r"<script|\sstyle=|\son[a-z]+=|<foreignObject|<image|href=(?!\"#)")


class UnsafePicture(Exception):
    """A picture holds what no page of this house may hold: script, inline style, or an address elsewhere."""


def specification(picture: Picture) -> dict[str, Any]:
    """The picture as a Vega-Lite specification, its data inside."""
    document: dict[str, Any] = picture.chart.to_dict(validate=False)
    return {**document, "config": CONFIG, "datasets": {**document.get("datasets", {}), **picture.datasets}}


def as_text(specification: dict[str, Any]) -> str:
    """One canonical text of a specification."""
    return json.dumps(specification, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=256)
def svg(text: str) -> str:
    """The picture that a specification's text describes."""
    drawn: str = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])
    steady = _steady(drawn)
    if _FORBIDDEN.search(steady):
        raise UnsafePicture("A picture was drawn with something that no page here may hold.")
    return steady


def _steady(drawn: str) -> str:
    """Clip ids count up within a process; here they count from one within a picture."""
    order: dict[str, str] = {}
    return _CLIP.sub(lambda m: order.setdefault(m[1], f"clip-{len(order) + 1}"), drawn)
