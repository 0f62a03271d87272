"""A frozen list against the edition of today: the lines that are still there, and what it says of itself on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.editions.errors import BadQuery
from app.editions.read.list_query import ListQuery, list_parameters, read_list_query
from app.editions.read.lists import chosen_lines, lines_by_id
from app.editions.read.opening import Edition
from app.noticeboard.frozen import MOST_LINES, FrozenList, Standing, freeze, standing
from app.noticeboard.opening import Noticeboard
from app.sharing.printing.sheet import Frozen, Mark
from app.web.reading.list_query import list_info

LISTS = "/lists/"


@dataclass(frozen=True, slots=True)
class Shown:
    """`frozen`: as it was pinned up; `now`: what became of its lines; `paper`: what can be printed of it."""

    frozen: FrozenList
    query: ListQuery
    now: Standing
    paper: Frozen
    newer: bool


def freeze_query(board: Noticeboard, edition: Edition, query: ListQuery, today: str) -> FrozenList:
    """Freeze the list that the query asks. BadQuery for one without lines or with too many."""
    found = chosen_lines(edition, query)
    if not found:
        raise BadQuery("list", "Nobody is on this list, so there is nothing to freeze.")
    if len(found) > MOST_LINES:
        raise BadQuery("list", "A frozen list has at most 50,000 lines; narrow it.")
    return freeze(board, (edition.content, edition.number, edition.date), list_parameters(query), found, today)


def shown(frozen: FrozenList, edition: Edition, base: str) -> Shown:
    """The list as it stands today. `base`: the house's own address; empty, and nothing can be printed."""
    query = read_list_query(frozen.asked)
    present = lines_by_id(edition, (key for key, _ in frozen.lines), query.purpose)
    now = standing(frozen, present)
    info = replace(
        list_info(edition, query), content=frozen.edition, number=frozen.edition_number, date=frozen.edition_date
    )
    mark = Mark(frozen.number, frozen.sha256, frozen.frozen_on, f"{base}{LISTS}{frozen.key}", now.struck, now.changed)
    kept = [(number, present[key]) for number, (key, _) in enumerate(frozen.lines, 1) if key in present]
    paper = Frozen(info, mark, tuple(number for number, _ in kept), tuple(line for _, line in kept))
    return Shown(frozen, query, now, paper, frozen.edition != edition.content)
