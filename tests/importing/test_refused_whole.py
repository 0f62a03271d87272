"""A batch with a fault writes nothing; the same batch twice writes nothing more; an unknown batch publishes nothing."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cli.home import open_home
from app.cli.import_ import import_batch
from app.cli.publish import publish_editions
from app.cli.sentences import Refused
from app.importing.founding import shipped_data
from app.keys.ring import KeyRing
from app.storage.sealed import context
from app.vault.models import ImportBatch, Proposal
from app.vault.verify import verify
from tests.homes import shipped_home
from tests.importing.synthetic_batch import Batch
from tests.publishing.press import on_disk, press_of


def test_a_batch_with_faults_writes_nothing_and_says_them_all(desk, batch, written, capsys):
    before = desk.counts()
    refused = desk.refused(
        written(batch.set("individuals.csv", 2, kind="namd").set("public_claims.csv", 5, value="2013-02-30"))
    )
    assert refused.code == 2
    assert "2 faults; nothing was written" in refused.sentence
    assert desk.counts() == before
    said = capsys.readouterr().err
    assert "individuals.csv, row 2, kind: 'namd' is not a term of individual_kind" in said
    assert "[unknown_term] Did you mean 'named'?" in said
    assert "public_claims.csv, row 5, value: '2013-02-30' is not" in said


def test_a_batch_with_faults_makes_no_home(tmp_path):
    folder = Batch().set("levels.csv", 2, level="secret").write(tmp_path / "batch")
    with pytest.raises(Refused):
        import_batch(folder, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    import_batch(Batch().write(tmp_path / "batch"), tmp_path / "home", dry_run=True)
    assert not (tmp_path / "home").exists()
    assert "Nothing was written." in capsys.readouterr().err


def test_an_unknown_batch_waits_as_one_sealed_proposal(desk, batch, written, capsys):
    before = desk.counts()
    desk.import_(written(batch))
    assert "waits for review as proposal" in capsys.readouterr().err
    after = desk.counts()
    grown = {name: number - before[name] for name, number in after.items() if number != before[name]}
    assert grown == {"changeset": 1, "import_batch": 1, "proposal": 1, "proposal_author": 1}
    with Session(desk.engine) as session:
        proposal = session.scalars(select(Proposal)).one()
        ring = KeyRing(desk.home / "keys")
        assert proposal.state == "submitted"
        assert b"Synthetic" not in proposal.body.envelope
        assert "Synthetic Alpha" in proposal.body.open(ring, context("proposal", proposal.id, "body", proposal.level))
        assert session.scalars(select(ImportBatch.kind)).all() == ["proposal"]
        assert verify(session, ring) == []


def test_the_same_batch_twice_changes_nothing(desk, batch, written, capsys):
    desk.import_(written(batch))
    before = desk.counts()
    capsys.readouterr()
    desk.import_(written(batch))
    assert "imported before; nothing changed" in capsys.readouterr().err
    assert desk.counts() == before


def test_an_unknown_batch_moves_nothing_in_public_and_stands_nowhere_in_plain(tmp_path):
    home = tmp_path / "home"
    press_of(Batch(), home).engine.dispose()
    shutil.rmtree(home / "batch")
    open_home(home, make=True)
    publish_editions(home)
    before = on_disk(home / "editions" / "public")
    other = (
        Batch()
        .set("public_claims.csv", 2, value="Concealed Omega")
        .set("public_sources.csv", 2, title="A title to come")
    )
    import_batch(other.write(tmp_path / "batch"), home)
    publish_editions(home)
    assert on_disk(home / "editions" / "public") == before
    everything = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"Synthetic Beta" in everything  # what is public is
    for plain in ("Concealed Omega", "A title to come"):
        assert plain.encode() not in everything


def test_the_shipped_batch_twice_changes_nothing(tmp_path, capsys):
    home = shipped_home(tmp_path / "home")
    before = (home / "vault.sqlite").read_bytes()
    import_batch(shipped_data(), home)
    assert "imported before; nothing changed" in capsys.readouterr().err
    assert (home / "vault.sqlite").read_bytes() == before


def test_shipped_data_that_was_changed_is_not_the_founders_word_any_more(tmp_path, capsys):
    folder = tmp_path / "data"
    folder.mkdir()
    for path in shipped_data().glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    decisions = folder / "decisions.csv"
    decisions.write_text(decisions.read_text(encoding="utf-8").replace(",hold,", ",full,"), encoding="utf-8")
    import_batch(folder, tmp_path / "home")
    assert "waits for review" in capsys.readouterr().err
    publish_editions(tmp_path / "home")
    for path in (tmp_path / "home" / "editions" / "public").glob("*.sqlite"):
        assert "김철옥".encode() not in path.read_bytes()
