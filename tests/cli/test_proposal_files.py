"""A file for `casebook proposals new` that holds what no database or page could give back is refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.import_ import import_batch
from app.cli.proposals import _read, new
from app.cli.sentences import Refused
from app.editing.errors import BadDraft
from tests.importing.synthetic_batch import Batch


@pytest.mark.parametrize("letter", ["\0", "\ud800", "\u202e", "\x07"])
@pytest.mark.parametrize("place", ["why", "title", "todos", "changes", "sheet"])
def test_a_letter_that_cannot_be_seen_is_named_with_its_place(tmp_path: Path, letter: str, place: str) -> None:
    said = f"a{letter}b"
    content: dict[str, object] = {"why": "w", place: said}
    if place == "todos":
        content["todos"] = {"one": said}
    if place == "changes":
        content["changes"] = [{"kind": "new_event", "ref": "e", "label": said}]
    if place == "sheet":
        content["sheet"] = {"source": {"title": said}}
    file = tmp_path / "proposal.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BadDraft, match=rf"{place}.*cannot be seen \(U\+{ord(letter):04X}\)"):
        _read(file)


@pytest.mark.parametrize("text", ["{", "[" * 200_000])
def test_what_is_no_json_is_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "proposal.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="not JSON"):
        _read(file)


@pytest.mark.parametrize(
    ("form", "said"),
    [("full", "purpose: Say for what at least"), ("as_published", "evidence: As published needs exactly one source")],
)
def test_a_decision_that_cannot_mean_what_it_says_is_refused_as_by_the_form(
    tmp_path: Path, form: str, said: str
) -> None:
    import_batch(Batch().write(tmp_path / "batch"), tmp_path / "home")
    decision = {
        "kind": "decide", "ref": "d", "subject": "@a", "form": form, "basis": "explicit_consent_family", "consent_status": "given",
        "effect": "protective", "reason": "a synthetic family asked",
    }  # fmt: skip
    changes = [{"kind": "new_individual", "ref": "a"}, decision]
    file = tmp_path / "proposal.json"
    file.write_text(json.dumps({"why": "w", "changes": changes}), encoding="utf-8")
    with pytest.raises(BadDraft, match=said):
        new(file, tmp_path / "home")
