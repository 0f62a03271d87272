"""What is stored with a recorded form: its keys, and its readings parsed once, so that a search need not.

Both are written in the same transaction as the form. `KEY_VERSION` rises when a rule changes, and old rows are
made again.
"""

from __future__ import annotations

from functools import lru_cache

from app.names import cells, han
from app.names.comparing import Weighed, weighed
from app.names.folding import fold
from app.names.keys import FAMILY_ONLY, HIDDEN, PART, class_ways, joined, keys, letters_key
from app.names.reading import Reading, places_of
from app.names.readings import recorded

KEY_VERSION = 2
MAX_WAYS = 2


def index_keys(text: str, born: int | None = None, place: str | None = None) -> dict[str, float]:
    """All keys a recorded form is filed under: `keys`, and those of its parts.

    "?" and all but one syllable (a given name alone, a masked name); "=" and the family name, again with the year
    of birth or the place; "!" and the known syllables, for a name recorded with a mask. A name of no sound that is known here
    (Uyghur, Turkmen) is filed by its letters: whoever types it as it stands finds it.
    """
    readings = recorded(text)
    if not readings:
        return {letters_key(text): 1.0}
    if cells.MASK in readings[0].cells:
        return dict.fromkeys((HIDDEN + joined(way) for way in class_ways(readings[0].cells, MAX_WAYS)), 1.0)
    found = dict(keys(text))
    for one in [one for one in readings if one.cells[0][0] not in han.MARK.values()][:1]:
        for way in class_ways(one.cells, MAX_WAYS):
            found.update(dict.fromkeys(part_keys(way, PART), 0.5))
        found.update(dict.fromkeys(family_keys(one, [born], place), 0.2))
    return found


def part_keys(way: tuple[str, ...], sign: str) -> list[str]:
    """Keys of all but one class, of three or more: each pair, and so on."""
    if len(way) < 3:
        return []
    return [sign + joined(way[:at] + way[at + 1 :]) for at in range(len(way))]


def family_keys(one: Reading, years: list[int | None], place: str | None) -> list[str]:
    """Keys of the family name: alone, with each year of birth, with a place."""
    found = []
    for way in class_ways(one.cells[: one.family], MAX_WAYS):
        name = FAMILY_ONLY + joined(way)
        found += [name, *(f"{name}@{year}" for year in years if year is not None)]
        if place:
            found.append(f"{name}@{fold(place)}")
    return found


def parsed(text: str) -> str:
    """The readings of a form as a short line (cells; family length; log odds; swapped), as secret as the form."""
    return "/".join(f"{' '.join(one.cells)};{one.family};{log:.3f};{int(one.swapped)}" for one, log in weighed(text))


@lru_cache(maxsize=65536)
def unparsed(line: str) -> Weighed:
    """The readings that `parsed` wrote."""
    found = []
    for part in line.split("/"):
        name, family, log, swapped = part.split(";")
        cut = tuple(name.split())
        one = Reading(cut, places_of(cut, int(family)), 0.0, 0.0, swapped == "1")
        found.append((one, float(log)))
    return tuple(found)
