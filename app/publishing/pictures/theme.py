"""How all pictures look: colours that can be told apart without seeing colour, and a layout that no font can move.

The places of labels never depend on the width of a text, so that the bytes do not depend on the fonts of a machine:
fixed padding, no automatic size, nothing left out because it would overlap, nothing cut to a limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import altair as alt

INK, QUIET, LINE, PAPER = "#1c2227", "#565f66", "#d9d4c7", "#fffefb"
DARK, MIDDLE, PALE = "#1f4a63", "#5b93b3", "#bcd6e4"
"""One hue in three lightnesses (they stay apart in grey print and for every kind of colour blindness)."""
WARM = "#a8481f"

CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "domainColor": QUIET, "gridColor": LINE, "labelColor": INK, "labelFontSize": 13, "labelLimit": 0,
        "labelOverlap": False, "tickColor": QUIET, "title": None,
    },
    "text": {"color": INK, "fontSize": 13, "limit": 0},
}  # fmt: skip


class Sheets(dict[str, Any]):
    """The data of a picture by name. Charts ask for it by name: Altair copies inline data many times over."""

    def chart(self, name: str, values: Iterable[Any]) -> alt.Chart:
        """A chart of the values, kept here under the name."""
        self[name] = list(values)
        return alt.Chart(alt.NamedData(name=name))


def framed(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart, size: tuple[int, int], padding: tuple[int, int, int, int]
) -> alt.Chart | alt.LayerChart:
    """The chart at a fixed size; padding: left, top, right, bottom."""
    left, top, right, bottom = padding
    done: Any = chart.properties(
        width=size[0],
        height=size[1],
        padding={"left": left, "top": top, "right": right, "bottom": bottom},
        autosize=alt.AutoSizeParams(type="none"),
    )
    return cast("alt.Chart | alt.LayerChart", done)


def key(sheets: Sheets, entries: list[tuple[str, str, str]], above: int) -> alt.LayerChart:
    """A key in one column, drawn as marks: (shape, colour, words); `above`: how far over the picture it begins."""
    values = [{"y": n * 20 - above, "shape": s, "colour": c, "words": w} for n, (s, c, w) in enumerate(entries)]
    base = sheets.chart("key", values)
    y = alt.Y("y:Q", scale=None, axis=None)
    marks = base.mark_point(filled=True, size=130, stroke=INK, strokeWidth=0.8, opacity=1).encode(
        x=alt.value(8), y=y, shape=alt.Shape("shape:N", scale=None), fill=alt.Fill("colour:N", scale=None)
    )
    words = base.mark_text(align="left", baseline="middle").encode(x=alt.value(22), y=y, text=alt.Text("words:N"))
    drawn: alt.LayerChart = marks + words
    return drawn
