"""Drawing what an editor writes on: the sheet, the choice between two versions, and what could not be saved, handed back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.codebook.fields import FIELDS
from app.codebook.levels import Level
from app.codebook.vocabularies import offered
from app.editing.drafts.asides import differences
from app.editing.drafts.document import Draft
from app.editing.drafts.kept import Opened
from app.editing.drafts.leaves import WHO, steps_of
from app.editing.entry.choices import Choice, events_seen, people_seen, sources_seen
from app.editing.entry.sheet_draft import rows_in_order
from app.editing.errors import Fault
from app.web.account.here import here
from app.web.desk.entry.form import OF_SOURCE, SOURCE
from app.web.desk.entry.margins import alike, margins, read_as_far
from app.web.desk.entry.shown import sheet_shown
from app.web.desk.house import Act, house_of
from app.web.desk.pages import desk_page

LISTED = 60
"""How many sources or events a list offers without being asked for some of them by words."""
VOCABULARIES = ("source_type", "reliability", "information_basis", "credibility", "certainty", "individual_kind")
NOT_CHOSEN = {"credibility": {"unknown"}}
NO_SOURCE: Mapping[str, Any] = dict.fromkeys((*SOURCE, *OF_SOURCE), "") | {"derives_from": []}
NO_EVENT = {"public_id": "", "label": ""}
STEPS = {WHO: "who it is"}
MOST_PEOPLE = 60
"""People on one sheet: what one form can carry."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How the sheet is to be shown. `check`: with its faults and namesakes; `more`: the row that asked for more lines;
    `faults`, `problem`, `moved`: why it was not handed in.
    """

    check: bool = False
    more: str = ""
    problem: str = ""
    faults: tuple[Fault, ...] = ()
    moved: tuple[str, ...] = ()
    status: int = 200


def sheet_page(request: Request, act: Act, draft: Draft, opened: Opened | None, asked: Asked) -> Response:
    """`opened`: the draft on the server, unless there is none yet."""
    faults = asked.faults or (read_as_far(draft, act.at.date()).faults if asked.check else ())
    key = opened.id if opened else ""
    rows = rows_in_order(draft)
    named = {row: draft.rows[row].get("individual", "") for row in rows}
    sources = sources_seen(act.session, act.ring, act.person.clearance)
    sheet = sheet_shown(draft, margins(act, key, draft, tuple(faults)), asked.more)
    return desk_page(
        request, "draft", title="A source and what it tells", entry="proposals" if opened else "new", status=asked.status,
        draft=draft, opened=opened, asked=asked, revision=opened.revision if opened else "",
        source={**NO_SOURCE, **draft.sheet.get("source", {})}, event={**NO_EVENT, **draft.sheet.get("event", {})},
        sheet=sheet,
        sources=_offered(draft, "source", sources),
        events=_offered(draft, "event", events_seen(act.session, act.ring, act.person.clearance)),
        publishers=sorted({one.of for one in sources}),
        known=people_seen(act.session, act.ring, act.person.clearance, {key for key in named.values() if key}),
        alike=alike(act, house_of(here(request)).known, draft) if asked.check else {},
        counted=len(sheet.places) + len(sheet.faults), most=MOST_PEOPLE,
        codes={name: _codes(name) for name in VOCABULARIES}, levels=[level.code for level in Level],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen before, by leaf, and the leaves that are asked about again: nothing was chosen, or theirs moved."""

    kept: Mapping[str, str]
    again: Collection[str] = ()


NOTHING_CHOSEN = Chosen(MappingProxyType({}))


def choose_page(request: Request, act: Act, opened: Opened, status: int, chosen: Chosen = NOTHING_CHOSEN) -> Response:
    """Both versions, leaf by leaf."""
    shown = []
    for each in differences(act.person, opened.draft):
        versions = {"mine": _words(each.mine), "theirs": _words(each.theirs)}
        stands = _stands(versions, chosen.kept.get(each.leaf, ""), moved=each.leaf in chosen.again)
        shown.append((each.leaf, _where(opened.draft, each.leaf), versions, stands))
    return desk_page(
        request, "draft_choose", title="Two people wrote on this", entry="proposals", status=status, opened=opened,
        shown=shown, revision=opened.revision, again=bool(chosen.again), blind=not opened.draft.aside[act.person.id]["base"],
    )  # fmt: skip


def _stands(versions: Mapping[str, list[str]], before: str, *, moved: bool) -> str:
    """Which of the two is chosen when the page is drawn: as `before`; else the one that has words. Where both have some neither is,
    and where theirs moved, nothing that would drop words: nobody's go unless somebody says so of just these.
    """
    drops = {one for one, words in versions.items() if not words and any(versions.values())}
    if before in versions and not (moved and before in drops):
        return before
    if drops:
        return next(one for one in versions if one not in drops)
    return "" if any(versions.values()) else "theirs"


def _codes(vocabulary: str) -> tuple[tuple[str, str], ...]:
    return tuple(each for each in offered(vocabulary) if each[0] not in NOT_CHOSEN.get(vocabulary, ()))


def _offered(draft: Draft, what: str, found: list[Choice]) -> tuple[list[Choice], int]:
    """What the list offers, and how many there are: all that were asked for by words, or the first."""
    words = str(draft.sheet.get("look_for", {}).get(what, ""))
    chosen = str(draft.sheet.get(what, {}).get("public_id", ""))
    asked = [one for one in found if all(word.casefold() in one.words.casefold() for word in words.split())]
    shown = asked[:LISTED]
    if chosen and chosen not in {one.public_id for one in shown}:
        shown.insert(0, next((one for one in found if one.public_id == chosen), Choice(chosen, chosen)))
    return shown, len(asked)


def _where(draft: Draft, leaf: str) -> str:
    """A leaf in words: whose it is, and what."""
    part, *path = steps_of(leaf)
    sign, _, name = part.partition(":")
    what = " ".join(_label(step) for step in path if step not in {"facts", "for_all"})
    if sign == "row":
        rows = rows_in_order(draft)
        number = f"Person {rows.index(name) + 1}" if name in rows else "A person who was removed"
        return f"{number}: {what}" if what else number
    whole = {"why": "Why", "title": "Title", "todo": "To do", "change": f"Change {name}"}
    if sign == "sheet":
        beginning = "For everybody in this return" if "for_all" in path else name.capitalize()
        return f"{beginning}: {what}" if what else beginning
    return f"{whole.get(sign, part)}{': ' if what else ''}{what}"


def _label(step: str) -> str:
    return FIELDS[step].label.en if step in FIELDS else STEPS.get(step, step.replace("_", " "))


def _words(value: Any) -> list[str]:
    """A version in lines of words; none where there is nothing."""
    if isinstance(value, Mapping):
        return [f"{_label(name)}: {'; '.join(_words(each))}" for name, each in value.items() if each]
    if isinstance(value, list | tuple):
        return [line for each in value for line in ([_cell(each)] if isinstance(each, Mapping) else _words(each))]
    return [str(value)] if value not in {None, ""} else []


def _cell(cell: Mapping[str, Any]) -> str:
    rest = [f"{_label(name)}: {value}" for name, value in cell.items() if name != "value" and value]
    value = str(cell.get("value", ""))
    return f"{value} ({'; '.join(rest)})" if rest else value
