"""The payload of a changeset: what its hash covers. Used by whoever writes one and whoever checks one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from app.storage.chain import link


@dataclass(frozen=True, slots=True)
class Header:
    """All of a changeset but its place in the chain. `contents`: see `history.contents_text`."""

    number: int
    kind: str
    author: str
    approved_by: str | None
    made_at: datetime
    contents: str
    commitment: bytes

    def payload(self) -> bytes:
        parts = (
            self.number,
            self.kind,
            self.author,
            self.approved_by,
            self.made_at.astimezone(UTC).isoformat(),
            self.contents,
            self.commitment.hex(),
        )
        return orjson.dumps(parts)

    def hash_after(self, previous: bytes) -> bytes:
        return link(previous, self.payload())
