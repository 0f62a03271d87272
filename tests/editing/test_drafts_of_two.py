"""What two people wrote on one sheet, at once: what one said is of somebody is not of whom the other wrote. All people are synthetic."""

from __future__ import annotations

from typing import Any

import pytest

from app.editing.drafts.asides import keep_aside, settle
from app.editing.drafts.document import Draft, as_high_as_either
from app.editing.drafts.kept import open_draft, start
from app.editing.entry.sheet_draft import save_sheet
from app.editing.errors import Stale
from tests.editing.desk import ANN, AT, DORA, Desk

ROW = "p1abcde"
SOURCE = {"public_id": "", "title": "A synthetic report", "author": "", "publisher": ""}
EVENT: dict[str, Any] = {"public_id": "", "label": "A synthetic return", "facts": {}, "for_all": {}}


def sheet(
    *, level: str = "vetted", row: dict[str, Any] | None = None, source: str = "", title: str = "", **event: Any
) -> Draft:
    said = {"source": {**SOURCE, "public_id": source}, "event": {**EVENT, **event}, "level": level, "subjects": level}
    said["source"] |= {"title": title} if title else {}
    return Draft(title="t", why="w", sheet=said, rows={ROW: {"kind": "named", **person(), **(row or {})}})


def person(name: str = "Synthetic One", individual: str = "", **facts: str) -> dict[str, Any]:
    told = {"name": name, **facts}
    return {"individual": individual, "case": "", "facts": {field: [{"value": value}] for field, value in told.items()}}


def two(desk: Desk, first: Draft, mine: Draft, theirs: Draft) -> Draft:
    key = start(desk.session, desk.ring, ANN, first, AT)
    revision = open_draft(desk.session, desk.ring, ANN, key).revision
    save_sheet(desk.session, desk.ring, ANN, key, theirs, revision, AT)
    return save_sheet(desk.session, desk.ring, DORA, key, mine, revision, AT).draft


SOMEBODY = "a" * 16
APART = {
    "a person": (sheet(row=person(individual=SOMEBODY)), sheet(row=person("Synthetic Another", birth="1931")), f"row:{ROW}"),
    "a source": (sheet(source=SOMEBODY), sheet(title="Another synthetic report"), "sheet:source"),
    "a return": (sheet(public_id=SOMEBODY), sheet(label="Another synthetic return"), "sheet:event"),
}  # fmt: skip


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("of", APART)
def test_who_it_is_and_what_is_written_of_them_are_asked_about_together(desk: Desk, of: str, first: int) -> None:
    *both, whole = APART[of]
    with pytest.raises(Stale) as refused:
        two(desk, sheet(), both[first], both[1 - first])
    assert refused.value.parts == (whole,)


def test_who_it_is_and_what_is_written_of_somebody_else_are_not(desk: Desk) -> None:
    chosen = sheet(row=person(individual=SOMEBODY))
    assert two(desk, sheet(), chosen, sheet(title="Another synthetic report")).rows[ROW]["individual"] == SOMEBODY


@pytest.mark.parametrize("lowers", [True, False])
def test_nobody_lowers_a_level_under_which_another_wrote(desk: Desk, lowers: bool) -> None:
    wrote, lower = sheet(level="sealed", row=person(birth="1931")), sheet(level="vetted")
    one, other = (lower, wrote) if lowers else (wrote, lower)
    found = two(desk, sheet(level="sealed"), one, other)
    assert found.sheet["level"] == "sealed" and found.rows[ROW]["facts"]["birth"] == [{"value": "1931"}]


def test_whoever_wrote_alone_lowers_it(desk: Desk) -> None:
    key = start(desk.session, desk.ring, ANN, sheet(level="sealed"), AT)
    revision = open_draft(desk.session, desk.ring, ANN, key).revision
    found = save_sheet(desk.session, desk.ring, ANN, key, sheet(level="vetted"), revision, AT)
    assert found.draft.sheet["level"] == "vetted"


def test_nor_by_the_page_that_asks_about_something_else(desk: Desk) -> None:
    key = start(desk.session, desk.ring, ANN, sheet(level="sealed"), AT)
    revision = open_draft(desk.session, desk.ring, ANN, key).revision
    wrote = sheet(level="sealed", row=person(birth="1931")).model_copy(update={"why": "theirs"})
    save_sheet(desk.session, desk.ring, ANN, key, wrote, revision, AT)
    lower = sheet(level="public").model_copy(update={"why": "mine"})
    with pytest.raises(Stale):
        save_sheet(desk.session, desk.ring, DORA, key, lower, revision, AT)
    opened = keep_aside(desk.session, desk.ring, DORA, key, lower, revision, AT)
    found = settle(desk.session, desk.ring, DORA, key, {"why": "mine"}, opened.revision, AT)
    assert (found.draft.why, found.draft.sheet["level"]) == ("mine", "sealed")


def test_a_level_that_nobody_wrote_is_vetted(desk: Desk) -> None:
    unsaid = sheet(row=person(birth="1931"))
    unsaid = unsaid.model_copy(update={"sheet": {key: each for key, each in unsaid.sheet.items() if key != "level"}})
    assert as_high_as_either(unsaid, unsaid, sheet(level="public")).sheet["level"] == "vetted"
    assert as_high_as_either(Draft(), Draft(), sheet(level="sealed")).sheet == {}
