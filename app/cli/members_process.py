"""The members' application as a process of its own. Its environment names what it needs: the vault's database for the accounts,
the folder of the encrypted editions, and a folder with its keys. It holds no key of the vault and no signing key.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Connection

from app.accounts.books import Books
from app.apps.members import create_app
from app.cli.walls import shut_out
from app.codebook.levels import EDITION_LEVELS, Level
from app.editions.read.shelf import Shelf
from app.keys.members import MembersKeys
from app.keys.verify import Verifier
from app.publishing.shelves import Shelves
from app.storage.engines import engine_for
from app.web.account.cookies import Jar
from app.web.account.here import House
from app.web.warming import warm

NO_WALL = "This system has no Landlock: the members' process could read all of keys/. Run it under a user of its own."


def members_house(vault: str, editions: Path, keys_folder: Path, verify_key: Path, address: str, port: int) -> House:
    """What the application stands on. `address`: its public address, such as https://members.casebook.example; empty on this machine."""
    keys, verifier, shelves = MembersKeys(keys_folder), Verifier.from_file(verify_key), Shelves(editions)

    def shelf(level: Level) -> Callable[[], Shelf]:
        return cache(lambda: Shelf(shelves.manifest(level), verifier, keys))

    here = (f"http://127.0.0.1:{port}", f"http://localhost:{port}")
    origins = frozenset({address.rstrip("/")} if address else here)
    return House(
        books=Books(engine_for(vault), keys),
        shelves={level: shelf(level) for level in EDITION_LEVELS},
        origins=origins,
        jar=Jar(secure=address.startswith("https://")),
        clock=lambda: datetime.now(UTC),
    )


def behind_a_wall(house: House, keys_folder: Path) -> bool:
    """Whether the keys of the house are out of this process's reach from now on; what it needs of them it has read.

    Of files it writes the accounts' database alone. SQLite's own two files beside it have to be there before and to stay: one
    connection is held open as long as the process lives.
    """
    url = house.books.engine.url
    place = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if place is not None:
        held = house.books.engine.connect()
        held.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        held.rollback()
        _held.append(held)
    files = [place.with_name(place.name + suffix) for suffix in ("", "-wal", "-shm")] if place else []
    return shut_out(keys_folder, [*files, Path(tempfile.gettempdir()), Path("/dev/null")])


_held: list[Connection] = []


def from_environment(port: int) -> FastAPI:
    """The application as CASEBOOK_VAULT, CASEBOOK_EDITIONS, CASEBOOK_MEMBERS_KEYS, CASEBOOK_VERIFY_KEY and, if any,
    CASEBOOK_MEMBERS_ADDRESS name it.
    """
    named = os.environ
    keys = Path(named["CASEBOOK_MEMBERS_KEYS"])
    house = members_house(
        named["CASEBOOK_VAULT"],
        Path(named["CASEBOOK_EDITIONS"]),
        keys,
        Path(named["CASEBOOK_VERIFY_KEY"]),
        named.get("CASEBOOK_MEMBERS_ADDRESS", ""),
        port,
    )
    if not behind_a_wall(house, keys):
        print(NO_WALL, file=sys.stderr)  # noqa: T201  the supervisor's terminal
    return create_app(house)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the members' application.")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--host", default="127.0.0.1")
    asked = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor stops its children itself
    warm()
    uvicorn.run(
        from_environment(asked.port), host=asked.host, port=asked.port, log_level="warning", server_header=False,
        access_log=False, date_header=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
