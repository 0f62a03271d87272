"""A map of the border between China and North Korea with the crossings that published routes name; a table with all others.

Which crossing a route names was read by a person (places.toml); no program reads places out of a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from app.publishing.pictures.geography import Crossing, Window, crossings_by_route, dots, land
from app.publishing.pictures.picture import Document, Holdings, Picture
from app.publishing.pictures.reading import RETURNS, texts
from app.publishing.pictures.theme import INK, PAPER, WARM, Sheets, framed
from app.sharing.labels import label

BORDER = Window("border", (126.6, 41.55), 3600.0, (640, 420))
SIDES: Mapping[str, tuple[Any, int]] = {"right": ("left", 16), "left": ("right", -16)}
STATES = {"CN": (125.6, 43.2), "KP": (126.4, 40.2), "RU": (131.2, 43.6)}
WORDS = {
    "en": {
        "title": "Crossings and points of departure", "place": "Crossing or point of departure",
        "returns": "Return events whose route names it", "on_map": "On the map", "yes": "yes", "no": "no",
        "finding": "{named} return events have a route that names a crossing or point of departure: {places}.",
        "empty": "No route in this edition names a crossing or a point of departure.",
        "note": "Counted are return events, which may be of one person or of hundreds. The map shows the border between China "
        "and North Korea; places elsewhere stand in the table only. The number in a circle is the number of return events; "
        "a route may name several places. Not shown: {lost} events that tell a route but name neither. Outlines: Natural Earth.",
    },
    "ko": {
        "title": "국경 통과 지점과 출발 지점", "place": "국경 통과 지점 또는 출발 지점", "returns": "경로에 이 지점이 나오는 송환 사건",
        "on_map": "지도에 표시", "yes": "예", "no": "아니요",
        "finding": "경로에 국경 통과 지점이나 출발 지점이 나오는 송환 사건은 {named}건입니다: {places}.",
        "empty": "이 판의 경로에는 국경 통과 지점이나 출발 지점이 나오지 않습니다.",
        "note": "송환 사건을 셌습니다. 한 사건은 한 사람일 수도, 수백 명일 수도 있습니다. 지도는 중국과 북한의 국경을 보여 "
        "주며, 다른 곳은 표에만 적었습니다. 동그라미 안의 숫자는 송환 사건 수이고, 한 경로에 여러 지점이 나올 수 있습니다. "
        "경로는 알려졌으나 지점이 나오지 않는 {lost}건은 싣지 않았습니다. 윤곽선: Natural Earth.",
    },
}  # fmt: skip


def crossings(held: Holdings, language: str) -> Picture:
    """The picture `crossings`."""
    words = WORDS[language]
    told = [e for e in held.events if e["section"] in RETURNS and texts(e, "route")]
    named = [found for e in told if (found := crossings_of(e))]
    counted = _counted(named)
    places = "; ".join(f"{place.label[language]} {n}" for place, n in counted)
    answers = {place.code: words["yes" if _inside(place) else "no"] for place, _ in counted}
    sheets = Sheets()
    return Picture(
        "crossings",
        words["title"],
        words["finding"].format(named=len(named), places=places) if named else words["empty"],
        words["note"].format(lost=len(told) - len(named)),
        (("place", words["place"]), ("returns", words["returns"]), ("on_map", words["on_map"])),
        tuple((place.label[language], n, answers[place.code]) for place, n in counted),
        _chart(sheets, counted, language),
        sheets,
    )


def crossings_of(event: Document) -> list[Crossing]:
    """The crossings that the routes of a return name, once each."""
    found = (place for said in texts(event, "route") for place in crossings_by_route().get(said, ()))
    return list({place.code: place for place in found}.values())


def _counted(named: list[list[Crossing]]) -> list[tuple[Crossing, int]]:
    totals: dict[str, tuple[Crossing, int]] = {}
    for place in (place for found in named for place in found):
        totals[place.code] = (place, totals.get(place.code, (place, 0))[1] + 1)
    return sorted(totals.values(), key=lambda item: (-item[1], item[0].code))


def _inside(place: Crossing) -> bool:
    low, high = (121.6, 39.0), (131.4, 44.3)
    return low[0] < place.at[0] < high[0] and low[1] < place.at[1] < high[1]


def _chart(sheets: Sheets, counted: list[tuple[Crossing, int]], language: str) -> alt.Chart | alt.LayerChart:
    shown = [_point(place, n, language) for place, n in counted if _inside(place)]
    states = dots(
        sheets,
        "states",
        ({"lon": at[0], "lat": at[1], "name": label("state", code, language)} for code, at in STATES.items()),
    )
    points = dots(sheets, "crossings", shown)
    circles = points.mark_point(shape="circle", filled=True, fill=WARM, stroke=INK, size=430, opacity=1)
    numbers = points.mark_text(color=PAPER, fontWeight="bold").encode(text=alt.Text("n:Q"))
    words = states.mark_text(fontSize=15, fontStyle="italic", opacity=0.75).encode(text=alt.Text("name:N"))
    drawn = [words, circles, numbers, *_written(points)]
    layers = [layer.properties(projection=BORDER.projection) for layer in drawn]
    return framed(alt.layer(land(sheets, BORDER), *layers), BORDER.size, (14, 14, 14, 14))


def _written(points: alt.Chart) -> list[alt.Chart]:
    """The names beside their points, each with a pale edge so that no outline crosses it out."""
    edges: tuple[dict[str, Any], ...] = ({"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}, {})
    return [
        points.transform_filter(f"datum.side === '{side}'")
        .mark_text(align=align, dx=dx, fontSize=14, **edge)
        .encode(text=alt.Text("name:N"))
        for edge in edges
        for side, (align, dx) in SIDES.items()
    ]


def _point(place: Crossing, n: int, language: str) -> Mapping[str, object]:
    return {"lon": place.at[0], "lat": place.at[1], "n": n, "name": place.label[language], "side": place.side}
