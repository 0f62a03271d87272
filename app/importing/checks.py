"""What is wrong with a batch as a whole: keys that lead nowhere, codes that do not exist, dates that no calendar has.

Every check is a small generator of problems over the rows; `check` runs them all.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from app.codebook.dates import ImpossibleDate, partial_date
from app.codebook.levels import Form, Level
from app.codebook.vocabularies import UnknownTerm, term
from app.importing.codes import CodingFault, read_coding
from app.importing.problems import Problem
from app.importing.reading import Row, Rows
from app.importing.tables import CLAIM_FIELDS, TABLES

PUBLIC_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{16}")
"""Sixteen letters of Crockford's base32: 80 random bits."""
DATE_FIELDS = frozenset({"birth_year", "date_of_seizure", "repatriation_date"})
_TERMS = {
    ("individuals.csv", "kind"): "individual_kind",
    ("source_codings.csv", "source_type"): "source_type",
    ("relationships.csv", "type"): "relationship",
    ("relationships.csv", "certainty"): "certainty",
    ("decisions.csv", "basis"): "consent_basis",
    ("decisions.csv", "consent_status"): "consent_status",
    ("decisions.csv", "effect_of_publicity"): "effect_of_publicity",
    ("levels.csv", "level_reason"): "level_reason",
    ("standings.csv", "standing"): "claim_standing",
}
_LISTED_TERMS = {("decisions.csv", "purposes"): "purpose"}
_REFERENCES = {
    ("source_codings.csv", "source_key"): "public_sources.csv",
    ("public_claims.csv", "source_key"): "public_sources.csv",
    ("public_claims.csv", "case_key"): "public_cases.csv",
    ("cases.csv", "case_key"): "public_cases.csv",
    ("cases.csv", "individual_key"): "individuals.csv",
    ("cases.csv", "event_key"): "return_events.csv",
    ("return_events.csv", "group_case_keys"): "public_cases.csv",
    ("individuals.csv", "possible_duplicate_of"): "individuals.csv",
    ("relationships.csv", "a"): "individuals.csv",
    ("relationships.csv", "b"): "individuals.csv",
    ("relationships.csv", "source_key"): "public_sources.csv",
    ("decisions.csv", "evidence"): "public_sources.csv",
    ("codings.csv", "case_key"): "public_cases.csv",
    ("codings.csv", "source_key"): "public_sources.csv",
    ("levels.csv", "case_key"): "public_cases.csv",
    ("levels.csv", "source_key"): "public_sources.csv",
    ("standings.csv", "case_key"): "public_cases.csv",
    ("standings.csv", "source_key"): "public_sources.csv",
}


def check(rows: Rows) -> list[Problem]:
    """All faults of the batch, beyond those of its text."""
    checks: tuple[Callable[[Rows], Iterable[Problem]], ...] = (
        _doubles, _ids, _terms, _references, _dates, _claim_fields, _codings, _levels, _decisions, _covered, _matches,
    )  # fmt: skip
    return [problem for one in checks for problem in one(rows)]


def _doubles(rows: Rows) -> Iterator[Problem]:
    for table in TABLES.values():
        for column in table.unique:
            seen: dict[str, int] = {}
            for row in rows[table.file]:
                if row[column] in seen:
                    yield row.problem(
                        column, "double", f"The same value stands in row {seen[row[column]]}.", "Remove one of the two."
                    )
                seen[row[column]] = row.number


def _ids(rows: Rows) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for table in TABLES.values():
        for row in rows[table.file] if "public_id" in table.columns else ():
            key = row["public_id"]
            if not PUBLIC_ID.fullmatch(key):
                yield row.problem(
                    "public_id", "bad_public_id", "It is not a public id.", "Mint one with `casebook mint`."
                )
            elif seen.setdefault(key, table.file) != table.file:
                yield row.problem("public_id", "double", f"The same public id stands in {seen[key]}.", "Mint another.")


def _terms(rows: Rows) -> Iterator[Problem]:
    for (file, column), vocabulary in (_TERMS | _LISTED_TERMS).items():
        for row in rows[file]:
            for code in _parts(row[column]):
                try:
                    term(vocabulary, code)
                except UnknownTerm as fault:
                    yield row.problem(column, "unknown_term", f"{fault}.")


def _references(rows: Rows) -> Iterator[Problem]:
    for (file, column), target in _REFERENCES.items():
        known = {row[TABLES[target].columns[0]] for row in rows[target]}
        for row in rows[file]:
            for key in _parts(row[column]):
                if key != "*" and key not in known:
                    yield row.problem(column, "unknown_key", f"{key!r} is not in {target}.", _nearest(key, known))


def _dates(rows: Rows) -> Iterator[Problem]:
    for row in rows["public_claims.csv"]:
        if row["field"] in DATE_FIELDS:
            yield from _date_fault(row, "value", partial_date)
    for row in rows["public_sources.csv"]:
        if row["published_on"]:
            yield from _date_fault(row, "published_on", partial_date)
    for row in rows["decisions.csv"]:
        for column in ("decided_on", "review_on", "expires_on"):
            if row[column]:
                yield from _date_fault(row, column, date.fromisoformat)


def _date_fault(row: Row, column: str, read: Callable[[str], object]) -> Iterator[Problem]:
    try:
        read(row[column])
    except ImpossibleDate as fault:
        yield row.problem(column, "impossible_date", f"{fault}.")
    except ValueError:
        yield row.problem(
            column, "impossible_date", f"{row[column]!r} is not a day of the calendar.", "Write it as 2026-11-24."
        )


def _claim_fields(rows: Rows) -> Iterator[Problem]:
    for row in rows["public_claims.csv"]:
        if row["field"] and row["field"] not in CLAIM_FIELDS:
            yield row.problem(
                "field",
                "unknown_field",
                f"{row['field']!r} is not a field of claims.",
                _nearest(row["field"], CLAIM_FIELDS),
            )


def _codings(rows: Rows) -> Iterator[Problem]:
    for row in rows["codings.csv"]:
        try:
            read_coding(row["coded_field"], row["coded_value"], row["value"])
        except CodingFault as fault:
            yield row.problem(fault.column, "bad_coding", f"{fault}.")


def _levels(rows: Rows) -> Iterator[Problem]:
    for row in rows["levels.csv"]:
        try:
            Level.of(row["level"])
        except ValueError as fault:
            yield row.problem("level", "unknown_term", f"{fault}.")


def _decisions(rows: Rows) -> Iterator[Problem]:
    known = {
        "individual": {r["individual_key"] for r in rows["individuals.csv"]},
        "event": {r["event_key"] for r in rows["return_events.csv"]},
    }
    for row in rows["decisions.csv"]:
        if row["form"] not in set(Form):
            yield row.problem(
                "form", "unknown_term", f"{row['form']!r} is not a form of display.", _nearest(row["form"], [*Form])
            )
        if row["subject"] not in known:
            yield row.problem("subject", "unknown_term", "A decision is about an individual or an event.")
        elif row["key"] not in known[row["subject"]]:
            yield row.problem(
                "key",
                "unknown_key",
                f"There is no {row['subject']} {row['key']!r}.",
                _nearest(row["key"], known[row["subject"]]),
            )
        if row["form"] == Form.AS_PUBLISHED and row["subject"] == "individual" and len(_parts(row["evidence"])) != 1:
            yield row.problem("evidence", "one_source", "A line as published is the line of exactly one source.")


def _covered(rows: Rows) -> Iterator[Problem]:
    """Every person row is a case, every group row belongs to an event, every source is coded."""
    cases = {row["case_key"] for row in rows["cases.csv"]}
    groups = {key for row in rows["return_events.csv"] for key in _parts(row["group_case_keys"])}
    for row in rows["public_cases.csv"]:
        if (row["case_key"] in cases) == (row["case_key"] in groups):
            yield row.problem(
                "case_key",
                "not_covered",
                "The row is neither a case nor part of an event, or it is both.",
                "Name it in cases.csv, or in group_case_keys of return_events.csv.",
            )
    coded = {row["source_key"] for row in rows["source_codings.csv"]}
    for row in rows["public_sources.csv"]:
        if row["source_key"] not in coded:
            yield row.problem("source_key", "not_covered", "The source has no row in source_codings.csv.")


def _matches(rows: Rows) -> Iterator[Problem]:
    """A coding or a level that matches no claim is a slip of the pen."""
    columns = ("case_key", "field", "value", "source_key")
    claims = [tuple(row[c] for c in columns) for row in rows["public_claims.csv"]]
    known = {(i, claim[i]) for claim in claims for i in range(4)}
    exact = set(claims)
    for file in ("codings.csv", "levels.csv", "standings.csv"):
        for row in rows[file]:
            pattern = tuple(row[c] for c in columns)
            if pattern in exact or ("*" in pattern and _some(pattern, claims, known)):
                continue
            yield row.problem(
                "value",
                "no_claim",
                "No claim matches the row.",
                "Copy case_key, field, value and source_key from public_claims.csv.",
            )


def _some(pattern: tuple[str, ...], claims: list[tuple[str, ...]], known: set[tuple[int, str]]) -> bool:
    if any(p != "*" and (i, p) not in known for i, p in enumerate(pattern)):
        return False
    return any(all(p in ("*", c) for p, c in zip(pattern, claim, strict=True)) for claim in claims)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1)
    return f"Did you mean {near[0]!r}?" if near else ""
