"""A map of the ways between states: a line from the returning to the receiving state, as wide as the number of its cases.

And a mark in each region (never a town) in which people of the edition were seized.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import altair as alt

from app.publishing.pictures.geography import Window, dots, land, places, region_name, region_points, state_points
from app.publishing.pictures.picture import Document, Holdings, Picture
from app.publishing.pictures.reading import returns, values
from app.publishing.pictures.theme import DARK, INK, PAPER, WARM, Sheets, framed, key
from app.publishing.pictures.ways import UNKNOWN, Way, ways_of
from app.sharing.labels import field_terms, label

SIDES: Mapping[str, tuple[Any, int, int]] = {
    "above": ("center", 0, -15),
    "left": ("right", -13, 0),
    "right": ("left", 13, 0),
}
ASIA = Window("asia", (86.0, 30.5), 370.0, (780, 470))
WORDS = {
    "en": {
        "title": "A map of the returns", "kind": "What", "place": "Where", "cases": "Cases",
        "way": "Way between two states", "seized": "Region of seizure",
        "from": "Returning state (the line leads from here)", "to": "Receiving state (to here; the wider, the more cases)",
        "finding": "Lines lead from {froms} states to {tos}: {ways}. People were seized in {regions} regions that are known.",
        "empty": "No return of this edition has two states that the map can draw.",
        "note": "Counted are cases. Lines join points inside two states and show no road. A triangle stands at the chief town "
        "of the region in which people were seized, never at the place itself. Not drawn: {lost} cases without two known "
        "states, and {placeless} without a region of seizure. Outlines: Natural Earth.",
    },
    "ko": {
        "title": "송환 지도", "kind": "구분", "place": "어디", "cases": "사례", "way": "국가 사이의 경로",
        "seized": "체포된 지역", "from": "송환한 국가(선이 시작되는 곳)", "to": "송환된 국가(선이 끝나는 곳, 굵을수록 사례가 많음)",
        "finding": "선은 {froms}개 국가에서 {tos}개 국가로 이어집니다: {ways}. 체포된 지역이 알려진 곳은 {regions}곳입니다.",
        "empty": "이 판에는 지도에 그릴 수 있는 송환이 없습니다.",
        "note": "사례를 셌습니다. 선은 두 국가 안의 한 점을 이은 것이며 실제 길이 아닙니다. 세모는 사람이 체포된 지역의 중심 "
        "도시에 그렸으며 실제 장소가 아닙니다. 두 국가가 모두 알려지지 않은 {lost}건과 체포 지역이 알려지지 않은 "
        "{placeless}건은 그리지 않았습니다. 윤곽선: Natural Earth.",
    },
}  # fmt: skip


def map_of_states(held: Holdings, language: str) -> Picture:
    """The picture `map`."""
    words, cases = WORDS[language], returns(held.cases)
    every = Counter(way for case in cases for way in ways_of(case))
    ways = {way: n for way, n in sorted(every.items(), key=lambda item: (-item[1], item[0])) if _drawn(way)}
    regions = Counter(code for case in cases for code in regions_of(case))
    said = {way: " → ".join(field_terms("receiving_state", [code], language) for code in way) for way in ways}
    lost = sum(1 for case in cases if not any(_drawn(way) for way in ways_of(case)))
    placeless = sum(1 for case in cases if not regions_of(case))
    rows = [(words["way"], said[way], n) for way, n in ways.items()]
    rows += [(words["seized"], _region(code, language), n) for code, n in sorted(regions.items())]
    sheets = Sheets()
    return Picture(
        "map",
        words["title"],
        _finding(ways, said, len(regions), words),
        words["note"].format(lost=lost, placeless=placeless),
        (("kind", words["kind"]), ("place", words["place"]), ("cases", words["cases"])),
        tuple(rows),
        _chart(sheets, ways, regions, words, language),
        sheets,
    )


def regions_of(case: Document) -> list[str]:
    """Regions of seizure that the map can draw, once each."""
    found = (value.get("code") or "" for value in values(case, "seizure_place"))
    return [code for code in dict.fromkeys(found) if code in region_points()]


def _drawn(way: Way) -> bool:
    return UNKNOWN not in way and all(code in state_points() for code in way)


def _region(code: str, language: str) -> str:
    return f"{label('state', code[:2], language)}, {region_name(code, language)}"


def _finding(ways: Mapping[Way, int], said: Mapping[Way, str], regions: int, words: Mapping[str, str]) -> str:
    if not ways:
        return words["empty"]
    told = "; ".join(f"{said[way]} {n}" for way, n in ways.items())
    return words["finding"].format(
        froms=len({one for one, _ in ways}), tos=len({other for _, other in ways}), ways=told, regions=regions
    )


def _chart(
    sheets: Sheets, ways: Mapping[Way, int], regions: Mapping[str, int], words: Mapping[str, str], language: str
) -> alt.Chart | alt.LayerChart:
    lines = dots(sheets, "lines", [_line(way, n) for way, n in ways.items()]).mark_rule(color=DARK, opacity=0.75, strokeCap="round").encode(
        longitude2=alt.Longitude2("lon2"), latitude2=alt.Latitude2("lat2"),
        strokeWidth=alt.StrokeWidth("n:Q", scale=alt.Scale(type="sqrt", domain=[0, 60], range=[1.2, 9]), legend=None),
    )  # fmt: skip
    seized = dots(sheets, "regions", [_at(region_points()[code], n) for code, n in sorted(regions.items())]).mark_point(
        shape="triangle-up", filled=True, fill=WARM, stroke=INK, size=70, opacity=1
    )
    froms = _states(sheets, "from", sorted({one for one, _ in ways}), language).mark_point(
        shape="circle", filled=True, fill=PAPER, stroke=INK, strokeWidth=1.6, size=190, opacity=1
    )
    tos = _states(sheets, "to", sorted({other for _, other in ways}), language).mark_point(
        shape="square", filled=True, fill=INK, size=95, opacity=1
    )
    names = _states(sheets, "names", sorted({code for way in ways for code in way}), language)
    drawn = [lines, froms, tos, seized, *_written(names)]
    legend = key(
        sheets,
        [("circle", PAPER, words["from"]), ("square", INK, words["to"]), ("triangle-up", WARM, words["seized"])],
        68,
    )
    layers = [layer.properties(projection=ASIA.projection) for layer in drawn]
    return framed(alt.layer(land(sheets, ASIA), *layers, legend), ASIA.size, (14, 82, 14, 14))


def _written(names: alt.Chart) -> list[alt.Chart]:
    """The names above, left or right of their points, each with a pale edge so that a line behind it does not cross it out."""
    written = []
    edges: tuple[dict[str, Any], ...] = ({"stroke": PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}, {})
    for edge in edges:
        for side, (align, dx, dy) in SIDES.items():
            text = names.transform_filter(f"datum.side === '{side}'").mark_text(align=align, dx=dx, dy=dy, **edge)
            written.append(text.encode(text=alt.Text("name:N")))
    return written


def _line(way: Way, n: int) -> dict[str, Any]:
    one, other = (state_points()[code] for code in way)
    return {"lon": one[0], "lat": one[1], "lon2": other[0], "lat2": other[1], "n": n}


def _at(point: tuple[float, float], n: int) -> dict[str, Any]:
    return {"lon": point[0], "lat": point[1], "n": n}


def _states(sheets: Sheets, name: str, codes: list[str], language: str) -> alt.Chart:
    sides = places()["label_sides"]
    return dots(
        sheets,
        name,
        (
            {**_at(state_points()[code], 1), "name": label("state", code, language), "side": sides.get(code, "above")}
            for code in codes
        ),
    )
