"""In which place each line of a list is read aloud: the one order of a build, and of a reader who knows of somebody hidden since. Pure.

A family stands where the first of its names would, so a place tells of others. Whoever must not be told of is not among the lines that
are placed, nor among the ties that make the families.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

BETWEEN = "\x01"
"""Between the parts of a place: before every letter, so that a part sorts before those that begin with it."""
NAMELESS = "~"
"""Stands for the name of somebody who has none: behind all names."""
CASE, OTHERS = 0, 1


class ToPlace(NamedTuple):
    """What a line's place comes of. `section` and `day` as places spell them; `event`: of its return, or empty; `kind`: `CASE`, or
    `OTHERS` for all others of a return, who stand behind its cases and have neither `person` nor `name`; `key`: the line's own id.
    """

    section: str
    day: str
    event: str
    kind: int
    person: str
    name: str
    key: str


def places(lines: Iterable[ToPlace], families: Mapping[str, str]) -> dict[str, str]:
    """For each line by its key what it is sorted by: section, day, the return or else the family, and the family by the first of its
    names. `families`: of people with a tie the name of all who are tied (`kin.together`); whole families, with all of their lines.
    """
    known = list(lines)
    first: dict[tuple[str | int, ...], str] = {}
    for line in known:
        group = _group(line, families)
        first[group] = min(line.name, first.get(group, line.name))
    return {line.key: _place(line, _group(line, families), first) for line in known}


def section_and_day(place: str) -> tuple[str, str]:
    """The parts of a place that nobody else has a share in."""
    section, day, _ = place.split(BETWEEN, 2)
    return section, day


def name_read(name: Mapping[str, str | None] | None) -> str:
    """The name by which a line is placed."""
    said = name or {}
    return said.get("latin") or said.get("hangul") or NAMELESS


def _group(line: ToPlace, families: Mapping[str, str]) -> tuple[str | int, ...]:
    """Those who stand together: the people of a family in a return, or on a day."""
    family = families.get(line.person, line.person)
    return line.section, line.day, line.event or family, line.kind, family


def _place(line: ToPlace, group: tuple[str | int, ...], first: Mapping[tuple[str | int, ...], str]) -> str:
    *together, family = group
    return BETWEEN.join(map(str, (*together, first[group], family, line.name, line.key)))
