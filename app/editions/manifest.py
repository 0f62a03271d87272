"""The manifest beside an edition: its level, number, date and content hash, signed. Its rename is the moment of publication.

The number counts per level and, like the date, advances only when the content hash does, so that a hidden edit moves nothing
that a reader below can see.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.editions.errors import CorruptEdition, MissingEdition, NewerEdition
from app.editions.schema import FORMAT
from app.keys.errors import BadSignature
from app.keys.verify import Verifier


class SignedDocument(BaseModel):
    """Base of what stands beside an edition with the house's signature."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def document(self) -> dict[str, Any]:
        """What is signed."""
        raise NotImplementedError


class Manifest(SignedDocument):
    """What an edition is. `content` is the identity of what it says; `file` the name beside it; `wrapped_key` for encrypted ones.

    `file_hash`: SHA-256 of the file's bytes. `content` covers what the file says, but not its indexes, from which it answers.
    `addendum`: the file with what was written since `file` was built; both have one key, and `content` is that of the whole.
    """

    level: str
    number: int
    date: str
    content: str
    file: str = Field(pattern=r"^\w[\w.-]*$")
    format: int
    wrapped_key: str | None = None
    file_hash: str | None = None
    addendum: str | None = Field(default=None, pattern=r"^\w[\w.-]*$")
    addendum_hash: str | None = None

    @property
    def files(self) -> frozenset[str]:
        """The names of its files."""
        return frozenset({self.file} if self.addendum is None else {self.file, self.addendum})

    def document(self) -> dict[str, Any]:
        """What is signed."""
        return self.model_dump(exclude_none=True)


class Suppressed(SignedDocument):
    """The suppression list: public ids that every reader answers as not there. `number` only grows."""

    number: int
    ids: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """What is signed."""
        return {"suppressed": self.number, "ids": list(self.ids)}


VERIFY_KEY = "verify.pub"
"""The house's public key, beside the public edition."""


def suppression_list(folder: Path, level: str) -> Path:
    """Where the suppression list of a level's editions stands: in their folder, whichever file is read."""
    return folder / f"{level}-suppressed.json"


_Signed = TypeVar("_Signed", bound=SignedDocument)


def signed_text(signed: SignedDocument, signature: bytes) -> str:
    """The file's text: readable, with the signature beside what it signs."""
    return json.dumps({"signed": signed.model_dump(exclude_none=True), "signature": signature.hex()}, indent=1) + "\n"


def read_manifest(path: Path, verifier: Verifier | None) -> Manifest:
    """The manifest at `path`; with a verifier, refused unless the house signed it. MissingEdition or CorruptEdition."""
    try:
        return read_signed(path, Manifest, verifier)
    except FileNotFoundError:
        raise MissingEdition(f"There is no edition at {path.name}. Run `casebook publish` first.") from None


def read_suppressed(path: Path, verifier: Verifier | None) -> Suppressed:
    """The suppression list at `path`; an empty one where there is no file."""
    try:
        return read_signed(path, Suppressed, verifier)
    except FileNotFoundError:
        return Suppressed(number=0, ids=())


def read_signed(path: Path, kind: type[_Signed], verifier: Verifier | None) -> _Signed:
    """The document at `path`, checked if there is a verifier. FileNotFoundError or CorruptEdition."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        _refuse_newer(raw["signed"], path)
        signed = kind.model_validate(raw["signed"])
        signature = bytes.fromhex(raw["signature"])
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
        raise CorruptEdition(f"{path.name} cannot be read. Publish again, or copy it again.") from None
    if verifier is not None:
        try:
            verifier.check(signed.document(), signature)
        except BadSignature:
            raise CorruptEdition(f"{path.name} does not carry this house's signature; it is not used.") from None
    return signed


def _refuse_newer(signed: dict[str, Any], path: Path) -> None:
    """A newer manifest may hold what this version does not know; it is newer, not damaged."""
    if int(signed.get("format", FORMAT)) > FORMAT:
        raise NewerEdition(f"{path.name} was made by a newer version of Casebook. Update this one to read it.")
