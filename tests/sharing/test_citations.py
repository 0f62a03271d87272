"""Citations name the edition and what was read, in three forms, and nothing that was typed can break out of them."""

from __future__ import annotations

import json

import pytest

from app.sharing.citations import Cited, citation

WHOLE = Cited("casebook-7-edition", "", "/", "ab" * 32, 7, "2026-11-24")
HOSTILE = Cited("casebook-query", 'Cases: “}, note={x} \\input{y} 100% & $_#~^"”', "/cases?q=%7D&sex=female", "ab" * 32)


def test_text_says_edition_day_content_and_address():
    said = citation(WHOLE, "text")
    for part in ("Casebook (2026-11-24)", "edition 7", "content abababababababab", "[data set]"):
        assert part in said


def test_csl_is_what_reference_managers_read():
    (found,) = json.loads(citation(WHOLE, "csl"))
    assert (found["type"], found["version"], found["issued"]) == (
        "dataset",
        "edition 7",
        {"date-parts": [[2026, 11, 24]]},
    )
    assert json.loads(citation(HOSTILE, "csl"))[0]["title"] == HOSTILE.part


@pytest.mark.parametrize("cited", [WHOLE, HOSTILE])
def test_bibtex_is_balanced_and_every_command_is_ours(cited):
    said = citation(cited, "bibtex")
    depth = 0
    for place, letter in enumerate(said):
        escaped = place and said[place - 1] == "\\"
        depth += {"{": 1, "}": -1}.get(letter, 0) if not escaped else 0
        assert depth >= 0
    assert depth == 0
    assert r"\input" not in said
    for bare in ("%", "&", "$", "#", "_"):
        assert all(said[i - 1] == "\\" for i, letter in enumerate(said) if letter == bare)


def test_an_edition_without_a_manifest_has_no_number_and_no_day():
    assert "edition without number" in citation(HOSTILE, "text")
    assert "issued" not in json.loads(citation(HOSTILE, "csl"))[0]
