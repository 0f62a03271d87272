"""Where the maps put things: outlines cut from Natural Earth, and coarse points chosen by hand. No tile server, no look-up."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import altair as alt

from app.publishing.pictures.theme import LINE, QUIET, Sheets

Point = tuple[float, float]
SEA, LAND = "#eef2f3", "#f6f2e7"


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world on paper: which outlines, its centre, its scale, its size."""

    outlines: str
    centre: Point
    scale: float
    size: tuple[int, int]

    @property
    def projection(self) -> alt.Projection:
        return alt.Projection(
            type="mercator",
            center=list(self.centre),
            scale=self.scale,
            translate=[self.size[0] / 2, self.size[1] / 2],
        )


@dataclass(frozen=True, slots=True)
class Crossing:
    """A crossing or a point of departure that published routes name. `side`: of its point on which its name stands."""

    code: str
    at: Point
    label: Mapping[str, str]
    side: str = "right"


@cache
def places() -> dict[str, Any]:
    """The points chosen by hand (places.toml)."""
    return tomllib.loads(_file("places.toml"))


@cache
def state_points() -> Mapping[str, Point]:
    """A point inside each state that the maps can draw."""
    return {code: (at[0], at[1]) for code, at in places()["states"].items()}


@cache
def region_points() -> Mapping[str, Point]:
    """The chief towns of regions (ISO 3166-2)."""
    return {code: (at[0], at[1]) for code, at in places()["regions"].items()}


def region_name(code: str, language: str) -> str:
    """What a region of ISO 3166-2 is called, or its code."""
    found: str = places()["region_names"].get(code, {}).get(language, code)
    return found


@cache
def crossings_by_route() -> Mapping[str, tuple[Crossing, ...]]:
    """What each published route names, as a person read it."""
    known = {
        code: Crossing(code, (c["at"][0], c["at"][1]), {"en": c["en"], "ko": c["ko"]}, c.get("side", "right"))
        for code, c in places()["crossings"].items()
    }
    return {route["said"]: tuple(known[code] for code in route["crossings"]) for route in places()["routes"]}


def land(sheets: Sheets, window: Window) -> alt.LayerChart:
    """Sea and outlines of the window."""
    frame = [{"x": 0, "y": 0, "x2": window.size[0], "y2": window.size[1]}]
    sea = (
        sheets.chart("frame", frame)
        .mark_rect(color=SEA, stroke=LINE)
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            x2=alt.X2("x2"),
            y2=alt.Y2("y2"),
        )
    )
    shapes = sheets.chart(window.outlines, outlines()[window.outlines]).mark_geoshape(
        fill=LAND, stroke=QUIET, strokeWidth=0.6, clip=True
    )
    drawn: alt.LayerChart = sea + shapes.properties(projection=window.projection)
    return drawn


def dots(sheets: Sheets, name: str, values: Iterable[Mapping[str, Any]]) -> alt.Chart:
    """A chart of points: `lon`, `lat` and whatever else they carry."""
    return sheets.chart(name, values).encode(longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q"))


@cache
def outlines() -> Mapping[str, Any]:
    """The outlines of each window, by the name under which a chart asks for them."""
    found = json.loads(_file("outlines.json"))
    return {name: found[name]["features"] for name in ("asia", "border")}


def _file(name: str) -> str:
    return resources.files("app.publishing.pictures").joinpath(name).read_text(encoding="utf-8")
