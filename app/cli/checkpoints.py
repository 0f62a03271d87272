"""Signed checkpoints of the access log: how far it went at a moment. What was cut off below one is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.accounts.access_log import Head, head_of
from app.cli.house import House
from app.editions.errors import EditionError
from app.editions.manifest import SignedDocument, read_signed, signed_text
from app.keys.verify import Verifier
from app.publishing.shelves import replace_file

FOLDER = "checkpoints"
EVERY = 300.0
"""Seconds between two checkpoints while `casebook up` runs."""


class Checkpoint(SignedDocument):
    """The access log's last entry at a moment."""

    number: int
    hash: str
    at: str

    def document(self) -> dict[str, Any]:
        """What is signed."""
        return {"access_log": self.number, "hash": self.hash, "at": self.at}


def write_checkpoint(house: House, at: datetime) -> Path:
    """The file of the checkpoint; one that stands already is left as it is."""
    with house.reading() as session:
        head = head_of(session)
    folder = house.home.root / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"access-{head.number:010d}.json"
    if not path.exists():
        made = Checkpoint(number=head.number, hash=head.hash.hex(), at=at.astimezone(UTC).isoformat())
        replace_file(path, signed_text(made, house.ring.signer().sign(made.document())).encode())
    return path


def read_checkpoints(folder: Path, verifier: Verifier) -> Iterator[Head | str]:
    """The heads of a folder's checkpoints; a sentence for one that is not the house's or cannot be read."""
    for path in sorted(folder.glob("access-*.json")):
        try:
            found = read_signed(path, Checkpoint, verifier)
            yield Head(found.number, bytes.fromhex(found.hash))
        except (EditionError, ValueError) as problem:
            yield f"checkpoint {path.name}: {problem}"
