"""What is wrong with single rows of a batch: codes that do not exist, dates that no calendar has, keys that come twice.

Every check is a small generator of problems over the rows; `check` runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date

from app.codebook.dates import TO_COME, ImpossibleDate, partial_date
from app.codebook.levels import Form, Level
from app.codebook.vocabularies import UnknownTerm, term, vocabulary
from app.importing.codes import CodingFault, read_coding
from app.importing.problems import Problem, nearest
from app.importing.reading import Row, Rows
from app.importing.tables import CLAIM_FIELDS, TABLES, parts

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


def check(rows: Rows, today: date) -> list[Problem]:
    """All faults of rows, beyond those of their text."""
    checks: tuple[Callable[[Rows], Iterable[Problem]], ...] = (
        _doubles, _ids, _terms, _dates, _claim_fields, _codings, _levels, _decisions,
    )  # fmt: skip
    return [problem for one in checks for problem in one(rows)] + list(_to_come(rows, today))


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
    for (file, column), name in (_TERMS | _LISTED_TERMS).items():
        for row in rows[file]:
            for code in parts(row[column]):
                try:
                    term(name, code)
                except UnknownTerm as fault:
                    near = nearest(code, vocabulary(name).terms)
                    yield row.problem(column, "unknown_term", f"{fault}.", near)


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


def _to_come(rows: Rows, today: date) -> Iterator[Problem]:
    """Days of what is told to have happened that lie ahead."""
    said = [(row, "value") for row in rows["public_claims.csv"] if row["field"] in DATE_FIELDS]
    said += [(row, "published_on") for row in rows["public_sources.csv"] if row["published_on"]]
    for row, column in said:
        with suppress(ImpossibleDate):  # that is said of it already
            if partial_date(row[column]).is_to_come(today):
                yield row.problem(column, "to_come", TO_COME)


def _claim_fields(rows: Rows) -> Iterator[Problem]:
    for row in rows["public_claims.csv"]:
        if row["field"] and row["field"] not in CLAIM_FIELDS:
            yield row.problem(
                "field",
                "unknown_field",
                f"{row['field']!r} is not a field of claims.",
                nearest(row["field"], CLAIM_FIELDS),
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
    for row in rows["decisions.csv"]:
        if row["form"] not in set(Form):
            said = f"{row['form']!r} is not a form of display."
            yield row.problem("form", "unknown_term", said, nearest(row["form"], [*Form]))
        if row["subject"] not in ("individual", "event"):
            yield row.problem("subject", "unknown_term", "A decision is about an individual or an event.")
        if row["form"] == Form.AS_PUBLISHED and row["subject"] == "individual" and len(parts(row["evidence"])) != 1:
            yield row.problem("evidence", "one_source", "A line as published is the line of exactly one source.")
