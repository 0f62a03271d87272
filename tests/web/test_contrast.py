"""The stylesheet: colours that can be read (WCAG 2.2 AA, 1.4.3 and 1.4.11), by day and by night; nothing fetched."""

from __future__ import annotations

import re
from importlib import resources

import pytest

CSS = resources.files("app.web").joinpath("static/casebook.css").read_text(encoding="utf-8")
DAY, NIGHT = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
)
TEXT = [("ink", "paper"), ("ink", "sheet"), ("ink", "note-paper"), ("ink", "warn-paper"), ("quiet", "paper"),
        ("quiet", "sheet"), ("quiet", "note-paper"), ("accent", "paper"), ("accent", "sheet"), ("accent", "note-paper"),
        ("warn", "warn-paper"), ("warn", "paper"), ("paper", "accent"), ("paper", "accent-strong")]  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(colours, front, back):
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_edges_of_controls_can_be_seen(colours):
    assert contrast(colours["rule"], colours["paper"]) >= 3
    assert contrast(colours["rule"], colours["sheet"]) >= 3


def test_it_fetches_nothing():
    assert "url(" not in CSS
    assert "@import" not in CSS
