"""The shipped cases as they are: imported without a fault, counted as the rules say, and read back out of every edition."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cli.import_ import import_batch
from app.cli.publish import publish_editions
from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.read.opening import Edition
from app.editions.words import folded
from app.importing.batch import checked_batch
from app.importing.founding import shipped_data
from app.importing.tables import parts
from app.keys.ring import KeyRing
from app.names.folding import fold
from app.vault.models import Individual
from app.vault.verify import verify
from tests.homes import edition_at, look_at_shipped_home

DAY = date(2026, 11, 29)

NAMES = ("name_latin", "name_hangul", "name_other")
MASK = "○"
Document = dict[str, Any]


def rows(file: str) -> list[dict[str, str]]:
    with (shipped_data() / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def home() -> Path:
    return look_at_shipped_home()


@pytest.fixture
def public(home) -> Iterator[Edition]:
    edition = edition_at(home, Level.PUBLIC)
    yield edition
    edition.close()


def documents(edition: Edition) -> list[Document]:
    return [json.loads(document) for (document,) in edition.rows("SELECT document FROM case_row ORDER BY n")]


def public_ids(file: str, key: str) -> dict[str, str]:
    return {row[key]: row["public_id"] for row in rows(file)}


def test_it_imports_without_a_fault_and_is_the_batch_that_was_decided_on():
    batch = checked_batch(shipped_data(), DAY)
    assert batch.is_founding
    assert len(batch.prepared.claims) >= len(rows("public_claims.csv"))


def test_both_databases_give_the_same_editions(vault_database, home, tmp_path):
    """The keys are those of the home that was imported before, so that ids of hidden people are the same too."""
    other = tmp_path / "home"
    other.mkdir()
    for kept in ("keys", "casebook-home.json"):
        copy = shutil.copytree if (home / kept).is_dir() else shutil.copy2
        copy(home / kept, other / kept)
    address = vault_database.url.render_as_string(hide_password=False)
    import_batch(shipped_data(), other, address)
    publish_editions(other, address)
    with Session(vault_database) as session:
        assert len(session.scalars(select(Individual.id)).all()) == len(rows("individuals.csv"))
        assert verify(session, KeyRing(other / "keys")) == []
    for level in EDITION_LEVELS:
        assert edition_at(other, level).content == edition_at(home, level).content


def test_one_man_sent_back_twice_is_one_individual_with_two_cases_in_two_events(public):
    (twice,) = [
        key for key, number in Counter(row["individual_key"] for row in rows("cases.csv")).items() if number > 1
    ]
    person = public_ids("individuals.csv", "individual_key")[twice]
    found = public.rows("SELECT id, event FROM case_row WHERE individual = ?", (person,))
    assert len(found) == 2
    assert len({event for _, event in found} - {None}) == 2
    one, other = (next(d for d in documents(public) if d["id"] == case) for case, _ in found)
    assert one["other_cases"] == [other["id"]]
    assert other["other_cases"] == [one["id"]]
    assert one["age_at_return"] != other["age_at_return"]  # facts of one return are not said of the other


def test_the_nine_sent_back_from_laos_show_two_ages_each_with_their_sources(public):
    cases = public_ids("cases.csv", "case_key")
    sources = public_ids("source_codings.csv", "source_key")
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows("public_claims.csv"):
        if row["case_key"].startswith("laos9-") and row["field"] == "age_text":
            told[cases[row["case_key"]]][row["value"]].add(sources[row["source_key"]])
    shown = {d["id"]: d["facts"]["age_at_return"] for d in documents(public) if d["id"] in told}
    assert len(shown) == 9
    for case, fact in shown.items():
        assert fact["status"] == "differs" or len(fact["values"]) == 1
        said = {v["value"]["text"]: {c["source"] for c in v["citations"]} for v in fact["values"]}
        assert said == told[case]
    assert sum(len(fact["values"]) == 2 for fact in shown.values()) == 9


@pytest.mark.parametrize("level", EDITION_LEVELS, ids=lambda level: level.code)
def test_a_masked_name_is_never_completed(home, level):
    """Letter for letter as a source printed it, and where a person is shown by a masked line there is no other name."""
    printed = {row["value"] for row in rows("public_claims.csv") if row["field"] in NAMES and MASK in row["value"]}
    edition = edition_at(home, level)
    shown = set()
    for document in documents(edition):
        names = [v["value"]["text"] for v in document["facts"].get("name", {"values": []})["values"]]
        masked = [name for name in names if MASK in name]
        shown |= set(masked)
        if document["form"] == "as_published" and masked and level is not Level.VETTED:
            assert names == masked
    edition.close()
    assert shown <= printed
    assert level is Level.RESEARCHER or len(shown) >= 6


@pytest.mark.parametrize("level", EDITION_LEVELS, ids=lambda level: level.code)
def test_every_name_is_one_that_a_source_printed_or_a_person_read_in_it(home, level):
    printed = {row["value"] for row in rows("public_claims.csv")}
    printed |= {one.partition(";")[0] for row in rows("codings.csv") for one in row["coded_value"].split("|") if row["coded_field"] == "name"}  # fmt: skip
    edition = edition_at(home, level)
    names = {v["value"]["text"] for d in documents(edition) for v in d["facts"].get("name", {"values": []})["values"]}
    edition.close()
    assert names
    assert names <= printed


def held_back() -> set[str]:
    """The individuals whose decision is to hold them back, or to show them without a name."""
    forms = {row["key"]: row["form"] for row in rows("decisions.csv") if row["subject"] == "individual"}
    return {key for key, form in forms.items() if form in ("hold", "descriptor", "count_only")}


def names_of(people: set[str]) -> set[str]:
    individuals = {row["case_key"]: row["individual_key"] for row in rows("cases.csv")}
    claimed = {
        row["value"]
        for row in rows("public_claims.csv")
        if row["field"] in NAMES and individuals.get(row["case_key"]) in people
    }
    keys = {row["case_key"] for row in rows("cases.csv") if row["individual_key"] in people} | people
    return claimed | keys


def shown_names(home: Path) -> set[str]:
    edition = edition_at(home, Level.PUBLIC)
    names = {v["value"]["text"] for d in documents(edition) for v in d["facts"].get("name", {"values": []})["values"]}
    edition.close()
    return names


def test_no_name_of_anybody_held_back_is_in_the_bytes_of_the_public_folder(home):
    names = names_of(held_back())
    assert len(names) > 60
    shown = " · ".join(
        form for name in shown_names(home) for form in (name.casefold(), folded(name), folded(name.replace("-", " ")))
    )
    forms = {form for name in names for form in (name, folded(name), fold(name)) if len(form) > 1}
    sought = {form for form in forms if form.casefold() not in shown}  # part of a name that is shown for somebody else
    assert len(forms - sought) < 10
    for path in (home / "editions" / "public").iterdir():
        raw = path.read_bytes()
        lower = raw.decode("utf-8", "replace").casefold()
        assert [s for s in sought if s.encode() in raw or s.encode("utf-16-le") in raw or s.casefold() in lower] == []


def test_no_name_of_anybody_held_back_is_in_a_row_of_the_researchers(home):
    edition = edition_at(home, Level.RESEARCHER)
    tables = (
        "case_row",
        "case_summary",
        "case_csv",
        "case_text",
        "event_row",
        "source_row",
        "list_line",
        "list_term",
        "meta",
    )
    text = "\n".join(
        cell.decode() if isinstance(cell, bytes) else str(cell)
        for table in tables
        for row in edition.rows(f"SELECT * FROM {table}")
        for cell in row
    )
    edition.close()
    forms = {row["key"]: row["form"] for row in rows("decisions.csv") if row["subject"] == "individual"}
    held = {key for key, form in forms.items() if form == "hold"}
    flat = folded(text)
    assert [name for name in names_of(held) if name in text or folded(name) in flat] == []


def test_whoever_is_held_back_has_no_id_in_public(public):
    forms = {row["key"]: row["form"] for row in rows("decisions.csv") if row["subject"] == "individual"}
    individuals = public_ids("individuals.csv", "individual_key")
    held = {individuals[key] for key, form in forms.items() if form == "hold"}
    assert len(held) >= 10
    assert held.isdisjoint(key for (key,) in public.rows("SELECT individual FROM case_row"))


def test_every_public_value_has_a_citation_unless_the_person_is_shown_by_a_descriptor(public):
    cited = {key for (key,) in public.rows("SELECT id FROM source_row")}
    seen = 0
    for document in documents(public):
        for field, fact in document["facts"].items():
            for stated in fact["values"]:
                seen += 1
                assert stated["citations"] or document["form"] == "descriptor", (document["id"], field)
                assert {c["source"] for c in stated["citations"]} <= cited
    assert seen > 500


def test_every_decision_that_shows_somebody_is_seen_and_no_other(public):
    forms = {row["key"]: row["form"] for row in rows("decisions.csv") if row["subject"] == "individual"}
    individuals = public_ids("individuals.csv", "individual_key")
    shown = {individuals[key] for key, form in forms.items() if form in ("full", "as_published", "descriptor")}
    assert {key for (key,) in public.rows("SELECT individual FROM case_row")} == shown


def test_evidence_of_a_line_as_published_is_the_only_source_of_that_line(public):
    decisions = {row["key"]: row for row in rows("decisions.csv") if row["form"] == "as_published"}
    individuals, sources = (
        public_ids("individuals.csv", "individual_key"),
        public_ids("source_codings.csv", "source_key"),
    )
    evidence = {individuals[key]: sources[parts(row["evidence"])[0]] for key, row in decisions.items()}
    lines = [d for d in documents(public) if d["form"] == "as_published"]
    assert len(lines) >= len(evidence)
    for line in lines:
        assert set(line["sources"]) == {evidence[line["individual"]]}
