"""A small batch without a fault: two people who do not exist, sent back together, and three sources that speak of them.

A test breaks one thing in it and sees what the import says.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from app.importing.tables import TABLES

ALPHA, BETA, EVENT = "synthetic-alpha", "synthetic-beta", "synthetic-return"
PAPER, LIST, LETTER = "paper-2013-06", "list-2013-07", "letter-2013-08"
DAY = "2026-11-24"
Cells = dict[str, str]


@dataclass
class Batch:
    """The rows by file; `write` puts them into a folder. Row 2 is the first below the header."""

    rows: dict[str, list[Cells]] = field(
        default_factory=lambda: {file: list(rows) for file, rows in _correct().items()}
    )

    def set(self, file: str, row: int, **cells: str) -> Batch:
        """Change cells of the row that a spreadsheet numbers `row`."""
        self.rows[file][row - 2] = {**self.rows[file][row - 2], **cells}
        return self

    def add(self, file: str, **cells: str) -> Batch:
        self.rows[file].append(cells)
        return self

    def write(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        for file in TABLES:
            (folder / file).write_text(self.text(file), encoding="utf-8")
        return folder

    def text(self, file: str) -> str:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, TABLES[file].columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows[file])
        return out.getvalue()


def _correct() -> dict[str, list[Cells]]:
    return {
        "public_sources.csv": [_source(PAPER, "A made-up newspaper"), _source(LIST, "A made-up list"), _source(LETTER, "A made-up letter")],
        "source_codings.csv": [
            {"source_key": key, "public_id": f"s00000000000000{n}", "source_type": kind, "language": "en", "publisher_key": key[:4], "derives_from": tells}
            for n, (key, kind, tells) in enumerate([(PAPER, "media_report", ""), (LIST, "ngo_list", PAPER), (LETTER, "family_testimony", "")])
        ],
        "public_cases.csv": [{"case_key": ALPHA, "name_latin": "Synthetic Alpha"}, {"case_key": BETA, "name_latin": "Synthetic Beta"}],
        "public_claims.csv": [
            *_claims(ALPHA, PAPER, name_latin="Synthetic Alpha", sex="F", age_text="33", repatriation_date="2013-05-28", returned_by="China", returned_to="North Korea"),
            *_claims(ALPHA, LETTER, name_hangul="합성가", birth_year="1980"),
            *_claims(BETA, LIST, name_latin="Synthetic Beta", sex="M", repatriation_date="2013-05", returned_by="China", returned_to="North Korea"),
        ],
        "individuals.csv": [
            {"individual_key": key, "public_id": f"p00000000000000{n}", "kind": "named", "reason": "Made up."} for n, key in enumerate((ALPHA, BETA))
        ],
        "return_events.csv": [{"event_key": EVENT, "public_id": "e000000000000000", "label": "A made-up return, May 2013", "reason": "Made up."}],
        "cases.csv": [
            {"case_key": key, "public_id": f"c00000000000000{n}", "individual_key": key, "event_key": EVENT} for n, key in enumerate((ALPHA, BETA))
        ],
        "relationships.csv": [{"a": ALPHA, "b": BETA, "type": "sibling", "certainty": "certain", "source_key": PAPER}],
        "codings.csv": [
            _coding("sex", "F", "sex", "female"),
            _coding("sex", "M", "sex", "male"),
            _coding("age_text", "33", "age_at_return", "33/33;international"),
            _coding("returned_by", "China", "returning_state", "CN"),
            _coding("returned_to", "North Korea", "receiving_state", "KP"),
            _coding("returned_to", "North Korea", "case_category", "forced_return"),
        ],
        "levels.csv": [{**_any("*"), "level": "public", "reason": "Made up."}],
        "standings.csv": [{**_any("name_hangul", ALPHA, "합성가"), "standing": "preferred", "reason": "Made up."}],
        "decisions.csv": [_decision("individual", ALPHA), _decision("individual", BETA), _decision("event", EVENT)],
    }  # fmt: skip


def _source(key: str, title: str) -> Cells:
    return {"source_key": key, "title": title, "publisher": "Nobody", "published_on": key[-7:], "accessed_on": DAY}


def _claims(case: str, source: str, **values: str) -> list[Cells]:
    return [
        {"case_key": case, "field": name, "value": value, "source_key": source, "quote_or_locator": "line 1"}
        for name, value in values.items()
    ]


def _any(name: str, case: str = "*", value: str = "*") -> Cells:
    return {"case_key": case, "field": name, "value": value, "source_key": "*"}


def _coding(name: str, value: str, coded: str, code: str) -> Cells:
    return {**_any(name, value=value), "coded_field": coded, "coded_value": code, "coded_by": "nobody", "coded_on": DAY, "reason": "Made up."}  # fmt: skip


def _decision(subject: str, key: str) -> Cells:
    return {
        "subject": subject, "key": key, "form": "full", "purposes": "public_name;public_detail;reading_aloud", "basis": "public_interest_assessed",
        "consent_status": "pending", "evidence": f"{PAPER};{LIST}", "effect_of_publicity": "unclear", "reason": "Made up.",
        "decided_by": "nobody-1", "second_by": "nobody-2", "decided_on": DAY, "review_on": "2027-11-24",
    }  # fmt: skip
