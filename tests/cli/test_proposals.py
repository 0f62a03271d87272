"""`casebook proposals`: a batch that came in is shown, approved by somebody else, and then in the record."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cli import actor, duplicates, proposals
from app.cli.history import history
from app.cli.import_ import import_batch
from app.cli.publish import publish_editions
from app.cli.sentences import Refused
from app.codebook.levels import Level
from app.editing.entry.duplicates import Verdict
from app.editing.errors import BadDraft, ChangedSinceSeen, SelfApproval
from app.storage.engines import engine_for
from app.vault.models import Individual, Proposal
from tests.homes import edition_at
from tests.importing.synthetic_batch import Batch


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home into which `local:ann` imported a synthetic batch."""
    _sit_down(monkeypatch, "ann")
    import_batch(Batch().write(tmp_path / "batch"), tmp_path / "home")
    return tmp_path / "home"


def _sit_down(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Another owner of the process."""
    monkeypatch.setattr(actor.pwd, "getpwuid", lambda _: type("Entry", (), {"pw_name": name}))


def _only(home: Path) -> str:
    with Session(engine_for(f"sqlite:///{home / 'vault.sqlite'}")) as session:
        return session.scalars(select(Proposal.id)).one()


def _content(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    proposals.show(_only(home), home)
    return re.search(r"^content: ([0-9a-f]{64})$", capsys.readouterr().out, re.MULTILINE)[1]  # type: ignore[index]


def test_a_batch_waits_is_shown_line_by_line_and_is_recorded_once_somebody_else_approves(home, capsys, monkeypatch):
    proposals.list_proposals(home)
    assert f"{_only(home)}  submitted" in capsys.readouterr().out
    proposals.show(_only(home), home)
    said = capsys.readouterr().out
    assert "Name: Synthetic Alpha" in said and "2013-05-28 (28 May 2013)" in said and "written by local:ann" in said
    _sit_down(monkeypatch, "ben")
    proposals.approve_proposal(_only(home), _content(home, capsys)[:12], home)
    assert "Recorded as changeset 2" in capsys.readouterr().err
    publish_editions(home)
    with Session(engine_for(f"sqlite:///{home / 'vault.sqlite'}")) as session:
        assert len(session.scalars(select(Individual.id)).all()) == 2
    edition = edition_at(home, Level.PUBLIC)
    assert edition.rows("SELECT count(*) FROM case_row") == [(2,)]
    edition.close()


def test_whoever_imported_cannot_approve_even_under_another_name_in_the_environment(home, capsys, monkeypatch):
    content = _content(home, capsys)
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "ben")
    with pytest.raises(SelfApproval):
        proposals.approve_proposal(_only(home), content, home)


def test_an_approval_names_what_it_is_about(home, capsys, monkeypatch):
    _sit_down(monkeypatch, "ben")
    with pytest.raises(ChangedSinceSeen):
        proposals.approve_proposal(_only(home), "0" * 64, home)
    with pytest.raises(Refused, match="at least 12 letters"):
        proposals.approve_proposal(_only(home), _content(home, capsys)[:3], home)


def test_a_proposal_is_sent_back_or_rejected_with_words(home, capsys, monkeypatch):
    _sit_down(monkeypatch, "ben")
    with pytest.raises(BadDraft):
        proposals.ask(_only(home), "who says so?", "claim-999", home)
    proposals.ask(_only(home), "who says so?", "claim-1", home)
    proposals.show(_only(home), home)
    assert "local:ben" in (said := capsys.readouterr().out) and "claim-1: who says so?" in said


def test_a_known_person_in_a_later_batch_is_not_made_again(home, tmp_path, capsys, monkeypatch):
    _sit_down(monkeypatch, "ben")
    proposals.approve_proposal(_only(home), _content(home, capsys), home)
    more = Batch().add(
        "public_claims.csv",
        case_key="synthetic-alpha",
        field="occupation",
        value="weaver",
        source_key="paper-2013-06",
        quote_or_locator="line 2",
    )
    import_batch(more.write(tmp_path / "later"), home)
    with Session(engine_for(f"sqlite:///{home / 'vault.sqlite'}")) as session:
        key = session.scalars(select(Proposal.id).where(Proposal.state == "submitted")).one()
    capsys.readouterr()
    proposals.show(key, home)
    said = capsys.readouterr().out
    changes = [line for line in said.splitlines() if line.startswith("  ") and not line.startswith("      ")]
    assert len(changes) == 1 and "p000000000000000 Occupation: weaver" in changes[0]


def test_a_sheet_in_a_file_is_handed_in_and_a_faulty_one_is_not(home, tmp_path, capsys, monkeypatch):
    _sit_down(monkeypatch, "ben")
    proposals.approve_proposal(_only(home), _content(home, capsys), home)
    sheet = {
        "source": {"title": "A synthetic testimony", "publisher_key": "synthetic", "type": "victim_testimony"},
        "event": {"label": "Another made-up return", "for_all": {"return_date": [{"value": "2014-05"}]}},
        "people": [{"row": "gamma", "facts": {"name": [{"value": "Synthetic Gamma"}]}}],
    }
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({"why": "a testimony came in", "sheet": sheet}), encoding="utf-8")
    proposals.new(file, home)
    key = re.search(r"proposal (\w{16})", capsys.readouterr().err)[1]  # type: ignore[index]
    proposals.show(key, home)
    assert "2014-05 (some day in May 2014)" in capsys.readouterr().out
    sheet["people"][0]["facts"]["birth"] = [{"value": "1970-13"}]  # type: ignore[index]
    file.write_text(json.dumps({"why": "w", "sheet": sheet}), encoding="utf-8")
    with pytest.raises(BadDraft, match=r"gamma\.birth\.1"):
        proposals.new(file, home)


def test_duplicates_are_listed_decided_and_remembered(home, tmp_path, capsys, monkeypatch):
    _sit_down(monkeypatch, "ben")
    proposals.approve_proposal(_only(home), _content(home, capsys), home)
    sheet = {
        "source": {"title": "A synthetic list", "publisher_key": "synthetic", "type": "ngo_list"},
        "event": {"public_id": "e000000000000000"},
        "people": [{"row": "again", "facts": {"name": [{"value": "합성가"}], "birth": [{"value": "1981"}]}}],
    }
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({"why": "a list came in", "sheet": sheet}), encoding="utf-8")
    proposals.new(file, home)
    key = re.search(r"proposal (\w{16})", capsys.readouterr().err)[1]  # type: ignore[index]
    _sit_down(monkeypatch, "ann")
    proposals.show(key, home)
    content = re.search(r"^content: (\w+)$", capsys.readouterr().out, re.MULTILINE)[1]  # type: ignore[index]
    proposals.approve_proposal(key, content, home)
    capsys.readouterr()
    duplicates.list_duplicates(home)
    said = capsys.readouterr().out
    one, other = re.findall(r"(?:^\S+ +|\|  )([0-9a-z]{16}) ", said)
    assert "p000000000000000" in (one, other) and "born_agrees" in said and "same_event" in said
    duplicates.decide(one, other, Verdict.DIFFERENT, "another father", home)
    duplicates.list_duplicates(home)
    assert "No pair waits" in capsys.readouterr().err
    duplicates.decide(one, other, Verdict.SAME, "the same letter", home)
    assert "waits for review as proposal" in capsys.readouterr().err


def test_the_past_of_a_person_is_told(home, capsys, monkeypatch):
    _sit_down(monkeypatch, "ben")
    proposals.approve_proposal(_only(home), _content(home, capsys), home)
    capsys.readouterr()
    history("p000000000000000", home)
    said = capsys.readouterr().out
    assert "local:ann, approved by local:ben" in said and "why: A batch that was imported." in said
    assert "claims.name: nothing -> " in said
