"""The public process: what it can import, and how the environment starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.apps.public import EDITION, VERIFY_KEY, from_environment
from app.editions.errors import CorruptEdition, MissingEdition
from app.editions.manifest import read_manifest, signed_text
from app.keys.errors import NoKeys
from app.keys.sign import Signer

BARRED = ("app.vault", "app.accounts", "app.editing", "app.importing", "app.matching", "app.publishing",
          "app.editions.build", "app.disclosure", "app.storage", "app.keys.ring",
          "sqlalchemy", "alembic")  # fmt: skip


def test_it_loads_nothing_that_writes_or_decides():
    code = "import sys, app.apps.public; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_root()
    ).stdout
    names = loaded.splitlines()
    assert not [name for name in names if name.startswith(BARRED)]


def _root() -> Path:
    return Path(__file__).parents[2]


def test_without_an_edition_it_says_what_to_set(monkeypatch):
    monkeypatch.delenv(EDITION, raising=False)
    with pytest.raises(MissingEdition, match=EDITION):
        from_environment()


def test_with_a_key_only_a_signed_edition_is_served(monkeypatch, tmp_path, place):
    signer = Signer(bytes(range(32)))
    (tmp_path / "house.pub").write_text(signer.public_key.hex())
    manifest = read_manifest(place, None)
    (tmp_path / manifest.file).write_bytes(place.with_name(manifest.file).read_bytes())
    (tmp_path / "public.json").write_text(signed_text(manifest, signer.sign(manifest.document())))
    monkeypatch.setenv(VERIFY_KEY, str(tmp_path / "house.pub"))
    monkeypatch.setenv(EDITION, str(tmp_path / "public.json"))
    assert from_environment().title == "Casebook"
    monkeypatch.setenv(EDITION, str(place))
    with pytest.raises(CorruptEdition, match="signature"):
        from_environment()


def test_a_key_file_that_is_none_is_refused(monkeypatch, tmp_path, place):
    (tmp_path / "house.pub").write_text("not a key")
    monkeypatch.setenv(VERIFY_KEY, str(tmp_path / "house.pub"))
    monkeypatch.setenv(EDITION, str(place))
    with pytest.raises(NoKeys, match="64 hexadecimal"):
        from_environment()
