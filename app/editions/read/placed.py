"""The places of lines that stood with somebody who is gone, as the next edition will place them.

An edition places a family where the first of its names would stand. Were those places left as they are, the order of a list would
tell of a relative whom nobody may know of any more, and so would two who stay side by side although only that relative ties them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from app.editions.bits import ones
from app.editions.kin import together
from app.editions.places import CASE, ToPlace, name_read, places, section_and_day
from app.editions.read.gone import gone, withdrawn_cases
from app.editions.read.opening import Edition

AS_BUILT: Mapping[str, str] = MappingProxyType({})
Placed = tuple[str, dict[str, Any]]
"""The place of a line as it was built, and its document."""


def places_now(edition: Edition) -> Mapping[str, str]:
    """By id of the line its place, of all who were tied to somebody who is gone, by whatever way; all others stay where they are."""
    return edition.once("places", lambda: _places(edition)) if gone(edition) else AS_BUILT


def _places(edition: Edition) -> Mapping[str, str]:
    hidden = gone(edition)
    left = [
        (place, line) for place, line in _tied_to_the_gone(edition) if hidden.isdisjoint((line["id"], line["event"]))
    ]
    ties = ((line["individual"], other) for _, line in left for other in line["kin"] if other not in hidden)
    return places((_to_place(place, line) for place, line in left), together(ties))


def _to_place(place: str, line: Mapping[str, Any]) -> ToPlace:
    return ToPlace(
        *section_and_day(place), line["event"] or "", CASE, line["individual"], name_read(line["name"]), line["id"]
    )


def _tied_to_the_gone(edition: Edition) -> Iterator[Placed]:
    """All lines of whole families, as the edition ties them: of each in which somebody has a case that is gone."""
    ahead = {who for (who,) in edition.rows_of("individual", "case_row", "n", ones(withdrawn_cases(edition)))}
    seen = set(ahead)
    while ahead:
        found = list(_lines_of(edition, ahead))
        yield from found
        ahead = {other for _, line in found for other in line["kin"]} - seen
        seen |= ahead


def _lines_of(edition: Edition, people: Iterable[str]) -> Iterator[Placed]:
    cases = [key for (key,) in edition.rows_of("id", "case_row", "individual", people)]
    return ((place, json.loads(said)) for place, said in edition.rows_of("place, document", "list_line", "id", cases))
