"""A source entered once, with everybody it tells of; what is typed is explained, and every faulty cell is named."""

from __future__ import annotations

from datetime import date

import pytest

from app.codebook.levels import Level, Standing
from app.editing.drafts import changes as c
from app.editing.entry.advice import advice_on
from app.editing.entry.interpret import NO_SUCH_ID, as_far_as_read, changes_of
from app.editing.entry.sheet import read_sheet
from app.editing.entry.typed import typed
from app.editing.errors import BadDraft
from tests.editing.desk import Desk

TODAY = date(2026, 11, 24)
SOURCE = {
    "title": "A synthetic testimony",
    "publisher_key": "synthetic",
    "type": "victim_testimony",
    "reliability": "b",
    "information_basis": "witnessed",
}


def cells(**facts: str) -> dict[str, list[dict[str, str]]]:
    return {field: [{"value": value}] for field, value in facts.items()}


def sheet(people: int = 12) -> dict[str, object]:
    return {
        "source": SOURCE,
        "event": {
            "label": "A synthetic return",
            "facts": cells(count="60-80;witness_estimate"),
            "for_all": cells(
                return_date="2013-05", returning_state="CN", receiving_state="KP", case_category="forced_return"
            ),
        },
        "people": [{"row": f"p{n}", "facts": cells(name=f"Synthetic {n}", sex="female")} for n in range(people)],
    }


def test_twelve_people_are_entered_with_what_holds_for_all_typed_once(desk: Desk) -> None:
    desk.record(*changes_of(read_sheet(sheet())))
    rows = desk.rows()
    assert (len(rows.individuals), len(rows.cases), len(rows.events), len(rows.sources)) == (12, 12, 1, 1)
    assert sum(r.field == "return_date" for r in rows.claims) == 12
    assert {r.basis for r in rows.claims} == {"witnessed"} and {r.level for r in rows.claims} == {Level.VETTED}


def test_what_an_editor_chose_is_not_said_to_be_printed_in_the_source() -> None:
    one = sheet(1)
    one["people"][0]["facts"] |= cells(age_at_return="39;korean", origin_place="Tumen|CN-22", occupation="a weaver")  # type: ignore[index]
    one["people"][0]["facts"]["birth"] = [{"value": "1974", "wording": "in the year of the tiger"}]  # type: ignore[index]
    printed = {x.field: x.wording for x in changes_of(read_sheet(one)) if isinstance(x, c.NewClaim) and x.wording}
    assert printed == {"name": "Synthetic 0", "occupation": "a weaver", "birth": "in the year of the tiger"}


def test_only_departures_are_typed(desk: Desk) -> None:
    one = sheet(2)
    one["people"][0]["facts"] |= cells(return_date="2013-06")  # type: ignore[index]
    desk.record(*changes_of(read_sheet(one)))
    assert sorted(r.value.text for r in desk.rows().claims if r.field == "return_date") == ["2013-05", "2013-06"]


def test_several_values_stand_side_by_side_one_preferred_with_a_reason() -> None:
    one = sheet(1)
    one["people"][0]["facts"]["birth"] = [{"value": "1970"}, {"value": "1971", "preferred_because": "a document"}]  # type: ignore[index]
    births = [x for x in changes_of(read_sheet(one)) if isinstance(x, c.NewClaim) and x.field == "birth"]
    assert [(b.value.text, b.standing, b.ruled_because) for b in births] == [
        ("1970", Standing.ACTIVE, ""),
        ("1971", Standing.PREFERRED, "a document"),
    ]


def test_every_faulty_cell_is_named_at_once() -> None:
    one = sheet(2)
    one["people"][0]["facts"] |= cells(birth="1970-13", sex="femal", age_at_return="about forty", count="3")  # type: ignore[index]
    one["source"] = SOURCE | {"type": "rumour", "title": " "}
    with pytest.raises(BadDraft) as refused:
        changes_of(read_sheet(one))
    assert {fault.where for fault in refused.value.faults} == {
        "source.type", "source.title", "p0.birth.1", "p0.sex.1", "p0.age_at_return.1", "p0.count",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("age_at_return", "39", {"text": "39", "low": 39, "high": 39, "basis": "stated_unclear"}),
        ("age_at_return", "40-49;korean", {"text": "40-49", "low": 40, "high": 49, "basis": "korean"}),
        ("count", "60-;media_report", {"text": "60-", "low": 60, "basis": "media_report"}),
        ("seizure_place", "Tumen|CN-22", {"text": "Tumen", "code": "CN-22"}),
        ("name", "김○금", {"text": "김○금", "script": "Hang", "form": "masked", "scheme": "as_published"}),
        ("name", "김〇금", {"text": "김〇금", "script": "Hang", "form": "masked", "scheme": "as_published"}),
        (
            "name",
            "Kim Xang-mi",
            {"text": "Kim Xang-mi", "script": "Latn", "form": "as_published", "scheme": "as_published"},
        ),
        ("outcome", "imprisoned", {"term": "imprisoned"}),
    ],
)
def test_a_cell_is_read_as_the_codebook_has_it(field: str, text: str, value: dict[str, object]) -> None:
    read = typed(field, text).model_dump(exclude_none=True)
    assert {key: read[key] for key in read if key != "kind"} == value


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"return_date": "2013-05"}, "some day in May 2013."),
        ({"birth": "2000", "return_date": "2013-05-28"}, "A child at the return: 12 to 13 years."),
        ({"birth": "2000", "return_date": "2013-05-28", "age_at_return": "39;international"}, "This age does not fit the dates of birth and return. It is kept, and marked."),
        ({"birth": "2015"}, "A child today: 10 to 11 years. Two people decide how they appear."),
        ({"age_at_return": "16;korean"}, "14 to 15 years in international years."),
    ],
)  # fmt: skip
def test_what_is_typed_is_explained(facts: dict[str, str], said: str) -> None:
    one = sheet(1) | {"event": {"label": "e"}}
    one["people"][0]["facts"] = cells(**facts)  # type: ignore[index]
    claims = [x for x in changes_of(read_sheet(one)) if isinstance(x, c.NewClaim)]
    assert said in [advice.sentence for advice in advice_on(claims, TODAY)]


def test_an_adult_today_is_not_called_a_child_today() -> None:
    one = sheet(1)
    one["people"][0]["facts"] = cells(birth="1997", return_date="2013-05-28")  # type: ignore[index]
    claims = [x for x in changes_of(read_sheet(one)) if isinstance(x, c.NewClaim)]
    said = " ".join(advice.sentence for advice in advice_on(claims, TODAY))
    assert "A child at the return" in said and "today" not in said


@pytest.mark.parametrize("where", ["source.public_id", "event", "p0"])
def test_an_id_that_is_too_long_for_any_change_is_a_fault_beside_it(where: str) -> None:
    one, endless = sheet(1), "x" * 200
    if where == "p0":
        one["people"][0] |= {"individual": endless, "case": endless}  # type: ignore[index]
    else:
        one[where.partition(".")[0]] = {"public_id": endless} | ({"title": ""} if where != "event" else {})
    _, faults = as_far_as_read(read_sheet(one))
    assert (where, NO_SUCH_ID) in {(fault.where, fault.sentence) for fault in faults}
    assert not any("pydantic" in fault.sentence for fault in faults)
