"""A home: the folder that holds one house's vault, keys and editions, and the format it was written in."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.cli.sentences import Refused
from app.codebook.levels import Level
from app.keys.letters import PUBLIC_FILE
from app.publishing.shelves import Shelves, replace_file

HOME_FORMAT = 1
MARK = "casebook-home.json"
PATIENCE = 120.0
"""Seconds to wait for another import or publication of the same home, unless said otherwise."""


class Busy(Refused):
    """Another process held the lock for longer than one waits."""

    def __init__(self) -> None:
        super().__init__("Another import or publication is running in this home.", "Try again when it has ended.")


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of a home. `vault_url`: SQLAlchemy's address of the vault, inside the home unless said otherwise."""

    root: Path
    vault_url: str

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def noticeboard(self) -> Path:
        """The public host's own small store; it holds no key and nothing of the vault."""
        return self.root / "noticeboard.sqlite"

    @property
    def shelves(self) -> Shelves:
        return Shelves(self.root / "editions")


def open_home(root: Path, vault_url: str | None = None, make: bool = False) -> Home:
    """The home at `root`. `make`: create it when there is none. Refused if a newer Casebook wrote it."""
    mark = root / MARK
    if not mark.is_file():
        if not make:
            raise Refused(f"There is no Casebook home at {root}.", "Run `casebook up` first, or name it with --home.")
        if root.exists() and not root.is_dir():
            raise Refused(f"{root} is a file, not a folder.", "Name another folder with --home.")
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(mark, json.dumps({"format": HOME_FORMAT}).encode() + b"\n")
    _check_format(mark)
    return Home(root, vault_url or f"sqlite:///{(root / 'vault.sqlite').resolve()}")


def show_letters_key(home: Home) -> Path:
    """The public half of the desk's key, beside the public edition, for whatever host serves it."""
    place = home.shelves.folder(Level.PUBLIC) / PUBLIC_FILE
    text = (home.keys / PUBLIC_FILE).read_bytes()
    if not place.is_file() or place.read_bytes() != text:
        replace_file(place, text)
    return place


def _check_format(mark: Path) -> None:
    try:
        written = json.loads(mark.read_text(encoding="utf-8"))["format"]
        newer = int(written) > HOME_FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(f"{mark} cannot be read.", "Restore it from a copy; nothing was changed.") from None
    if newer:
        raise Refused("This home was written by a newer version of Casebook.", "Update Casebook; nothing was changed.")


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """Hold the home's lock: one import, or one publication, puts its work in place at a time. Waits for another, but not for ever."""
    with _held(home.root / "writing.lock", PATIENCE):
        yield


@contextmanager
def building(home: Home, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the right to build editions whole, which can take long; `writing` is held besides only to put them in force."""
    with _held(home.root / "building.lock", patience):
        yield


@contextmanager
def _held(lock: Path, patience: float) -> Iterator[None]:
    with lock.open("w") as handle:
        until = time.monotonic() + patience
        while not _locked(handle):
            if time.monotonic() > until:
                raise Busy
            time.sleep(0.05)
        yield


def _locked(handle: IO[str]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
