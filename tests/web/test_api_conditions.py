"""The conditions of the API say what they mean: left out, listed, days, ages, what is known, in which order, how much."""

from __future__ import annotations

import csv
import io
import json

import pytest


def _ids(read, asked: str) -> set[str]:
    return {item["id"] for item in read(f"/api/v1/cases?{asked}").json()["items"]}


def test_left_out_and_listed(read):
    every, female = _ids(read, ""), _ids(read, "sex=female")
    assert female and _ids(read, "sex.not=female") == every - female
    assert _ids(read, "sex.in=female,male") == female | _ids(read, "sex=male")
    assert read("/api/v1/cases?sex=female&sex.in=male").status_code == 400


def test_unknown_not_assessed_and_withheld_are_three_things(read):
    every = _ids(read, "")
    parts = [_ids(read, f"{state}=name") for state in ("has", "lacks", "withheld")]
    assert set.union(*parts) == every
    assert sum(map(len, parts)) == len(every)
    assert _ids(read, "withheld=name") == {
        i["id"] for i in read("/api/v1/cases").json()["items"] if "name" in i["withheld"]
    }
    assert _ids(read, "lacks=outcome").isdisjoint(_ids(read, "has=outcome"))


def test_an_uncertain_day_is_possible_and_not_certain(read):
    asked = "returned_after=2023-10-09&returned_before=2023-10-09"
    certain = _ids(read, f"{asked}&date_match=certain")
    assert certain <= _ids(read, asked)
    assert certain


@pytest.mark.parametrize(
    ("asked", "parameter", "nearest"),
    [
        ("sex.no=female", "sex.no", "sex.not"), ("sex.not=femal", "sex.not", "female"), ("returned_after=2013", "returned_after", None),
        ("returned_after=2013-02-30", "returned_after", None), ("seized_after=2014-01-01&seized_before=2013-01-01", "seized_before", None),
        ("date_match=sure", "date_match", None), ("age_min=130", "age_min", None), ("age_min=9&age_max=8", "age_max", None),
        ("lacks=outcom", "lacks", "outcome"), ("fields=nam", "fields", "name"), ("sort=names", "sort", "name"),
        ("include=claim", "include", "claims"), ("limit=501", "limit", None), ("after=nobody", "after", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/cases.json", "/api/v1/cases.csv"])
def test_a_problem_names_the_parameter_and_the_nearest_right_word(read, path, asked, parameter, nearest):
    answer = read(f"{path}?{asked}")
    if parameter == "include" and path.endswith("csv"):
        nearest = None
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (answer.json()["parameter"], answer.json().get("nearest")) == (parameter, nearest)


def test_claims_come_on_wish_and_fields_cut(read):
    short, whole = read("/api/v1/cases").json()["items"][0], read("/api/v1/cases?include=claims").json()["items"][0]
    assert short["id"] == whole["id"]
    assert whole == read(f"/api/v1/cases/{whole['id']}").json()
    assert "citations" not in json.dumps(short)
    cut = read("/api/v1/cases?fields=sex,section").json()["items"][0]
    assert set(cut) == {"id", "section", "values"}
    assert set(cut["values"]) <= {"sex"}


def test_the_orders(read):
    items = read("/api/v1/cases?sort=name").json()["items"]
    names = [(i["name"] or {}).get("latin") or (i["name"] or {}).get("hangul") or "~" for i in items]
    assert names == sorted(names)
    days = [_first_days(read, sort) for sort in ("return_date", "-return_date")]
    assert days[0] == sorted(days[0])
    assert days[1] == sorted(days[1], reverse=True)
    assert len(days[0]) == len(days[1]) > 2


def _first_days(read, sort: str) -> list[str]:
    """The dates of the cases that have one; an open beginning stands at its end. Undated cases are last both ways."""
    items = read(f"/api/v1/cases?sort={sort}").json()["items"]
    found = [i["values"]["return_date"]["values"][0].removeprefix("../") for i in items if "return_date" in i["values"]]
    assert all("return_date" in i["values"] for i in items[: len(found)])
    return found


def test_the_file_the_json_and_the_page_hold_the_same_cases(read):
    for asked in ("", "sex=female", "sort=name&limit=3", "fields=name,outcome"):
        items = read(f"/api/v1/cases.json?{asked}").json()["items"]
        rows = list(csv.DictReader(io.StringIO(read(f"/api/v1/cases.csv?{asked}").text)))
        assert [row["id"] for row in rows] == [item["id"] for item in items]
    page = read("/cases?sex=female&sort=name").text
    ids = [i["id"] for i in read("/api/v1/cases?sex=female&sort=name").json()["items"]]
    places = [page.index(f'/cases/{key}"') for key in ids]
    assert places == sorted(places)


def test_no_cell_of_a_file_is_a_formula(read):
    rows = list(csv.reader(io.StringIO(read("/api/v1/cases.csv").text)))
    assert any(cell.startswith("'=") for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_file_has_a_tag_that_follows_from_what_is_asked(read):
    tag = read("/api/v1/cases.csv").headers["etag"]
    assert read("/api/v1/cases.csv", headers={"If-None-Match": tag}).status_code == 304
    assert read("/api/v1/cases.csv?sex=female").headers["etag"] != tag


def test_counts_are_one_table_in_three_forms(read):
    asked = "by=returning_state,sex&case_category=forced_return"
    answer = read(f"/api/v1/counts?{asked}").json()
    rows = list(csv.reader(io.StringIO(read(f"/api/v1/counts.csv?{asked}").text)))
    cells = [
        [*cell["codes"], str(cell["individuals"]), str(cell["cases"]), str(cell["events"])] for cell in answer["cells"]
    ]
    assert rows[0] == ["returning_state", "sex", "individuals", "cases", "events"]
    assert rows[1:-2] == cells
    assert rows[-1] == ["(total)", "", *(str(answer[unit]) for unit in ("individuals", "cases", "events"))]
    page = read(f"/counts?{asked}").text
    assert page.count("<tr>") == len(cells) + 2 + 1 + len(answer["by"])
    assert read("/api/v1/counts").json()["parameter"] == "by"
    assert read("/api/v1/counts?by=name").status_code == 400
    assert read("/api/v1/counts?by=sex,year,outcome,section").status_code == 400


def test_a_page_of_sources_follows_another(read):
    address, ids = "/api/v1/sources?limit=2", []
    while address:
        answer = read(address).json()
        ids += [item["id"] for item in answer["items"]]
        address = answer["next"]
    assert len(ids) == len(set(ids)) == answer["sources"] > 2
