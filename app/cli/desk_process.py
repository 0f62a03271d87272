"""The desk's application as a process of its own. It holds all keys of the house, and so belongs where only the house can reach it."""

from __future__ import annotations

import argparse
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from app.accounts.books import Books
from app.apps.desk import create_app
from app.cli.actor import local_roster
from app.keys.letters import letter_opener
from app.keys.members import MembersKeys
from app.keys.ring import KeyRing
from app.noticeboard.opening import open_noticeboard
from app.publishing.shelves import Shelves
from app.storage.engines import engine_for
from app.web.account.cookies import Jar
from app.web.desk.house import DeskHouse
from app.web.warming import warm


def desk_house(
    vault: str, keys: Path, noticeboard: Path | None, address: str, port: int, editions: Path | None
) -> DeskHouse:
    """What the application stands on. `address`: its own address, with https; empty on this machine. `editions`: the folder
    of the editions, where it is on this machine.
    """
    here = (f"http://127.0.0.1:{port}", f"http://localhost:{port}")
    return DeskHouse(
        books=Books(engine_for(vault), MembersKeys(keys)),
        shelves={},
        origins=frozenset({address.rstrip("/")} if address else here),
        jar=Jar(secure=address.startswith("https://")),
        clock=lambda: datetime.now(UTC),
        place="desk",
        ring=KeyRing(keys),
        others=local_roster,
        board=(lambda: open_noticeboard(noticeboard)) if noticeboard else None,
        opener=letter_opener(keys) if noticeboard else None,
        editions=Shelves(editions) if editions else None,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the desk.")
    parser.add_argument("--port", type=int, default=8002)
    asked = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor stops its children itself
    warm()
    named = os.environ
    house = desk_house(
        named["CASEBOOK_VAULT"],
        Path(named["CASEBOOK_KEYS"]),
        Path(named["CASEBOOK_NOTICEBOARD"]),
        named.get("CASEBOOK_DESK_ADDRESS", ""),
        asked.port,
        Path(named["CASEBOOK_EDITIONS"]) if named.get("CASEBOOK_EDITIONS") else None,
    )
    uvicorn.run(
        create_app(house), host="127.0.0.1", port=asked.port, log_level="warning", server_header=False, access_log=False,
        date_header=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
