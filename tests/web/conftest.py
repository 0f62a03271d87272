"""An edition of people who do not exist, and the public application over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from app.apps.public import create_app
from app.editions.build.file import write_edition
from app.editions.build.rows import rows_of
from app.editions.manifest import Manifest, signed_text
from app.editions.read.shelf import Shelf
from app.editions.schema import FORMAT
from app.publishing.pictures.all import picture_rows
from tests.loop import in_loop
from tests.web.synthetic_people import content

Read = Callable[..., httpx.Response]


def write_public(folder: Path) -> Path:
    """Build the edition into `folder`; its manifest."""
    rows = rows_of(content())
    rows["picture"] = picture_rows(rows)
    identity = write_edition(rows, folder / "public-1.sqlite")
    manifest = Manifest(
        level="public", number=7, date="2026-11-24", content=identity, file="public-1.sqlite", format=FORMAT
    )
    (folder / "public.json").write_text(signed_text(manifest, b""), encoding="utf-8")
    return folder / "public.json"


def reader(app: FastAPI) -> Read:
    """Ask the application itself, without a network: `read("/cases", method="HEAD", headers={...})`."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)

    def read(address: str, method: str = "GET", **more: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url="http://casebook.test") as client:
                return await client.request(method, address, **more)

        return in_loop(ask())

    return read


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manifest of an edition on disk."""
    return write_public(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="session")
def app(place: Path) -> FastAPI:
    return create_app(Shelf(place))


@pytest.fixture(scope="session")
def read(app: FastAPI) -> Read:
    return reader(app)
