"""One desk for all tests here that add proposals and look; whoever changes the record itself makes their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS, make
from tests.desk.host import DeskHost
from tests.homes import empty_home
from tests.quick_hashes import quickly

_quick_hashes = pytest.fixture(scope="package", autouse=True)(quickly)


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> DeskHost:
    return DeskHost(tmp_path_factory.mktemp("desk") / "home")


@pytest.fixture(autouse=True)
def _time_goes_on(request: pytest.FixtureRequest) -> None:
    """Twenty seconds a test: in one endless minute people would send more than one may, in whatever order the tests run."""
    there = request.getfixturevalue("desk") if "desk" in request.fixturenames else None
    if isinstance(there, DeskHost):
        there.clock.on(seconds=20)


@pytest.fixture(params=KINDS)
def either_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskHost]:
    """A desk over an empty home, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield DeskHost(tmp_path / "home", made=empty_home)
        return
    for engine in make(request.param, tmp_path, "template1"):
        host = DeskHost(tmp_path / "home", engine.url.render_as_string(hide_password=False), made=empty_home)
        yield host
        for books in (host.house.books, host.members.books):
            books.engine.dispose()
