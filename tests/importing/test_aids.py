"""Aids for saying a name: proposed by code, a form of the name once a person has put them into codings.csv, never for a masked name."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest

from app.codebook.levels import Level
from app.importing.aids import aid_for, proposed_aids
from app.importing.batch import checked_batch
from app.importing.codes import CodingFault, read_coding
from app.importing.founding import shipped_data
from app.importing.tables import TABLES
from tests.cli.command import run
from tests.homes import edition_at, look_at_shipped_home

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def rows():
    return checked_batch(shipped_data(), DAY).rows


def test_an_aid_carries_the_parts_of_the_name_that_it_is_for():
    aid = aid_for("남궁옥분", "nahm-goong ohk-boon")
    assert (aid.family, aid.given, aid.form, aid.scheme) == ("남궁", "옥분", "pronunciation", "reader_aid")


def test_no_aid_is_proposed_or_taken_for_a_masked_name(rows):
    assert not [row for row in proposed_aids(rows, "somebody", DAY) if "○" in row["value"]]
    with pytest.raises(CodingFault, match="not completed"):
        read_coding("name", "○영금;masked|yuhng-geum;pronunciation", "○영금")


def test_what_has_been_approved_is_not_proposed_again(rows):
    proposed = {(row["case_key"], row["value"]) for row in proposed_aids(rows, "somebody", DAY)}
    approved = {(row["case_key"], row["value"]) for row in rows["codings.csv"] if "pronunciation" in row["coded_value"]}
    assert approved
    assert not proposed & approved


def test_everybody_whose_hangul_is_read_aloud_in_full_has_an_approved_aid_and_nobody_else():
    edition = edition_at(look_at_shipped_home(), Level.PUBLIC)
    for (document,) in edition.rows("SELECT document FROM case_row ORDER BY n"):
        case = json.loads(document)
        names = [stated["value"] for stated in case["facts"].get("name", {"values": []})["values"]]
        hangul = {name["text"] for name in names if name["script"] == "Hang" and name["form"] == "as_published"}
        aided = {f"{name['family']}{name['given']}" for name in names if name["form"] == "pronunciation"}
        assert aided == (hangul if case["form"] == "full" else set()), case["id"]
        assert not {name["text"] for name in names if name["form"] == "pronunciation"} & set(
            (case["name"] or {}).values()
        )
    edition.close()


def test_the_name_index_holds_no_aid():
    edition = edition_at(look_at_shipped_home(), Level.PUBLIC)
    recorded = {text for (text,) in edition.rows("SELECT text FROM name_form")}
    edition.close()
    assert "김철옥" in recorded
    assert "keem chuhl-ohk" not in recorded


def test_the_command_proposes_rows_that_a_batch_takes(tmp_path):
    out = tmp_path / "aids.csv"
    assert run("names", "aids", shipped_data(), "--out", out, "--by", "somebody").code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == TABLES["codings.csv"].columns
    for row in rows:
        assert read_coding(row["coded_field"], row["coded_value"], row["value"]) is not None
    assert run("names", "aids", shipped_data(), "--out", out, "--by", "somebody").code != 0
