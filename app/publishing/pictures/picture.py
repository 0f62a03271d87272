"""A picture before it is drawn: what it shows in words, the table behind it, and the chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import altair as alt

Document = Mapping[str, Any]
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the pictures are drawn from: the documents of an edition's cases and return events."""

    cases: tuple[Document, ...]
    events: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`finding`: what the picture says, for those who do not see it; `note`: how it was counted; `datasets`: data that the
    chart asks for by name.
    """

    name: str
    title: str
    finding: str
    note: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: alt.Chart | alt.LayerChart
    datasets: Mapping[str, Any] = field(default_factory=dict)

    def records(self) -> list[dict[str, Cell]]:
        """The table with the codes of its columns."""
        return [dict(zip([code for code, _ in self.columns], row, strict=True)) for row in self.rows]
