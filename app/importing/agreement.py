"""Whether the files of a batch agree with each other: keys that lead nowhere, rows that nothing covers, codings of no claim.

A file that could not be read to its end is not asked: hundreds of keys would seem to be missing, and hide the one fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.importing.problems import Problem, nearest
from app.importing.reading import Rows
from app.importing.tables import TABLES, parts

Files = frozenset[str]
_COLUMNS = ("case_key", "field", "value", "source_key")
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
_DECIDED = {"individual": "individuals.csv", "event": "return_events.csv"}


def disagreements(rows: Rows, unread: Files) -> list[Problem]:
    """All faults between files, save those that would follow from a file in `unread`."""
    return [problem for one in (_references, _decided, _covered, _coded, _matches) for problem in one(rows, unread)]


def _references(rows: Rows, unread: Files) -> Iterator[Problem]:
    for (file, column), target in _REFERENCES.items():
        if target in unread:
            continue
        known = {row[TABLES[target].columns[0]] for row in rows[target]}
        for row in rows[file]:
            for key in parts(row[column]):
                if key != "*" and key not in known:
                    yield row.problem(column, "unknown_key", f"{key!r} is not in {target}.", nearest(key, known))


def _decided(rows: Rows, unread: Files) -> Iterator[Problem]:
    for subject, target in _DECIDED.items():
        known = {row[TABLES[target].columns[0]] for row in rows[target]}
        for row in rows["decisions.csv"] if target not in unread else ():
            if row["subject"] == subject and row["key"] not in known:
                said = f"There is no {subject} {row['key']!r}."
                yield row.problem("key", "unknown_key", said, nearest(row["key"], known))


def _covered(rows: Rows, unread: Files) -> Iterator[Problem]:
    """Every person row is a case, every group row belongs to an event."""
    if unread & {"public_cases.csv", "cases.csv", "return_events.csv"}:
        return
    cases = {row["case_key"] for row in rows["cases.csv"]}
    groups = {key for row in rows["return_events.csv"] for key in parts(row["group_case_keys"])}
    for row in rows["public_cases.csv"]:
        if (row["case_key"] in cases) == (row["case_key"] in groups):
            yield row.problem(
                "case_key",
                "not_covered",
                "The row is neither a case nor part of an event, or it is both.",
                "Name it in cases.csv, or in group_case_keys of return_events.csv.",
            )


def _coded(rows: Rows, unread: Files) -> Iterator[Problem]:
    """Every source is coded."""
    coded = {row["source_key"] for row in rows["source_codings.csv"]}
    for row in rows["public_sources.csv"] if "source_codings.csv" not in unread else ():
        if row["source_key"] not in coded:
            yield row.problem("source_key", "not_covered", "The source has no row in source_codings.csv.")


def _matches(rows: Rows, unread: Files) -> Iterator[Problem]:
    """A coding, a level or a standing that matches no claim is a slip of the pen."""
    if "public_claims.csv" in unread:
        return
    claims = [tuple(row[c] for c in _COLUMNS) for row in rows["public_claims.csv"]]
    known = {(i, claim[i]) for claim in claims for i in range(4)}
    exact = set(claims)
    for file in ("codings.csv", "levels.csv", "standings.csv"):
        for row in rows[file]:
            pattern = tuple(row[c] for c in _COLUMNS)
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
