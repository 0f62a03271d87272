"""Rows of a few synthetic people with one name each, for the tests of matching."""

from __future__ import annotations

from app.codebook.levels import Level, Standing
from app.codebook.values import NameValue
from app.vault.rows import ClaimRow, IndividualRow, SourceRow, VaultRows


def rows_of(*people: tuple[str, str, Level, Level]) -> VaultRows:
    """(id, name, level of the person, level of the claim)"""
    source = SourceRow(
        "s1", "s1", "A report", "", "", "", "s1", "ngo_report", "", "", "", "", frozenset(), Level.PUBLIC
    )
    claims = tuple(
        ClaimRow(
            n,
            key,
            "name",
            NameValue(text=name),
            "s1",
            "",
            "",
            "",
            "",
            None,
            "",
            "asserts",
            level,
            Standing.ACTIVE,
            None,
            "",
        )
        for n, (key, name, _, level) in enumerate(people)
    )
    individuals = tuple(IndividualRow(key, "named", level) for key, _, level, _ in people)
    return VaultRows(1, individuals, (), (), (), (), (source,), claims, (), ())
