"""The corrections log beside an edition: which ids each edition added, changed or no longer lists. Never a reason.

It is made by comparing two editions of one level with each other and with nothing else, so that it can say nothing that
they do not. Its file is put in place before the manifest; batches of an edition that was never published are not read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from app.editions.manifest import SignedDocument, read_signed
from app.keys.verify import Verifier


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Changes(_Frozen):
    """Public ids by what became of them, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.gone)


class Batch(_Frozen):
    """What one edition changed. `first`: there was none before; `compared`: the one before was at hand."""

    number: int
    date: str
    first: bool = False
    compared: bool = True
    cases: Changes = Changes()
    returns: Changes = Changes()

    @property
    def empty(self) -> bool:
        return self.cases.empty and self.returns.empty


class Corrections(SignedDocument):
    """All batches, the newest first."""

    batches: tuple[Batch, ...]

    def document(self) -> dict[str, Any]:
        """What is signed."""
        return {"corrections": [batch.model_dump(mode="json") for batch in self.batches]}

    def upto(self, number: int) -> Corrections:
        """The batches of editions up to that number."""
        return Corrections(batches=tuple(batch for batch in self.batches if batch.number <= number))


def corrections_file(manifest: Path) -> Path:
    """Where the log of an edition stands: beside its manifest."""
    return manifest.with_name(f"{manifest.stem}-corrections.json")


def read_corrections(path: Path, verifier: Verifier | None) -> Corrections | None:
    """The log at `path`; None where there is no file. CorruptEdition for one that is damaged or not the house's."""
    try:
        return read_signed(path, Corrections, verifier)
    except FileNotFoundError:
        return None
