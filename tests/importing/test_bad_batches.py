"""What can be wrong with a batch: each fault is named with its file, row, column and code, a sentence, and what to do."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from app.codebook.dates import TO_COME
from app.importing.batch import checked_batch
from app.importing.problems import BatchRefused, Problem
from app.importing.tables import TABLES
from tests.importing.synthetic_batch import ALPHA, BETA, EVENT, LIST, PAPER

DAY = date(2026, 11, 29)

MEGABYTE = 2**20


def faults(folder: Path) -> list[Problem]:
    with pytest.raises(BatchRefused) as refused:
        checked_batch(folder, DAY)
    return refused.value.problems


def only_fault(folder: Path) -> Problem:
    found = faults(folder)
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def where(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.row, problem.column, problem.code


def test_the_batch_itself_has_no_fault(batch, written):
    prepared = checked_batch(written(batch), DAY).prepared
    assert [s.kind for s in prepared.subjects].count("individual") == 2
    assert len(prepared.sources) == 3


# the file as text


def test_a_file_that_is_not_utf8_is_named_with_the_line(batch, written):
    folder = written(batch.set("return_events.csv", 2, label="Une déportation inventée"))
    text = (folder / "return_events.csv").read_text(encoding="utf-8")
    (folder / "return_events.csv").write_bytes(text.encode("latin-1"))
    fault = only_fault(folder)  # and not, beside it, every row that speaks of the event
    assert where(fault) == ("return_events.csv", 2, "", "not_utf8")
    assert "UTF-8" in fault.suggestion


def test_a_byte_order_mark_is_no_fault_and_no_part_of_the_header(batch, written):
    folder = written(batch)
    for file in TABLES:
        (folder / file).write_bytes(b"\xef\xbb\xbf" + (folder / file).read_bytes())
    assert len(checked_batch(folder, DAY).rows["public_claims.csv"]) == len(batch.rows["public_claims.csv"])


def test_a_file_with_nul_bytes_is_not_text(batch, written):
    folder = written(batch)
    path = folder / "public_claims.csv"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Al\0ha", 1))
    assert where(only_fault(folder)) == ("public_claims.csv", 0, "", "not_text")


def test_a_missing_file_is_named(batch, written):
    folder = written(batch)
    (folder / "public_sources.csv").unlink()
    fault = only_fault(folder)
    assert where(fault) == ("public_sources.csv", 0, "", "missing_file")
    assert fault.suggestion


def test_a_wrong_column_says_which_ones_there_are(batch, written):
    folder = written(batch)
    path = folder / "individuals.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("possible_duplicate_of", "duplicate"), encoding="utf-8")
    fault = only_fault(folder)
    assert where(fault) == ("individuals.csv", 1, "possible_duplicate_of", "wrong_columns")
    assert "missing: possible_duplicate_of; not known: 'duplicate'" in fault.sentence
    assert ", ".join(TABLES["individuals.csv"].columns) in fault.suggestion


def test_a_missing_column(batch, written):
    folder = written(batch)
    lines = (folder / "levels.csv").read_text(encoding="utf-8").splitlines()
    (folder / "levels.csv").write_text("\n".join(line.rpartition(",")[0] for line in lines), encoding="utf-8")
    fault = only_fault(folder)
    assert where(fault) == ("levels.csv", 1, "reason", "wrong_columns")
    assert "missing: reason)" in fault.sentence


def test_two_columns_of_one_name(batch, written):
    folder = written(batch)
    path = folder / "cases.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("event_key", "case_key", 1), encoding="utf-8")
    assert where(only_fault(folder)) == ("cases.csv", 1, "", "double_column")


def test_a_row_with_a_cell_too_many_does_not_hide_behind_the_keys_it_takes_along(batch, written):
    folder = written(batch)
    path = folder / "public_sources.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("A made-up newspaper", "A made-up, newspaper"), encoding="utf-8"
    )
    assert where(only_fault(folder)) == ("public_sources.csv", 2, "", "wrong_width")


def test_a_quote_that_is_never_closed(batch, written):
    folder = written(batch)
    path = folder / "individuals.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"never closed', encoding="utf-8")
    assert where(only_fault(folder))[::3] == ("individuals.csv", "broken_csv")


def test_a_cell_of_ten_megabytes_is_refused_in_bounded_memory(batch, written):
    folder = written(batch.set("public_claims.csv", 3, quote_or_locator="x" * (10 * MEGABYTE)))
    tracemalloc.start()
    fault = only_fault(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert where(fault)[::3] == ("public_claims.csv", "cell_too_long")
    assert fault.row == 3
    assert "20000 letters" in fault.sentence
    assert (
        peak < 80 * MEGABYTE
    )  # the file as bytes, as text, and as the text a reader walks: never the cell again for each row


def test_a_cell_a_little_too_long_is_named_by_its_column(batch, written):
    folder = written(batch.set("individuals.csv", 2, reason="x" * 20_001))
    assert where(only_fault(folder)) == ("individuals.csv", 2, "reason", "cell_too_long")


# cells


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", "＋", "＠"])
def test_a_cell_that_a_spreadsheet_would_run(batch, written, start):
    fault = only_fault(written(batch.set("individuals.csv", 3, reason=f'{start}HYPERLINK("http://example.org")')))
    assert where(fault) == ("individuals.csv", 3, "reason", "formula")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Synthetic \u202eahplA", "U+202E"),  # right-to-left override
        ("Synthetic\u2066 Alpha\u2069", "U+2066"),  # isolates
        ("Synthetic\u061c Alpha", "U+061C"),  # Arabic letter mark
        ("Synth\u200betic Alpha", "U+200B"),  # zero width space
        ("Synth\u2060etic Alpha", "U+2060"),  # word joiner
        ("Synth\u00adetic Alpha", "U+00AD"),  # soft hyphen
        ("Synth\u200cetic Alpha", "U+200C"),  # a joiner where Latin needs none
        ("합\u200d성가", "U+200D"),  # nor does Hangul
        ("합\u3164성가", "U+3164"),  # the Hangul filler is a letter by category
        ("Synthetic\U000e0041 Alpha", "U+E0041"),  # a tag
        ("Synthetic\u2028Alpha", "U+2028"),  # a line separator
        ("Synthetic\x07 Alpha", "U+0007"),
    ],
)
def test_letters_in_a_name_that_cannot_be_seen(batch, written, name, letter):
    folder = written(batch.add("public_claims.csv", case_key=ALPHA, field="name_latin", value=name, source_key=PAPER, quote_or_locator="line 2"))  # fmt: skip
    fault = only_fault(folder)
    assert where(fault) == ("public_claims.csv", 15, "value", "hidden_letter")
    assert letter in fault.sentence
    assert name not in str(fault)


@pytest.mark.parametrize("name", ["مهسا علی\u200cزاده", "ئابدۇ\u200cرەھىم", "അക്ഷയ് ന\u200dമ്പ്യാര്\u200d", "김\u0020철"])
def test_joiners_that_a_script_needs_stay_as_they_are(batch, written, name):
    folder = written(batch.add("public_claims.csv", case_key=ALPHA, field="name_other", value=name, source_key=PAPER, quote_or_locator="line 2"))  # fmt: skip
    assert name in {getattr(claim.value, "text", "") for claim in checked_batch(folder, DAY).prepared.claims}


# what rows say


def test_an_unknown_source_key_comes_with_the_nearest_one(batch, written):
    fault = only_fault(written(batch.set("public_claims.csv", 2, source_key="paper-2013-60")))
    assert where(fault) == ("public_claims.csv", 2, "source_key", "unknown_key")
    assert fault.suggestion == f"Did you mean {PAPER!r}?"


@pytest.mark.parametrize("day", ["2013-02-30", "2013-13", "May 2013", "2013-05-28T10:00", "0213-05-28", "2013/2012"])
def test_an_impossible_date(batch, written, day):
    fault = only_fault(written(batch.set("public_claims.csv", 5, value=day)))
    assert where(fault) == ("public_claims.csv", 5, "value", "impossible_date")


@pytest.mark.parametrize("day", ["2026-12-24", "2027", "2099-05", "2027/2028"])
def test_a_day_that_has_not_come_yet(batch, written, day):
    fault = only_fault(written(batch.set("public_claims.csv", 5, value=day)))
    assert where(fault) == ("public_claims.csv", 5, "value", "to_come")
    assert fault.sentence == TO_COME


def test_a_source_that_is_to_be_published_yet(batch, written):
    fault = only_fault(written(batch.set("public_sources.csv", 2, published_on="2031")))
    assert where(fault) == ("public_sources.csv", 2, "published_on", "to_come")


@pytest.mark.parametrize("day", ["2026", "2026-11", "2026-11-29", "2025/"])
def test_a_day_that_may_have_come_is_no_fault(batch, written, day):
    checked_batch(written(batch.set("public_claims.csv", 5, value=day)), DAY)


@pytest.mark.parametrize("column", ["decided_on", "review_on", "expires_on"])
def test_a_decision_needs_a_whole_day(batch, written, column):
    fault = only_fault(written(batch.set("decisions.csv", 3, **{column: "2026-11-31"})))
    assert where(fault) == ("decisions.csv", 3, column, "impossible_date")


@pytest.mark.parametrize(
    ("file", "row", "column", "code", "nearest"),
    [
        ("individuals.csv", 2, "kind", "namd", "named"),
        ("source_codings.csv", 3, "source_type", "ngo_lists", "ngo_list"),
        ("relationships.csv", 2, "type", "siblin", "sibling"),
        ("decisions.csv", 2, "purposes", "public_name;reading_loud", "reading_aloud"),
        ("decisions.csv", 2, "form", "ful", "full"),
        ("standings.csv", 2, "standing", "prefered", "preferred"),
    ],
)
def test_an_unknown_term_comes_with_the_nearest_one(batch, written, file, row, column, code, nearest):
    fault = only_fault(written(batch.set(file, row, **{column: code})))
    assert where(fault) == (file, row, column, "unknown_term")
    assert fault.suggestion == f"Did you mean {nearest!r}?"


def test_an_unknown_level_names_those_there_are(batch, written):
    fault = only_fault(written(batch.set("levels.csv", 2, level="secret")))
    assert where(fault) == ("levels.csv", 2, "level", "unknown_term")
    assert "public, researcher, vetted, sealed" in fault.sentence


@pytest.mark.parametrize(
    "code", ["33", "33/30;international", "33/33;lunar", "121/122;international", "3/x;korean", "/;korean"]
)
def test_a_coding_that_cannot_be_read(batch, written, code):
    fault = only_fault(written(batch.set("codings.csv", 4, coded_value=code)))
    assert where(fault) == ("codings.csv", 4, "coded_value", "bad_coding")
    assert "\n" not in fault.sentence
    assert "pydantic" not in fault.sentence


def test_a_public_id_twice_in_one_file(batch, written):
    fault = only_fault(written(batch.set("individuals.csv", 3, public_id="p000000000000000")))
    assert where(fault) == ("individuals.csv", 3, "public_id", "double")
    assert "row 2" in fault.sentence


def test_a_public_id_twice_in_two_files(batch, written):
    fault = only_fault(written(batch.set("cases.csv", 2, public_id="p000000000000000")))
    assert where(fault) == ("cases.csv", 2, "public_id", "double")
    assert "individuals.csv" in fault.sentence


def test_a_public_id_that_nobody_minted(batch, written):
    fault = only_fault(written(batch.set("cases.csv", 2, public_id="alpha-2013")))
    assert where(fault) == ("cases.csv", 2, "public_id", "bad_public_id")


@pytest.mark.parametrize("file", ["codings.csv", "levels.csv", "standings.csv"])
def test_a_row_about_a_claim_that_is_not_there(batch, written, file):
    row = len(batch.rows[file]) + 1
    fault = only_fault(written(batch.set(file, row, field="sex", value="X")))
    assert where(fault) == (file, row, "value", "no_claim")


def test_a_line_as_published_is_the_line_of_one_source(batch, written):
    fault = only_fault(written(batch.set("decisions.csv", 2, form="as_published")))
    assert where(fault) == ("decisions.csv", 2, "evidence", "one_source")


@pytest.mark.parametrize(("row", "key", "nearest"), [(2, "synthetic-alpa", ALPHA), (4, "synthetic-retur", EVENT)])
def test_a_decision_about_nobody(batch, written, row, key, nearest):
    fault = only_fault(written(batch.set("decisions.csv", row, key=key)))
    assert where(fault) == ("decisions.csv", row, "key", "unknown_key")
    assert fault.suggestion == f"Did you mean {nearest!r}?"


def test_a_person_row_that_is_no_case(batch, written):
    batch.rows["cases.csv"].pop()
    assert where(only_fault(written(batch))) == ("public_cases.csv", 3, "case_key", "not_covered")


def test_an_empty_cell_that_must_be_filled(batch, written):
    assert where(only_fault(written(batch.set("individuals.csv", 2, reason=" ")))) == (
        "individuals.csv",
        2,
        "reason",
        "empty",
    )


def test_all_faults_are_listed_at_once_in_the_order_of_the_files(batch, written):
    batch.set("public_claims.csv", 2, source_key="paper-2013-60").set("public_claims.csv", 5, value="2013-02-30")
    batch.set("individuals.csv", 2, kind="namd", reason="=1+1").set(
        "decisions.csv", 3, key=f"{BETA}-b", evidence=f"{LIST};nowhere"
    )
    batch.set("levels.csv", 2, level="secret").set("cases.csv", 3, public_id="p000000000000000")
    folder = written(batch)
    (folder / "standings.csv").write_bytes(b"\xff\xfe")
    found = faults(folder)
    assert [where(one) for one in found] == [
        ("cases.csv", 3, "public_id", "double"),
        ("decisions.csv", 3, "evidence", "unknown_key"),
        ("decisions.csv", 3, "key", "unknown_key"),
        ("individuals.csv", 2, "kind", "unknown_term"),
        ("individuals.csv", 2, "reason", "formula"),
        ("levels.csv", 2, "level", "unknown_term"),
        ("public_claims.csv", 2, "source_key", "unknown_key"),
        ("public_claims.csv", 5, "value", "impossible_date"),
        ("standings.csv", 1, "", "not_utf8"),
    ]
    assert all(one.sentence.endswith(".") for one in found)
