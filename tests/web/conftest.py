"""An edition of people who do not exist, and the public application over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from synthetic_people import content

from app.apps.public import create_app
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.manifest import Manifest, manifest_text
from app.editions.read.shelf import Shelf
from app.editions.schema import FORMAT


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manifest of an edition on disk."""
    folder = tmp_path_factory.mktemp("edition")
    identity = write_edition(rows_of(content()), folder / "public-1.sqlite")
    manifest = Manifest(level="public", number=7, date="2026-11-24", content=identity, file="public-1.sqlite", format=FORMAT)
    (folder / "public.json").write_text(manifest_text(manifest, b""), encoding="utf-8")
    return folder / "public.json"


@pytest.fixture(scope="session")
def app(place: Path) -> FastAPI:
    return create_app(Shelf(place))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as opened:
        yield opened
