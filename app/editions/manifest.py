"""The manifest beside an edition: its level, number, date and content hash, signed. Its rename is the moment of publication.

The number counts per level and, like the date, advances only when the content hash does, so that a hidden edit moves nothing
that a reader below can see.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.editions.errors import CorruptEdition, MissingEdition

Verify = Callable[[bytes, bytes], bool]
"""(message, signature) -> whether the house signed it."""


class Manifest(BaseModel):
    """What an edition is. `content` is the identity of its rows; `file` the name beside it; `wrapped_key` for encrypted ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: str
    number: int
    date: str
    content: str
    file: str
    format: int
    wrapped_key: str | None = None

    def message(self) -> bytes:
        """The bytes that are signed."""
        return json.dumps(self.model_dump(), sort_keys=True, separators=(",", ":")).encode()


def manifest_text(manifest: Manifest, signature: bytes) -> str:
    """The file's text: readable, with the signature beside what it signs."""
    return json.dumps({"manifest": manifest.model_dump(), "signature": signature.hex()}, indent=1) + "\n"


def read_manifest(path: Path, verify: Verify | None) -> Manifest:
    """The manifest at `path`; with `verify`, refused unless the house signed it. MissingEdition or CorruptEdition."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest.model_validate(raw["manifest"])
        signature = bytes.fromhex(raw["signature"])
    except FileNotFoundError:
        raise MissingEdition(f"There is no edition at {path.name}. Run `casebook publish` first.") from None
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        raise CorruptEdition(f"The manifest {path.name} cannot be read. Publish again, or copy it again.") from None
    if verify is not None and not verify(manifest.message(), signature):
        raise CorruptEdition(f"The manifest {path.name} does not carry this house's signature; it is not used.")
    return manifest
