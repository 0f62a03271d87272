"""What is told of has happened: a day that surely lies ahead is a fault of a draft, whatever way it came."""

from __future__ import annotations

from datetime import date

import pytest

from app.codebook.dates import TO_COME, partial_date
from app.codebook.fields import FIELDS
from app.editing.drafts import changes as c
from app.editing.drafts.to_come import days_to_come
from app.editing.entry.advice import advice_on
from app.editing.entry.correcting import Correction, correct, correctable
from app.editing.entry.interpret import as_far_as_read
from app.editing.entry.sheet import read_sheet
from app.editing.entry.typed import typed
from app.editing.errors import BadDraft
from tests.editing.desk import ANN, AT, CLEO, Desk
from tests.editing.house import NAMES, fill
from tests.editing.test_sheet import SOURCE, TODAY, cells, sheet

AHEAD = ("2099-05", "2050", "2026-12", "2026-11-26", "2027~", "2027/2028", "2031/")
PERHAPS = ("2026", "2026-11", "2026-11-24", "2026~", "2020/2030", "2013-05", "/2030")
OF_A_DAY = [code for code, field in FIELDS.items() if field.kind == "date"]


def claim(field: str, text: str) -> c.NewClaim:
    return c.NewClaim(ref="x", subject="@p", field=field, value=typed(field, text), source="@s")


@pytest.mark.parametrize("field", OF_A_DAY)
@pytest.mark.parametrize("day", AHEAD)
def test_a_day_of_any_field_that_lies_ahead_is_a_fault_and_is_said_beside_the_cell(field, day):
    one = claim(field, day)
    assert [(f.where, f.sentence) for f in days_to_come([one], TODAY)] == [("x", TO_COME)]
    assert (TO_COME, True) in [(said.sentence, said.warns) for said in advice_on([one], TODAY)]


@pytest.mark.parametrize("field", OF_A_DAY)
@pytest.mark.parametrize("day", PERHAPS)
def test_what_only_may_lie_ahead_is_none(field, day):
    one = claim(field, day)
    assert days_to_come([one], TODAY) == ()
    assert TO_COME not in [said.sentence for said in advice_on([one], TODAY)]


def test_in_the_east_it_is_tomorrow_already():
    assert not partial_date("2026-11-25").is_to_come(date(2026, 11, 24))
    assert partial_date("2026-11-26").is_to_come(date(2026, 11, 24))


def test_a_sheet_names_every_such_cell_and_the_source():
    one = sheet(2)
    one["source"] = SOURCE | {"published": "2031"}
    one["event"]["for_all"] |= cells(return_date="2099-05")  # type: ignore[index]
    one["people"][0]["facts"] |= cells(birth="2050")  # type: ignore[index]
    changes, faults = as_far_as_read(read_sheet(one))
    assert faults == ()
    assert {fault.where for fault in days_to_come(changes, TODAY)} == {
        "source.published", "p0.birth.1", "p0.return_date.1", "p1.return_date.1",
    }  # fmt: skip


def test_a_draft_of_changes_is_not_handed_in_with_one(desk: Desk):
    fill(desk)
    one = c.NewClaim(
        ref="x", subject=desk.by_name(NAMES[0]), field="birth", value=typed("birth", "2050"), source=desk.source()
    )
    with pytest.raises(BadDraft, match=TO_COME):
        desk.propose(one, by=ANN)


def test_a_correction_says_it_of_the_value(desk: Desk):
    fill(desk)
    subject = desk.by_name(NAMES[0])
    old = next(one for one in desk.rows().claims if (one.subject, one.field) == (subject, "birth"))
    seen = correctable(desk.session, desk.ring, CLEO, subject, old.ref)
    with pytest.raises(BadDraft) as refused:
        correct(desk.session, desk.ring, CLEO, subject, old.ref, Correction("2050", "a slip"), seen.revision, AT)
    assert [(fault.where, fault.sentence) for fault in refused.value.faults] == [("value", TO_COME)]
