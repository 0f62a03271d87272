"""All pictures of an edition as rows of its table `picture`: SVG, data as JSON and CSV, specification, in each language."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from app.codebook.levels import EDITION_LEVELS
from app.editions.build.rows import Rows
from app.editions.cells import csv_line
from app.editions.schema import COLUMNS
from app.publishing.pictures.crossings import crossings
from app.publishing.pictures.draw import as_text, specification, svg
from app.publishing.pictures.named import named_so_far
from app.publishing.pictures.outcomes import by_outcome
from app.publishing.pictures.people import by_age_and_sex
from app.publishing.pictures.picture import Holdings, Picture
from app.publishing.pictures.states import map_of_states
from app.publishing.pictures.ways import by_way
from app.publishing.pictures.years import by_year
from app.sharing.labels import LANGUAGES

PICTURES: tuple[Callable[[Holdings, str], Picture], ...] = (
    by_year, by_way, map_of_states, crossings, by_age_and_sex, by_outcome, named_so_far,
)  # fmt: skip
"""In the order in which they are shown."""


def picture_rows(rows: Rows) -> list[tuple[Any, ...]]:
    """Name, media type and body of every file of every picture. A name is `language/picture.kind`."""
    return list(_drawn(_bodies(rows, "case_row"), _bodies(rows, "event_row")))


@lru_cache(maxsize=len(EDITION_LEVELS))
def _drawn(cases: tuple[bytes, ...], events: tuple[bytes, ...]) -> tuple[tuple[str, str, bytes], ...]:
    """All files; kept for as long as an edition says the same, since the publisher looks at each change of the vault."""
    held = Holdings(tuple(map(json.loads, cases)), tuple(map(json.loads, events)))
    found: list[tuple[str, str, bytes]] = []
    for language in LANGUAGES:
        drawn = [draw(held, language) for draw in PICTURES]
        found.append((f"{language}/pictures.json", "application/json", _index(drawn)))
        for picture in drawn:
            found += [(f"{language}/{picture.name}.{kind}", media, body) for kind, media, body in _files(picture)]
    return tuple(sorted(found))


def _bodies(rows: Rows, table: str) -> tuple[bytes, ...]:
    at = COLUMNS[table].index("document")
    return tuple(row[at] for row in rows[table])


def _files(picture: Picture) -> list[tuple[str, str, bytes]]:
    text = as_text(specification(picture))
    return [
        ("svg", "image/svg+xml", svg(text).encode()),
        ("json", "application/json", _as_json(_said(picture))),
        ("csv", "text/csv", _as_csv(picture)),
        ("vl.json", "application/json", text.encode()),
    ]


def _index(pictures: list[Picture]) -> bytes:
    return _as_json([{"name": p.name, "title": p.title, "finding": p.finding} for p in pictures])


def _said(picture: Picture) -> dict[str, object]:
    """The picture without its drawing: what a page needs for the table beside it."""
    return {
        "name": picture.name, "title": picture.title, "finding": picture.finding, "note": picture.note,
        "columns": [{"code": code, "label": label} for code, label in picture.columns], "rows": picture.records(),
    }  # fmt: skip


def _as_json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _as_csv(picture: Picture) -> bytes:
    header = csv_line(code for code, _ in picture.columns)
    return header + b"".join(csv_line("" if cell is None else str(cell) for cell in row) for row in picture.rows)
