"""Comparing two answers that must be equal, and saying in one line where they are not."""

from __future__ import annotations


class Difference(AssertionError):
    """A level could tell two records apart that differ only above it."""


def same(one: object, other: object, where: str) -> None:
    """Raise Difference unless the two are equal; the message shows the first place only, so that a report stays short."""
    if one == other:
        return
    first, second = repr(one), repr(other)
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    raise Difference(
        f"{where} differs at {at}: ...{first[max(0, at - 60) : at + 40]}... against ...{second[max(0, at - 60) : at + 40]}..."
    )
