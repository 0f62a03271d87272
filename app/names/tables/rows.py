"""Reading this package's own tables, the only input of the layer."""

from __future__ import annotations

from importlib import resources


def rows(name: str) -> list[list[str]]:
    """The cells of a tab-separated table beside this module, one list a line."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]
