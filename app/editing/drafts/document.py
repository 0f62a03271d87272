"""A draft: the words and values of a proposal, as one document and as parts that can be edited apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from app.codebook.levels import Level
from app.editing.drafts.changes import Change
from app.editing.drafts.leaves import BASE, ROW, SHEET, TITLE, leaves_of, parts_from
from app.editing.errors import BadDraft, Fault
from app.names.letters import unseen_letter

LATER = frozenset({"aside", "handed_in", "named"})
LEVELS_OF_A_SHEET = ("level", "subjects")
DIGEST = 16
"""Hexadecimal digits of the hash of one change."""
CHANGE, TODO, ASIDE = "change:", "todo:", "aside:"


class Seen(BaseModel):
    """A revision of an existing person, case or event that the author looked at, and with which clearance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clearance: Level
    token: str


class Draft(BaseModel):
    """`why`: the reason in words. `sheet`: a form as far as it is filled in; it need not be complete or right yet.

    `base`: what the author had before them, by public id. `todos`: what is still to do, by name. `aside`: by actor, what they
    typed and somebody else had changed meanwhile, until they have chosen (`app.editing.drafts.asides`). `handed_in`: by
    public id, the revisions as each level below its author's saw them, lowest first, when it was handed to review. `named`: the
    subjects and sources that it named whenever it was handed in: these are there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    why: str = ""
    sheet: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {}
    changes: tuple[Change, ...] = ()
    base: dict[str, Seen] = {}
    todos: dict[str, str] = {}
    aside: dict[str, dict[str, Any]] = {}
    handed_in: dict[str, tuple[str, ...]] = {}
    named: tuple[str, ...] = ()

    def canonical(self) -> str:
        """One text for one content. What came later is left out where it is empty: the hashes of drafts from before it stay."""
        whole = self.model_dump(mode="json")
        kept = {name: value for name, value in whole.items() if value or name not in LATER}
        return json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def digest(self) -> bytes:
        return hashlib.sha256(self.canonical().encode()).digest()


def digests(draft: Draft) -> dict[str, str]:
    """A short hash of each change, by its ref: whether it is the same as at another time."""
    return {
        change.ref: hashlib.sha256(change.model_dump_json().encode()).hexdigest()[:DIGEST] for change in draft.changes
    }


def parts_of(draft: Draft) -> dict[str, Any]:
    """The draft as parts: each leaf of its sheet and rows, each change, to-do and seen revision by itself.

    Not what was noted when it was handed in: whatever is written in it after that is handed in anew.
    """
    whole = draft.model_dump(mode="json")
    parts: dict[str, Any] = {TITLE: whole["title"], "why": whole["why"]}
    parts |= leaves_of(SHEET, whole["sheet"]) | leaves_of(ROW, whole["rows"])
    for sign, name in ((BASE, "base"), (TODO, "todos"), (ASIDE, "aside")):
        parts |= {f"{sign}{key}": value for key, value in whole[name].items()}
    return parts | {f"{CHANGE}{each['ref']}": each for each in whole["changes"]}


def draft_of(parts: Mapping[str, Any], order: tuple[str, ...] = ()) -> Draft:
    """The draft with these parts. `order`: refs of changes in the order wanted; others follow by name."""
    place = {ref: number for number, ref in enumerate(order)}
    refs = [name.removeprefix(CHANGE) for name in parts if name.startswith(CHANGE)]
    refs.sort(key=lambda ref: (place.get(ref, len(place)), ref))

    def kept(sign: str) -> dict[str, Any]:
        return {name.removeprefix(sign): value for name, value in parts.items() if name.startswith(sign)}

    return read_draft({
        "title": parts[TITLE],
        "why": parts["why"],
        "sheet": parts_from(SHEET, parts),
        "rows": parts_from(ROW, parts),
        "base": kept(BASE),
        "todos": kept(TODO),
        "aside": kept(ASIDE),
        "changes": [parts[CHANGE + ref] for ref in refs],
    })  # fmt: skip


def titled_by_source(draft: Draft, *versions: Draft) -> Draft:
    """A draft that was merged of these, called as its source is there where they have different ones."""
    called = _called(draft)
    if not called or all(_called(each) == called for each in versions):
        return draft
    title = next((each.title for each in versions if _called(each) == called), called)
    return draft.model_copy(update={"title": title})


def as_high_as_either(draft: Draft, *versions: Draft) -> Draft:
    """A draft that was merged of these, its sheet at the higher of their levels: nobody lowers what another typed under a higher one."""
    if not draft.sheet:
        return draft
    sheet = dict(draft.sheet)
    for key in LEVELS_OF_A_SHEET:
        if any(each.sheet.get(key) for each in versions):
            named = [each.sheet.get(key) or Level.VETTED.code for each in versions if each.sheet]
            sheet[key] = max((level for level in Level if level.code in named), default=Level.PUBLIC).code
    return draft.model_copy(update={"sheet": sheet})


def read_draft(content: Any) -> Draft:
    """A draft from plain JSON. BadDraft says where it is none, and never repeats what was written there."""
    try:
        return Draft.model_validate(content)
    except ValidationError as problem:
        raise BadDraft(Fault(_where(each["loc"]), each["msg"]) for each in problem.errors()) from None


def check_letters(content: Any) -> None:
    """BadDraft says where plain JSON holds a letter that cannot be seen: no database, or no page, could give it back as it stands."""
    faults = [
        Fault(_where(place), f"It holds a letter that cannot be seen ({letter}).") for place, letter in _unseen(content)
    ]
    if faults:
        raise BadDraft(faults)


def _unseen(content: Any, place: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    if isinstance(content, str) and (letter := unseen_letter(content)):
        yield place, letter
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for step, part in parts:
        yield from _unseen(part, (*place, step))


def _called(draft: Draft) -> str:
    """What a title follows from: the source that is there already, or the title that was typed for it; empty without either."""
    source = draft.sheet.get("source")
    return str(source.get("public_id") or source.get("title") or "").strip() if isinstance(source, dict) else ""


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in place) or "draft"
